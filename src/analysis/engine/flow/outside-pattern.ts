import { deepMarks } from './collections';
import { NOTHING } from './contexts';
import type { Arguments, Machine } from './machine';
import type { Value } from './value';

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
  return found === 0 && leadsToRequest(m, value, 2) ? -1 : found;
}

/** What a framework hands to its handlers; what it sends and its errors are no data from outside. */
const REQUEST = /^@(?!res\b|error\b|failure\b)/;

function leadsToRequest(m: Machine, value: Value, levels: number): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'external') return REQUEST.test(ref.path);
    if (ref.kind !== 'object' || levels === 0) return false;
    let looked = 0;
    for (const cell of ref.object.cells.values()) {
      if (looked++ > MOST_MEMBERS) break;
      const held = m.state.get(cell);
      if (held && leadsToRequest(m, held, levels - 1)) return true;
    }
    return false;
  });
}
