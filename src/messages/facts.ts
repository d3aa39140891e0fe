import type { WeaknessFact } from '../artifacts/facts';

/** What is said of the facts, whoever speaks of them. */
export interface FactMessages {
  seen: {
    messageOf: [fact: Pick<WeaknessFact, 'seen' | 'source' | 'sink'>];
  };
}
