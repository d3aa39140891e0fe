import type { ControlFact, EntryPointFact, GuardFact } from '../../../artifacts/facts';
import { controlId } from './control-id';

/** One control for each check in front of entry points, with the entry points it protects. */
export function guardControls(entryPoints: readonly EntryPointFact[]): ControlFact[] {
  const found = new Map<string, ControlFact>();
  for (const entry of entryPoints)
    for (const guard of entry.guards) {
      const at = guard.definition ?? guard.at;
      // A library's check counts once per file, an own one where it is written.
      const key = [guard.category, guard.establishes, at.file, guard.definition ? at.line : guard.name].join('\0');
      const known = found.get(key);
      if (!known) found.set(key, controlOf(entry, guard, at));
      else extend(known, entry, guard);
    }
  return [...found.values()];
}

function extend(control: ControlFact, entry: EntryPointFact, guard: GuardFact): void {
  if (!control.protects.includes(entry.id)) control.protects.push(entry.id);
  const placed =
    control.covers.some((place) => place.file === guard.at.file && place.line === guard.at.line) ||
    (guard.at.file === control.at.file && guard.at.line === control.at.line);
  if (!placed && control.covers.length < MAX_COVERS) control.covers.push(guard.at);
  if (guard.strength !== control.strength && guard.strength !== 'strong') control.strength = guard.strength;
}

const MAX_COVERS = 40;

function controlOf(entry: EntryPointFact, guard: GuardFact, at: ControlFact['at']): ControlFact {
  return {
    id: controlId(guard.category, `${guard.name} ${guard.establishes}`, at),
    category: guard.category,
    kind: guard.establishes,
    name: guard.name,
    mechanism: { is: 'check', of: guard.establishes },
    at,
    scope: guard.scope,
    strength: guard.strength,
    basis: guard.basis,
    ...(guard.condition !== undefined && { condition: guard.condition }),
    protects: [entry.id],
    covers: guard.definition ? [guard.at] : [],
    details: { symbol: guard.name, establishes: guard.establishes },
  };
}
