import type { CodeSpan } from '../../artifacts/code-span';
import type { ControlFact } from '../../artifacts/facts';

/** A way to protect that is used in several places: one control, wherever it stands. */
export interface Technique {
  /** Where it stands first. */
  first: ControlFact;
  places: CodeSpan[];
}

/** What one place sets up says nothing of another: which requests pass it differs. */
const OF_ITS_PLACE: ReadonlySet<ControlFact['category']> = new Set([
  'authentication',
  'authorization',
  'rate-limiting',
]);
/** Written once for a whole folder, and the same wherever it is. */
const OF_FOLDERS: ReadonlySet<ControlFact['category']> = new Set(['secrets-management', 'dependency-security']);

function isTechnique({ category, scope, protects, details }: ControlFact): boolean {
  if (protects.length > 0 || details?.['symbol'] !== undefined || details?.['unused'] === true) return false;
  if (OF_ITS_PLACE.has(category)) return false;
  return scope === 'function' || scope === 'file' || OF_FOLDERS.has(category);
}

const keyOf = ({ category, name, strength, mechanism }: ControlFact): string =>
  [category, name, strength, JSON.stringify(mechanism)].join('\0');

/** Controls by what they are, in the order of their first places; what is no technique stands alone. */
export function techniquesIn(controls: readonly ControlFact[]): Technique[] {
  const known = new Map<string, Technique>();
  const found: Technique[] = [];
  for (const control of controls) {
    const places = control.covers.length > 0 && isTechnique(control) ? [...control.covers] : [control.at];
    const key = keyOf(control);
    const same = isTechnique(control) ? known.get(key) : undefined;
    if (same) same.places.push(...places);
    else {
      const technique: Technique = { first: control, places };
      found.push(technique);
      if (isTechnique(control)) known.set(key, technique);
    }
  }
  return found;
}
