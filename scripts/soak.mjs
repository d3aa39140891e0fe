// Harms sessions for minutes: `npm run soak [-- FOLDER …] [--seed=N] [--kills=150] [--mutations=500] [--races=20]`.
// Kills runs on the folders (the bundled sample when none is given) at random moments, damages finished sessions, lets
// processes race for one. Prints the seed and its figures; exits with 1 when anything was lost, silent or wrong.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';
import { asArguments, optionsOf } from './options.mjs';

const USAGE = `npm run soak -- [--seed N] [--kills N] [--mutations N] [--races N] [--only WORD] [FOLDER …]

Kills runs on the folders at random moments, damages finished sessions, lets processes race for one.
  --seed N        of all that is random; taken from the clock and printed when it is not given
  --kills N       in all folders together; 150 when it is not given
  --mutations N   of a finished session of the first folder; 500 when it is not given
  --races N       of each kind; 20 when it is not given
  --only WORD     only races with this in their name
  FOLDER          an application; the bundled sample when none is given`;

const { values, positionals } = optionsOf(USAGE, {
  options: { only: { type: 'string' } },
  whole: ['seed', 'kills', 'mutations', 'races'],
  words: true,
});

await buildAll();
const outfile = join(ROOT, 'out/soak/main.mjs');
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
await build({
  absWorkingDir: ROOT,
  entryPoints: ['test/soak/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node22',
  external: ['esbuild'],
  banner,
  logLevel: 'warning',
});
const folders = positionals.map((folder) => resolve(process.env.THREATLINE_CWD ?? process.cwd(), folder));
const given = folders.length > 0 ? folders : [join(ROOT, 'test/fixtures/sample')];
process.exit(
  spawnSync(process.execPath, [outfile, ...asArguments(values), ...given], {
    cwd: ROOT,
    stdio: 'inherit',
  }).status ?? 1,
);
