/** Lock files: read for dependencies only. */
export const LOCK_FILES: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'poetry.lock',
  'pipfile.lock',
  'uv.lock',
  'pdm.lock',
  'composer.lock',
  'gemfile.lock',
  'cargo.lock',
  'go.sum',
  'mix.lock',
  'flake.lock',
  'packages.lock.json',
  'pubspec.lock',
  '.terraform.lock.hcl',
]);

/** Lowercase, with the dot. Content is looked at as well: this only saves reading. */
export const BINARY_EXTENSIONS: ReadonlySet<string> = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.gif',
  '.webp',
  '.avif',
  '.ico',
  '.bmp',
  '.tif',
  '.tiff',
  '.psd',
  '.pdf',
  '.zip',
  '.gz',
  '.tgz',
  '.bz2',
  '.xz',
  '.7z',
  '.rar',
  '.tar',
  '.jar',
  '.war',
  '.class',
  '.so',
  '.dll',
  '.dylib',
  '.exe',
  '.bin',
  '.o',
  '.a',
  '.wasm',
  '.pyc',
  '.pyo',
  '.pyd',
  '.whl',
  '.egg',
  '.node',
  '.woff',
  '.woff2',
  '.ttf',
  '.otf',
  '.eot',
  '.mp3',
  '.mp4',
  '.m4a',
  '.mov',
  '.avi',
  '.webm',
  '.ogg',
  '.wav',
  '.flac',
  '.sqlite',
  '.sqlite3',
  '.db',
  '.mo',
  '.keystore',
  '.jks',
  '.p12',
  '.pfx',
]);

export const DOCUMENT_EXTENSIONS: ReadonlySet<string> = new Set([
  '.md',
  '.mdx',
  '.markdown',
  '.rst',
  '.adoc',
  '.txt',
  '.tex',
]);
export const DATA_EXTENSIONS: ReadonlySet<string> = new Set([
  '.csv',
  '.tsv',
  '.sql',
  '.xml',
  '.po',
  '.pot',
  '.ndjson',
  '.jsonl',
  '.geojson',
  '.svg',
  '.snap',
  '.map',
]);
export const CONFIG_EXTENSIONS: ReadonlySet<string> = new Set([
  '.json',
  '.json5',
  '.jsonc',
  '.yml',
  '.yaml',
  '.toml',
  '.ini',
  '.cfg',
  '.conf',
  '.properties',
  '.env',
  '.tf',
  '.tfvars',
  '.hcl',
  '.config',
  '.plist',
]);
export const CONFIG_NAMES =
  /^(dockerfile.*|containerfile|makefile|procfile|pipfile|jenkinsfile|vagrantfile|caddyfile|\.env.*|\..*rc|\.editorconfig|\.gitignore|\.dockerignore|\.npmignore)$/i;
/** Code that runs while building, linting or releasing, never in the application. */
export const TOOLING_NAMES =
  /\.(config|conf)\.[cm]?[jt]s$|^\.\w+rc\.[cm]?js$|^(gruntfile|gulpfile|jakefile|rakefile)\.[cm]?[jt]s$|^(setup|noxfile|fabfile|conftest)\.py$/i;

export const TEST_DIRECTORIES: ReadonlySet<string> = new Set([
  'test',
  'tests',
  '__tests__',
  'spec',
  'specs',
  'e2e',
  'e2e-tests',
  'e2e_tests',
  'tests-e2e',
  'tests_e2e',
  'integration-tests',
  'integration_tests',
  '__mocks__',
  '__fixtures__',
  'cypress',
  'fixtures',
  'testdata',
  'test-data',
  'testing',
  '__snapshots__',
  'playwright',
]);
/** Of these folders, the ones that are as well the name of a part of an application: a package of that name is one. */
export const AMBIGUOUS_DIRECTORIES: ReadonlySet<string> = new Set([
  'spec',
  'specs',
  'testing',
  'docs',
  'doc',
  'samples',
  'demo',
  'demos',
]);
export const TEST_NAMES =
  /(\.|_|-)(test|tests|spec|specs|e2e|cy|stories|story|mock)\.[cm]?[jt]sx?$|^(cypress|playwright|jest|vitest|karma|wdio|nightwatch|protractor)[\w.-]*\.(config|conf)\.[cm]?[jt]s$|^test_.*\.pyw?$|_tests?\.pyw?$|^tests?\.pyw?$|^conftest\.py$|_test\.(go|exs|rb|dart|lua)$|_spec\.(rb|lua|cr)$/i;
/** Case matters: `Latest.java` is no test. */
export const TEST_CLASSES = /[a-z0-9](Test|Tests|TestCase|Spec|IT)\.(java|kt|scala|groovy|php|cs|swift)$/;
export const DOCUMENT_DIRECTORIES: ReadonlySet<string> = new Set([
  'docs',
  'doc',
  'examples',
  'example',
  'samples',
  'demo',
  'demos',
  'tutorial',
  'tutorials',
]);
export const TRANSLATION_DIRECTORIES: ReadonlySet<string> = new Set([
  'locales',
  'locale',
  'i18n',
  'lang',
  'langs',
  'language',
  'languages',
  'translations',
]);
/** Where copies of browser libraries are kept. */
export const ASSET_DIRECTORIES: ReadonlySet<string> = new Set([
  'public',
  'static',
  'assets',
  'www',
  'wwwroot',
  'htdocs',
  'vendor',
  'vendors',
  'third_party',
  'third-party',
  'thirdparty',
]);

/** The banner of a library: a name, then its version. */
export const LIBRARY_BANNER = /^\s*\/\*[!*\s][^]{0,200}?\bv?\d+\.\d+(\.\d+)?\b/;

/** Lists of Python packages, by whichever name. */
export const REQUIREMENT_FILES =
  /(^|\/)(requirements[\w.-]*|[\w.-]+[-_.]requirements)\.txt$|(^|\/)requirements\/[\w./-]+\.txt$/;

const FOR_DEVELOPMENT = '(?:ci|dev|devel|development|local|localhost|debug|sandbox)';
/**
 * Settings that hold on the machine of a developer, or of a build, only: `settings/dev.py`,
 * `config.development.js`, `local_settings.py`, `.env.local`.
 */
export const DEVELOPMENT_SETTINGS = new RegExp(
  `(^|/)(settings|configs?|conf|configuration|env|environments?)/([^/]+/)?([^/]*[._-])?${FOR_DEVELOPMENT}([._-][^/]*)?$|(^|/)([^/]*[._-])?(settings|config|conf|env|environment|compose)[._-]${FOR_DEVELOPMENT}([._-][^/]*)?$|(^|/)${FOR_DEVELOPMENT}[._-](settings|config|conf|env)([._-][^/]*)?$`,
  'i',
);
