// Writes schemas/*.schema.json, the JSON Schemas of everything a session saves and commands print: `schemas.mjs [--check]`.
// They come from the same definitions that the code validates with; --check only says whether they are up to date.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';

const USAGE = `npm run schemas -- [--check]

Writes the JSON Schemas of everything that a session saves, and of what commands print as JSON.
  --check   only says whether they are up to date`;

const FOLDER = join(ROOT, 'schemas');

/** The list of saved files and zod, as one module that this Node can load. */
async function loadSavedFiles() {
  const contents =
    "export { PRINTED, SAVED_FILES, SESSION_INDEX } from './src/artifacts/saved-files'; export { toJSONSchema } from 'zod';";
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    logLevel: 'warning',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** File name to text, for every schema. */
async function render() {
  const { PRINTED, SAVED_FILES, SESSION_INDEX, toJSONSchema } = await loadSavedFiles();
  return new Map(
    [SESSION_INDEX, ...SAVED_FILES, ...PRINTED].map(({ name, schema }) => {
      // Draft 7 is what editors understand best. Readers also accept older
      // spellings; the schema describes what is written.
      const { $schema, ...rest } = toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
      return [
        `${name}.schema.json`,
        `${JSON.stringify({ $schema, title: `Threatline: ${name}`, ...rest }, null, 2)}\n`,
      ];
    }),
  );
}

const read = (name) => (existsSync(join(FOLDER, name)) ? readFileSync(join(FOLDER, name), 'utf8') : undefined);

function stale(wanted) {
  const present = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  return [
    ...[...wanted].filter(([name, text]) => read(name) !== text).map(([name]) => name),
    ...present.filter((name) => !wanted.has(name)),
  ];
}

/** Whether the files are what the definitions say; prints the ones that are not. */
export async function checkSchemas() {
  const names = stale(await render());
  for (const name of names) console.log(`schemas/${name} is not up to date; run npm run schemas`);
  return names.length === 0;
}

async function writeSchemas() {
  const wanted = await render();
  const names = stale(wanted);
  mkdirSync(FOLDER, { recursive: true });
  for (const name of names) {
    if (wanted.has(name)) writeFileSync(join(FOLDER, name), wanted.get(name));
    else rmSync(join(FOLDER, name));
  }
  console.log(`${wanted.size} schemas, ${names.length} changed`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = optionsOf(USAGE, { options: { check: { type: 'boolean' } } });
  if (!values.check) await writeSchemas();
  else if (!(await checkSchemas())) process.exitCode = 1;
}
