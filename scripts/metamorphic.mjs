// `npm run metamorphic -- [--seed N] [--count N] [--kind rename] [folder …]`: changes programs without changing what
// they do, and counts what is found again. The bundled sample when no folder is given.
import { join } from 'node:path';
import { runBundled } from './bundled.mjs';
import { ROOT } from './node.mjs';
import { asArguments, optionsOf } from './options.mjs';

const USAGE = `npm run metamorphic -- [--seed N] [--count N] [--kind KIND] [FOLDER …]

Changes programs without changing what they do, and counts the weaknesses that are found again.
  --seed N      of the first change; 1 when it is not given
  --count N     of changes to each folder; 5 when it is not given
  --kind KIND   only changes of this kind: rename, reorder, comments, split or all
  FOLDER        an application; the bundled sample when none is given`;

const { values, positionals } = optionsOf(USAGE, {
  options: { kind: { type: 'string' } },
  whole: ['seed', 'count'],
  words: true,
});
const folders = positionals.length > 0 ? positionals : [join(ROOT, 'test/fixtures/sample')];
await runBundled('metamorphic', [...asArguments(values), ...folders]);
