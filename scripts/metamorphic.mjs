// `npm run metamorphic -- [--seed N] [--count N] [--kind rename] [folder …]`: changes programs without changing what
// they do, and counts what is found again. The bundled sample when no folder is given.
import { join } from 'node:path';
import { runBundled } from './bundled.mjs';
import { ROOT } from './node.mjs';

const args = process.argv.slice(2);
const hasFolder = args.some((arg, at) => !arg.startsWith('--') && !/^--(seed|count|kind)$/.test(args[at - 1] ?? ''));
await runBundled('metamorphic', hasFolder ? args : [...args, join(ROOT, 'test/fixtures/sample')]);
