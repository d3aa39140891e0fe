import type { PlainBasis } from '../../../artifacts/basis';
import type { GuardFact } from '../../../artifacts/facts';
import type { Guarding, Registration } from '../entries/registration';

/** A handler that a library brings along and that asks for something before it does anything. */
export interface AskingHandler {
  /** What the handler is called. */
  handler: RegExp;
  name: string;
  basis: PlainBasis;
  establishes: readonly (readonly [category: GuardFact['category'], establishes: string])[];
}

/** Checks that no registration names: they come with the server, its settings or the handler. */
export interface StandingChecks {
  /** What runs before the handler, outermost first. */
  before(registration: Registration): readonly Guarding[];
  /** What the handler asks for itself. */
  asking(registration: Registration): readonly AskingHandler[];
}
