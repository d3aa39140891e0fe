import { deepMarks } from './collections';
import { NOTHING } from './contexts';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Cell, Frame, Value } from './value';

/** Arguments and members that are looked at. */
const MOST_ARGUMENTS = 8;
const MOST_MEMBERS = 40;

/** Which arguments hold outside data, and what it is dangerous for; `NOTHING` when none does. */
export function outsidePattern(m: Machine, args: Arguments, self: Value | undefined): string {
  const values = [
    ...(self ? [self] : []),
    ...args.positional.map((arg) => arg.value),
    ...[...args.named.values()].map((arg) => arg.value),
    ...(args.spread ? [args.spread] : []),
  ];
  const patterns = values.slice(0, MOST_ARGUMENTS).map((value) => outsideIn(m, value));
  return patterns.every((one) => one === 0) ? NOTHING : patterns.join(' ');
}

/** The families its data is dangerous for; -1 for what has such data in its members. */
function outsideIn(m: Machine, value: Value): number {
  const found = deepMarks(m, value, 2).reduce((bits, mark) => bits | mark.bits, 0);
  if (found !== 0) return found;
  return leadsToRequest(m, value, 2) || closesOver(m, value, 2) ? -1 : found;
}

/** Whether a function in it was made where there is data from outside. */
function closesOver(m: Machine, value: Value, levels: number): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'function') return ref.frame !== undefined && holdsOutside(m, ref.frame);
    if (ref.kind !== 'object' || levels === 0) return false;
    return someHeld(m, ref.object.cells.values(), (held) => closesOver(m, held, levels - 1));
  });
}

/** Frames of modules belong to no function: what is there was not handed in. */
function holdsOutside(m: Machine, frame: Frame): boolean {
  if (!frame.owner) return false;
  return (
    someHeld(m, frame.vars.values(), (held) => deepMarks(m, held, 2).length > 0) ||
    (frame.parent !== undefined && holdsOutside(m, frame.parent))
  );
}

function someHeld(m: Machine, cells: Iterable<Cell>, is: (held: Value) => boolean): boolean {
  let looked = 0;
  for (const cell of cells) {
    if (looked++ > MOST_MEMBERS) break;
    const held = m.state.get(cell);
    if (held && is(held)) return true;
  }
  return false;
}

/** What a framework hands to its handlers; what it sends and its errors are no data from outside. */
const REQUEST = /^@(?!res\b|error\b|failure\b)/;

function leadsToRequest(m: Machine, value: Value, levels: number): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'external') return REQUEST.test(ref.path);
    if (ref.kind !== 'object' || levels === 0) return false;
    return someHeld(m, ref.object.cells.values(), (held) => leadsToRequest(m, held, levels - 1));
  });
}
