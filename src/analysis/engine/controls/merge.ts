import type { ControlFact } from '../../../artifacts/facts';
import type { Program } from '../link/definitions';

const ORDERED = /^(CSRF protection|Rate limit|Security headers|Key sanitisation|Request log|CORS policy)$/;

/**
 * Puts together what is known of a control from the calls that install it and from the entry points behind it. What is
 * installed with `use` and has no entry point behind it comes too late.
 */
export function mergeControls(
  program: Program,
  fromGuards: readonly ControlFact[],
  fromCalls: readonly ControlFact[],
): ControlFact[] {
  const installed = new Map(fromCalls.map((control) => [placeOf(control), control]));
  const alone = fromGuards.filter((guard) => {
    const same = installed.get(placeOf(guard));
    if (!same) return true;
    same.protects.push(...guard.protects.filter((id) => !same.protects.includes(id)));
    same.details = { ...guard.details, ...same.details };
    if (guard.strength !== 'strong') same.strength = same.strength === 'weak' ? 'weak' : guard.strength;
    return false;
  });
  const used = usedPlaces(program);
  const guarded = alone.length > 0 || fromCalls.some((control) => control.protects.length > 0);
  for (const control of fromCalls) {
    if (
      !guarded ||
      control.protects.length > 0 ||
      !ORDERED.test(control.name) ||
      !used.has(`${control.at.file} ${control.at.line}`)
    )
      continue;
    control.strength = 'weak';
    control.idle = 'too-late';
  }
  return [...alone, ...fromCalls];
}

function placeOf(control: ControlFact): string {
  return [control.category, control.at.file, control.at.line].join(' ');
}

/** Where something is handed to `use` or `register`. */
function usedPlaces(program: Program): ReadonlySet<string> {
  const places = new Set<string>();
  for (const { expr, scope } of program.calls) {
    if (expr.callee.kind !== 'member' || !/^(use|register)$/.test(expr.callee.property)) continue;
    for (const arg of expr.args) places.add(`${scope.file} ${arg.value.span.line}`);
  }
  return places;
}
