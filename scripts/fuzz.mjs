// `npm run fuzz -- [--seed N] [--count N]`: damaged and adversarial programs through the whole analysis.
import { runBundled } from './bundled.mjs';
import { asArguments, optionsOf } from './options.mjs';

const USAGE = `npm run fuzz -- [--seed N] [--count N]

Analyses damaged and adversarial programs; fails when one breaks, hangs or kills the analysis.
  --seed N    of the first program; 1 when it is not given
  --count N   of programs; 300 when it is not given`;

const { values } = optionsOf(USAGE, { whole: ['seed', 'count'] });
await runBundled('fuzz', asArguments(values));
