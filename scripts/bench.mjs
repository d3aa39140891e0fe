// Builds and runs test/bench (its code looks for the worker and the grammars beside itself: that is dist, the first
// argument): `npm run bench [-- folder …]`, the bundled sample when none is given.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';

const USAGE = `npm run bench -- [FOLDER …]

Time and memory of inventory, analysis and whole runs, also as a multiple of bare reading and parsing.
  FOLDER   an application; the bundled sample when none is given`;

const { positionals } = optionsOf(USAGE, { words: true });

await buildAll({ production: true });
const outfile = join(ROOT, 'out/bench/main.mjs');
const alias = {
  'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
  // As in build.mjs.
  'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
};
const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); const __dirname = process.argv[2];",
};
await build({
  absWorkingDir: ROOT,
  entryPoints: ['test/bench/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  alias,
  banner,
  logLevel: 'warning',
});
const folders = positionals.map((folder) => resolve(process.env.THREATLINE_CWD ?? process.cwd(), folder));
const given = folders.length > 0 ? folders : [join(ROOT, 'test/fixtures/sample')];
process.exit(spawnSync(process.execPath, [outfile, join(ROOT, 'dist'), ...given], { stdio: 'inherit' }).status ?? 1);
