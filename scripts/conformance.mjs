// `npm run conformance -- [framework …] [--seed N] [--count N]`: programs of every framework are started and asked, and
// what they answer is compared with what the facts say.
import { runBundled } from './bundled.mjs';
import { ROOT } from './node.mjs';
import { pythonFrameworks } from './python-frameworks.mjs';

const { python, reason } = pythonFrameworks();
if (reason !== undefined) console.log(`Programs in Python are left out: ${reason}`);
await runBundled('conformance', [
  '--root',
  ROOT,
  ...(python === undefined ? [] : ['--python', python]),
  ...process.argv.slice(2),
]);
