import { type Clear, type Facts, type Value, type Weak } from './value';

/** What the two outcomes of a check establish about outside data. */

export const NONE: readonly Clear[] = [];

export function facts(whenTrue: readonly Clear[], whenFalse: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return { whenTrue, whenFalse, weak };
}

/** What is taken from an answer that may be a check, and what it is compared with, rests on that answer too. */
export function doubtOf(...values: readonly Value[]): Facts | undefined {
  // Most values say nothing: they are looked at again and again, and nothing is made for them.
  if (values.every((value) => value.facts === undefined)) return undefined;
  const weak = values.flatMap(unreadOf);
  return weak.length === 0 ? undefined : facts(NONE, NONE, weak);
}

export function withDoubt(value: Value, of: Value): Value {
  if (of.facts === undefined || value.facts) return value;
  const doubt = doubtOf(of);
  return doubt ? { ...value, facts: doubt } : value;
}

const NO_DOUBTS: readonly Weak[] = [];

/** What a value says that may be a check. */
export const unreadOf = ({ facts: said }: Value): readonly Weak[] =>
  said?.weak.filter(({ unread }) => unread === true) ?? NO_DOUBTS;

/** One outcome establishes it, the other nothing. */
export function when(outcome: boolean, clears: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return outcome ? facts(clears, NONE, weak) : facts(NONE, clears, weak);
}
