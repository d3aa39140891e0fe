import { BUILD_LIBRARY, BUILD_SCRIPT } from './build-scripts';
import type { Zone } from '../artifacts/enums';

/**
 * What names suggest about where code runs. A hint only: code that a production program loads or that a manifest
 * starts is production code, whatever its folder is called.
 */
export const ZONE_HINTS: readonly (readonly [Exclude<Zone, 'production' | 'client'>, RegExp])[] = [
  [
    'test',
    /(^|\/)(__tests__|__mocks__|__fixtures__|__snapshots__|tests?|specs?|e2e|cypress|playwright|fixtures?|test-?data|test-?utils?|testing|mocks?|regtest)\//i,
  ],
  [
    'test',
    /(^|\/)(test_[^/]*|[^/]*_tests?|conftest)\.py$|[._-](test|tests|spec|specs|e2e|cy|stories|story|mock)\.[cm]?[jt]sx?$/i,
  ],
  // What was kept when it was replaced.
  ['example', /(^|\/)(old|attic|graveyard|unused|deprecated|obsolete|bak|backup)\//i],
  ['vendored', /(^|\/)(vendor|vendors|vendored|third[_-]?party|bower_components)\//i],
  ['example', /(^|\/)(examples?|samples?|demos?|tutorials?|playgrounds?|docs?|documentation|cookbook)\//i],
  [
    'tooling',
    /(^|\/)(\.github|\.gitlab|\.circleci|\.azure[^/]*|\.husky|\.storybook|ci|scripts?|tools?|tooling|bin|hack|contrib|extras?|dev|devtools|build-?tools|benchmarks?|bench|perf|release|maintenance)\//i,
  ],
  [
    'tooling',
    /(^|\/)(\.gitlab-ci\.ya?ml|\.travis\.ya?ml|jenkinsfile|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|makefile|knexfile\.[cm]?[jt]s|gruntfile[^/]*|gulpfile[^/]*|jakefile[^/]*|rakefile|noxfile\.py|fabfile\.py|vagrantfile)$/i,
  ],
  ['tooling', /(^|\/)[^/]*\.(config|conf)\.[cm]?[jt]s$|(^|\/)\.\w+rc\.[cm]?js$/i],
  // Records to begin with. Source: Prisma, "Seeding".
  ['tooling', /(^|\/)prisma\/seeds?(\/|\.[cm]?[jt]s$)/i],
  // Certificates and settings for the machine of a developer.
  [
    'tooling',
    /(^|\/)([^/]*[._-])?(localhost|devserver|dev-server|development)([._-][^/]*)?\.(pem|key|crt|cert|p12|pfx|ya?ml|json|env|conf)$/i,
  ],
];

/** What builds and operates a product where it loads the tool for that: programs have files of these names too. */
export const TOOL_FILES: readonly { path: RegExp; library: RegExp }[] = [
  { path: BUILD_SCRIPT, library: BUILD_LIBRARY },
  // Records to begin with, which developers put into a database of their own. Source: Knex.js, "Seed files".
  {
    path: /(^|\/)(?:seeds?|seeders?)\/[^/]+\.[cm]?[jt]s$/i,
    library: /^(?:knex|sequelize|sequelize-cli|typeorm)(?:[./]|$)/,
  },
  { path: /(^|\/)tasks\.py$/i, library: /^invoke(?:[./]|$)/ },
];

/** Manifest scripts that start the product, by their names. */
export const START_SCRIPT = /^(start|serve|server|prod|production|start[:_-](prod|production|server|api|web|app))$/;

/** Manifest scripts that run the tests, by their names. */
export const TEST_SCRIPT = /^(?:pre|post)?(?:test|tests|unit|e2e|spec|coverage)(?:[:_-].*)?$/;

/** Libraries that only tests need. */
export const TEST_LIBRARY =
  /^(?:pytest|unittest|nose|nose2|django\.test|django\.test\..+|mocha|jest|@jest\/.+|vitest|ava|tap|chai|sinon|supertest|cypress|@playwright\/test|@testing-library\/.+|jasmine)(?:\/|$)/;

/** Libraries that draw pages in a browser. */
export const CLIENT_LIBRARY =
  /^(react-dom|react-native|vue|@vue\/|vue-router|vuex|pinia|@angular\/(core|common|router|platform-browser)|svelte|preact|solid-js|lit|lit-element|jquery|backbone|ember|@ember\/|angular|alpinejs|htmx\.org|mithril|knockout|@reduxjs\/|redux|react-redux|react-router-dom|antd|@mui\/|bootstrap|d3|three)(\/|$)/;

/** Endings of files that hold pages or parts of pages. */
export const CLIENT_FILE = /\.(vue|svelte|astro|jsx|tsx|html?)$/i;

/** Folders whose files are handed to browsers as they are. */
export const CLIENT_FOLDER = /(^|\/)(public|static|assets|www|wwwroot|htdocs)\//i;

/** Weaknesses of servers and of what they can reach: a browser has none of them. */
export const NOT_IN_BROWSERS: ReadonlySet<string> = new Set([
  'ssrf',
  'path-traversal',
  'command-injection',
  'sql-injection',
  'nosql-injection',
  'ldap-injection',
  'xpath-injection',
  'xml-external-entities',
  'insecure-deserialization',
  'template-injection',
  'missing-rate-limiting',
  'unrestricted-upload',
  'insecure-temp-file',
  'log-injection',
  // What a browser reads from a token it shows; whether the token holds is for the server to say.
  'jwt-verification-disabled',
  'header-injection',
  'tls-verification-disabled',
  'debug-enabled',
  'error-details-exposed',
  'resource-exhaustion',
]);

/** What is a sign at most where a browser runs it. */
export const SIGNS_IN_BROWSERS: ReadonlySet<string> = new Set([
  'insecure-random',
  'hardcoded-secret',
  'weak-hash',
  'weak-cipher',
  'guessable-token',
  'timing-unsafe-comparison',
  // What it costs is the time of the page that was given the text.
  'redos',
  'regex-injection',
]);
