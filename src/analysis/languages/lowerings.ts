import { JAVASCRIPT } from './javascript/lower/rules';
import type { Rules } from './lower/lowerer';
import { PYTHON } from './python/lower/rules';

/** How each language of `knowledge/languages.ts` becomes the common tree. */
export const LOWERINGS: ReadonlyMap<string, Rules> = new Map([
  ['javascript', JAVASCRIPT],
  ['typescript', JAVASCRIPT],
  ['tsx', JAVASCRIPT],
  ['vue', JAVASCRIPT],
  ['svelte', JAVASCRIPT],
  ['python', PYTHON],
]);
