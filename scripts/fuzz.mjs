// `npm run fuzz -- [--seed N] [--count N]`: damaged and adversarial programs through the whole analysis.
import { runBundled } from './bundled.mjs';

await runBundled('fuzz', process.argv.slice(2));
