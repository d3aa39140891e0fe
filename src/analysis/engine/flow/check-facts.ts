import { type Clear, type Facts, type Value, type Weak } from './value';

/** What the two outcomes of a check establish about outside data. */

export const NONE: readonly Clear[] = [];

export function facts(whenTrue: readonly Clear[], whenFalse: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return { whenTrue, whenFalse, weak };
}

/** What is taken from an answer that may be a check, and what it is compared with, rests on that answer too. */
export function doubtOf(...values: readonly (Value | undefined)[]): Facts | undefined {
  const weak = values.flatMap((value) => value?.facts?.weak.filter(({ unread }) => unread === true) ?? []);
  return weak.length === 0 ? undefined : facts(NONE, NONE, weak);
}

export function withDoubt(value: Value, of: Value): Value {
  const doubt = value.facts ? undefined : doubtOf(of);
  return doubt ? { ...value, facts: doubt } : value;
}

/** One outcome establishes it, the other nothing. */
export function when(outcome: boolean, clears: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return outcome ? facts(clears, NONE, weak) : facts(NONE, clears, weak);
}
