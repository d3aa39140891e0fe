import { type Clear, type Facts, type Weak } from './value';

/** What the two outcomes of a check establish about outside data. */

export const NONE: readonly Clear[] = [];

export function facts(whenTrue: readonly Clear[], whenFalse: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return { whenTrue, whenFalse, weak };
}

/** One outcome establishes it, the other nothing. */
export function when(outcome: boolean, clears: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return outcome ? facts(clears, NONE, weak) : facts(NONE, clears, weak);
}
