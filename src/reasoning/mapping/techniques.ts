import type { CodeSpan } from '../../artifacts/code-span';
import type { ControlFact } from '../../artifacts/facts';

/** A control of the product, or a way to protect that it uses in several places. */
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
const OF_FOLDERS: ReadonlySet<ControlFact['category']> = new Set([
  'secrets-management',
  'dependency-security',
  'output-encoding',
]);

function isTechnique({ category, scope, protects, details }: ControlFact): boolean {
  if (protects.length > 0 || details?.['symbol'] !== undefined || details?.['unused'] === true) return false;
  if (OF_ITS_PLACE.has(category)) return false;
  return scope === 'function' || scope === 'file' || OF_FOLDERS.has(category);
}

/** By what it is one with others, if it is a technique. */
const keyOf = (control: ControlFact): string | undefined =>
  isTechnique(control)
    ? [control.category, control.name, control.strength, JSON.stringify(control.mechanism)].join('\0')
    : undefined;

/** Controls by what they are, in the order of their first places; what is no technique stands alone. */
export function techniquesIn(controls: readonly ControlFact[]): Technique[] {
  const known = new Map<string, Technique>();
  const found: Technique[] = [];
  for (const control of controls) {
    const key = keyOf(control);
    const places = key !== undefined && control.covers.length > 0 ? [...control.covers] : [control.at];
    const same = key === undefined ? undefined : known.get(key);
    if (same) {
      same.places.push(...places);
      continue;
    }
    const technique: Technique = { first: control, places };
    found.push(technique);
    if (key !== undefined) known.set(key, technique);
  }
  return found;
}
