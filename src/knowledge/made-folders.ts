/** Repositories, and where package managers install dependencies: by their name, which those tools prescribe. */
export const FOREIGN_DIRECTORIES: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  'bower_components',
  'jspm_packages',
  'site-packages',
  'dist-packages',
  '__pypackages__',
  '.yarn',
  '.pnpm-store',
]);

/** Names in a folder that tell that a package manager, or a tool, filled it. */
export const FOREIGN_MARKS: readonly { entry: string; in?: RegExp; what: 'dependencies' | 'output' }[] = [
  { entry: 'pyvenv.cfg', what: 'dependencies' },
  { entry: 'conda-meta', what: 'dependencies' },
  { entry: 'autoload.php', in: /^vendor$/, what: 'dependencies' },
  { entry: 'modules.txt', in: /^vendor$/, what: 'dependencies' },
  { entry: 'bundle', in: /^vendor$/, what: 'dependencies' },
  { entry: '.modules.yaml', what: 'dependencies' },
  { entry: 'CACHEDIR.TAG', what: 'output' },
  { entry: 'lcov-report', in: /^coverage$/, what: 'output' },
  { entry: 'lcov.info', in: /^coverage$/, what: 'output' },
  { entry: 'coverage-final.json', in: /^coverage$/, what: 'output' },
  { entry: 'clover.xml', in: /^coverage$/, what: 'output' },
];

/** Hidden folders in which tools keep what they make. */
export const TOOL_DIRECTORIES: ReadonlySet<string> = new Set([
  '.next',
  '.nuxt',
  '.output',
  '.svelte-kit',
  '.angular',
  '.astro',
  '.docusaurus',
  '.vercel',
  '.netlify',
  '.serverless',
  '.cache',
  '.parcel-cache',
  '.turbo',
  '.nx',
  '.terraform',
  '.gradle',
  '.nyc_output',
  '.tox',
  '__pycache__',
  '.nox',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.eggs',
  '.ipynb_checkpoints',
  '.venv',
]);

/** Usually made from other files of the project; what they hold tells whether they are. */
export const BUILD_DIRECTORIES: ReadonlySet<string> = new Set(['dist', 'build', 'out', 'target']);
