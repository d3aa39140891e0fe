import { ALL } from '../../../knowledge/flow/families';
import { SAME } from './identities';
import type { Machine } from './machine';
import { sentIn } from './sent-in';
import type { State } from './state';
import type { Mark } from './mark';
import type { Cell, Clear, Value } from './value';
import { isFalsy, isTruthy } from './join';

/**
 * What two branches leave behind belongs together: `if (!result.success) error = …; else data = result.data;`. Where
 * a variable tells for certain which of the two was taken, data that only the other left behind is gone once it was
 * asked.
 */

/** Places that are looked at where two branches meet. */
const MOST_PLACES = 40;

interface Pair {
  cell: Cell;
  values: [Value, Value];
}

/** The places that one of the branches changed, with what both leave there. */
function changedIn(m: Machine, [a, b]: readonly [State, State]): Pair[] {
  const values = [new Map(a.changes()), new Map(b.changes())] as const;
  return [...new Set([...values[0].keys(), ...values[1].keys()])].slice(0, MOST_PLACES).flatMap((cell): Pair[] => {
    const below = m.state.get(cell);
    const [left, right] = [values[0].get(cell) ?? below, values[1].get(cell) ?? below];
    return left && right ? [{ cell, values: [left, right] }] : [];
  });
}

/** Renames what only one side leaves behind; gives what is to be done once both are joined. */
export function correlate(m: Machine, sides: readonly [State, State]): (() => void) | undefined {
  const pairs = changedIn(m, sides);
  const telling = pairs.filter(({ values: [a, b] }) => (isTruthy(a) ? isFalsy(b) : isFalsy(a) && isTruthy(b)));
  if (telling.length === 0) return undefined;
  const [one = [], other = []] = sides.map((side, at) =>
    pairs.flatMap(({ cell, values }) => renamed(m, side, cell, values, at)),
  );
  if (one.length + other.length === 0) return undefined;
  return () => {
    for (const { cell, values } of telling) {
      const joined = m.state.get(cell);
      const [whenTrue, whenFalse] = isTruthy(values[0]) ? [other, one] : [one, other];
      if (joined) m.state.set(cell, { ...joined, facts: { whenTrue, whenFalse, weak: [] } });
    }
  };
}

/** Gives what only one side leaves in a place a name of its own there. */
function renamed(m: Machine, side: State, cell: Cell, values: readonly [Value, Value], set: number): Clear[] {
  const [own, other] = [sentIn(m, values[set] as Value), sentIn(m, values[1 - set] as Value)];
  const known = new Set((other ?? []).map((mark) => mark.identity));
  if (!own || own.length === 0 || own.some((mark) => known.has(mark.identity))) return [];
  const name = `${SAME}${m.id()}`;
  const marks = own.map((mark): Mark => ({ ...mark, identity: m.identity(mark.identity, name) }));
  const before = values[set] as Value;
  side.put(cell, before.refs.length > 0 ? m.ambient(marks) : { ...before, marks });
  return marks.map(({ identity }) => ({ identity, bits: ALL }));
}
