import type { ComponentType } from '../artifacts/phase2';

/** Manifests that make a directory a package, the most telling first. */
export const MANIFEST_FILES: readonly RegExp[] = [
  /^package\.json$/,
  /^pyproject\.toml$/,
  /^setup\.py$/,
  /^setup\.cfg$/,
  /^Pipfile$/,
  /^go\.mod$/,
  /^Cargo\.toml$/,
  /^pom\.xml$/,
  /^build\.gradle(\.kts)?$/,
  /\.(cs|fs|vb)proj$/,
  /^composer\.json$/,
  /^Gemfile$/,
];

/** Lowercase directory names that tell what a component is. */
export const COMPONENT_NAMES: ReadonlyMap<string, ComponentType> = new Map<string, ComponentType>([
  ...['api', 'backend', 'server', 'cmd', 'pkg', 'services', 'internal', 'handlers', 'controllers'].map(
    (name) => [name, 'backend'] as const,
  ),
  ...['ui', 'frontend', 'web', 'client', 'src'].map((name) => [name, 'frontend'] as const),
  ...['infra', 'devops', 'terraform', 'cloudformation', 'k8s', 'deploy', '.github'].map(
    (name) => [name, 'infrastructure'] as const,
  ),
  ...['shared', 'common', 'lib', 'utils'].map((name) => [name, 'shared'] as const),
  ...['auth', 'authentication'].map((name) => [name, 'authentication'] as const),
  ...['test', 'tests', 'e2e', '__tests__', 'docs', 'examples'].map((name) => [name, 'supporting'] as const),
]);

/** Directories that only hold components. */
export const CONTAINERS: ReadonlySet<string> = new Set([
  'packages',
  'apps',
  'services',
  'libs',
  'modules',
  'projects',
  'components',
  'plugins',
  'src',
]);

/** Extensions of source code in any language, whether the analysis reads it or not. */
export const SOURCE_EXTENSIONS: ReadonlySet<string> = new Set([
  '.js',
  '.jsx',
  '.mjs',
  '.cjs',
  '.ts',
  '.tsx',
  '.mts',
  '.cts',
  '.vue',
  '.svelte',
  '.py',
  '.pyw',
  '.rb',
  '.php',
  '.java',
  '.kt',
  '.kts',
  '.scala',
  '.groovy',
  '.go',
  '.rs',
  '.c',
  '.h',
  '.cc',
  '.cpp',
  '.hpp',
  '.cs',
  '.fs',
  '.vb',
  '.swift',
  '.m',
  '.mm',
  '.dart',
  '.ex',
  '.exs',
  '.erl',
  '.clj',
  '.hs',
  '.ml',
  '.lua',
  '.pl',
  '.pm',
  '.sh',
  '.bash',
  '.ps1',
  '.sql',
  '.tf',
  '.graphql',
  '.proto',
]);

export const BROWSER_EXTENSIONS: ReadonlySet<string> = new Set(['.jsx', '.tsx', '.vue', '.svelte', '.html', '.htm']);
export const BUNDLER_CONFIG =
  /^(vite|webpack|rollup|parcel|next|nuxt|svelte|angular|vue|craco|esbuild)(\.config)?\.([cm]?[jt]s|json)$/;
export const INFRASTRUCTURE_FILES =
  /\.(tf|tfvars|bicep)$|(^|\/)(dockerfile|docker-compose[\w.-]*\.ya?ml|compose\.ya?ml|chart\.yaml|kustomization\.ya?ml)$/i;
