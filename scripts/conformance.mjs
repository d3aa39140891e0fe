// `npm run conformance -- [framework …] [--seed N] [--count N]`: programs of every framework are started and asked, and
// what they answer is compared with what the facts say.
import { runBundled } from './bundled.mjs';
import { ROOT } from './node.mjs';
import { asArguments, optionsOf } from './options.mjs';
import { pythonFrameworks } from './python-frameworks.mjs';

const USAGE = `npm run conformance -- [--seed N] [--count N] [FRAMEWORK …]

Starts generated programs, asks them, and compares what they answer with what the facts say.
  --seed N         of the first program; 1 when it is not given
  --count N        of programs of each framework; 20 when it is not given
  --summary FILE   where the figures are written as JSON too
  FRAMEWORK        such as express or flask; all of them when none is given`;

const { values, positionals } = optionsOf(USAGE, {
  options: { summary: { type: 'string' } },
  whole: ['seed', 'count'],
  words: true,
});
const { python, reason } = pythonFrameworks();
if (reason !== undefined) console.log(`Programs in Python are left out: ${reason}`);
await runBundled('conformance', [
  '--root',
  ROOT,
  ...(python === undefined ? [] : ['--python', python]),
  ...asArguments(values),
  ...positionals,
]);
