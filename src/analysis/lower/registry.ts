import { JAVASCRIPT } from './javascript/rules';
import type { Rules } from './lowerer';
import { PYTHON } from './python/rules';

/** How each language of `knowledge/languages.ts` becomes the common tree. */
export const LOWERINGS: ReadonlyMap<string, Rules> = new Map([
  ['javascript', JAVASCRIPT],
  ['typescript', JAVASCRIPT],
  ['tsx', JAVASCRIPT],
  ['vue', JAVASCRIPT],
  ['svelte', JAVASCRIPT],
  ['python', PYTHON],
]);
