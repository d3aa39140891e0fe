// Bundles a program of test/ and runs it: `runBundled('metamorphic', args)` runs test/metamorphic/main.ts.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { ROOT } from './node.mjs';

const alias = {
  'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs',
  'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js',
};

/** As in the product: the analysis recurses over trees several hundred levels deep. */
const RESOURCES = { stackSizeMb: 16, maxOldGenerationSizeMb: 4_096, maxYoungGenerationSizeMb: 48 };

/** The exit code of this process becomes that of the program. */
export async function runBundled(name, args) {
  const outfile = join(ROOT, `out/${name}/main.cjs`);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`test/${name}/main.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    alias,
    logLevel: 'warning',
  });
  process.chdir(process.env.THREATLINE_CWD ?? process.cwd());
  const worker = new Worker(outfile, { argv: args, resourceLimits: RESOURCES });
  worker.on('error', (error) => {
    console.error(error);
    process.exitCode = 1;
  });
  worker.on('exit', (code) => (process.exitCode ||= code));
}
