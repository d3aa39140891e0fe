// The names of languages, frameworks and libraries, from the tables that know them: the registry of frameworks, the
// languages, and what the knowledge says of libraries.
import { join } from 'node:path';
import { build } from 'esbuild';

const ROOT = join(import.meta.dirname, '../..');

const TABLES = `
export { JAVASCRIPT_MODELS } from './src/knowledge/flow/javascript-models';
export { PASSWORD_PARAMETERS } from './src/knowledge/password-parameters';
export { PYTHON_MODELS } from './src/knowledge/flow/python-models';
export { LANGUAGES } from './src/knowledge/languages';
export { FRAMEWORK_MODULES } from './src/knowledge/frameworks/frameworks';
export { SCHEMA_ALIASES } from './src/knowledge/flow/schemas';
export { STORE_LIBRARIES } from './src/knowledge/frameworks/stores';
export { WEB_FRAMEWORKS } from './src/knowledge/frameworks/web-frameworks';
export { FRAMEWORKS } from './src/analysis/frameworks/registry';
`;

/** Names that are words of English or of every program: they count where a member of the library follows. */
const ALSO_WORDS = new Set(
  `arg ast base64 bottle bull channels client click code commands common connect console core crypto dash databases
  datetime debug decimal del dill document dot egg email entities eta eval eve exec extend falcon fetch file system fresh fs
  glob got graphql he html http https http2 http client http server hmac hug invoke io json jwt ldap ldap directory logging
  marble marshal massive merge micro module motor mustache needle net next nexus node oak object path object storage
  open opener os path payload pify pipes platform platform browser pony pyramid qs query string querystring random re react reflex
  regex request requests responder secrets send set value shiny six socket spanner sql database sql server template
  time tls traceback twig underscore url util uuid validator vm websocket websockets wsgi ws xml xpath xss yaml`.split(
    /\s+/,
  ),
);
ALSO_WORDS.add('kind of');

async function tables() {
  const { outputFiles } = await build({
    stdin: { contents: TABLES, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}

/** A package without its scope and the part that is imported of it. */
const nameOf = (library) => (library.startsWith('@') ? (library.split('/')[1] ?? '') : library.split(/[./(]/)[0]);

/** Small letters, with one blank between words: `camelCase`, `kebab-case` and `snake_case` are the same. */
export const inWords = (text) =>
  text
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z\d]+/g, ' ')
    .trim();

export async function libraryNames() {
  const known = await tables();
  const models = [known.JAVASCRIPT_MODELS, known.PYTHON_MODELS];
  const names = [
    ...models.flatMap(({ rows, opaque }) => [...rows.flatMap((row) => row.packages.split(' ')), ...opaque]).map(nameOf),
    ...known.SCHEMA_ALIASES.map(([library]) => nameOf(library)),
    ...known.PASSWORD_PARAMETERS.flatMap(({ libraries }) => libraries.map(nameOf)),
    ...known.LANGUAGES.flatMap(({ id, name }) => [id, name]),
    ...known.FRAMEWORK_MODULES.map(([name]) => name),
    ...known.STORE_LIBRARIES.map(({ name }) => name),
    ...known.WEB_FRAMEWORKS.map(({ name }) => name),
    ...known.FRAMEWORKS.map(({ id }) => id),
  ];
  const spelled = [...new Set(names.map(inWords))].filter((name) => name.length > 1);
  return {
    /** Nothing else is called so. */
    distinct: spelled.filter((name) => !ALSO_WORDS.has(name)).sort(),
    /** Words, which are names of libraries where a member follows. */
    words: spelled.filter((name) => ALSO_WORDS.has(name)).sort(),
  };
}
