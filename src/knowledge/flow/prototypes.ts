import { bits } from './families';

/** Keys that lead from an object to what it inherits from: what is none of them leads there by no way. */
const KEYS: ReadonlySet<unknown> = new Set(['__proto__', 'constructor']);
export const leadsToPrototype = (key: unknown): boolean => KEYS.has(key);

/** A pattern that finds such a key. */
export const FINDS_PROTOTYPE_KEYS = /(?:^|[(|^:])(?:\^|\\b)?(?:__proto__|constructor)(?=$|[)|$\\])/;

/** What all objects inherit from. */
export const PROTOTYPES = /^(?:Object|Array|Function)\.prototype$/;

export const POLLUTION = bits('prototype-pollution');
