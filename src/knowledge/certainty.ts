import type { Confidence, Proof } from '../artifacts/enums';

/**
 * How sure a rule is of a flaw it sees. `slight`: seen clearly enough to be said, but its effect is small, or what it
 * is for was not seen; likely, and rated low at most. `low`: a signal only.
 */
export type Certainty = Confidence | 'slight';

/** The surest first. */
export const CERTAINTIES: readonly Certainty[] = ['high', 'medium', 'slight', 'low'];

export const lessCertain = (a: Certainty, b: Certainty): Certainty =>
  CERTAINTIES.indexOf(a) > CERTAINTIES.indexOf(b) ? a : b;

/** As facts say it. */
export const graded = (certainty: Certainty): { confidence: Confidence; proof?: Proof } =>
  certainty === 'slight' ? { confidence: 'low', proof: 'likely' } : { confidence: certainty };
