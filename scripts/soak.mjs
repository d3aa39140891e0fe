// Harms sessions for minutes: `npm run soak [-- FOLDER …] [--seed=N] [--kills=150] [--mutations=500] [--races=20]`.
// Kills runs on the folders (the bundled sample when none is given) at random moments, damages finished sessions, lets
// processes race for one. Prints the seed and its figures; exits with 1 when anything was lost, silent or wrong.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { buildAll } from './build.mjs';
import { ROOT } from './node.mjs';

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
const args = process.argv.slice(2);
const folders = args
  .filter((arg) => !arg.startsWith('--'))
  .map((folder) => resolve(process.env.THREATLINE_CWD ?? process.cwd(), folder));
const given = folders.length > 0 ? folders : [join(ROOT, 'test/fixtures/sample')];
process.exit(
  spawnSync(process.execPath, [outfile, ...args.filter((arg) => arg.startsWith('--')), ...given], {
    cwd: ROOT,
    stdio: 'inherit',
  }).status ?? 1,
);
