import type { WeaknessFact, ControlFact, GuardFact } from '../artifacts/facts';
import type { EntryPoint } from '../artifacts/phase3';

/** What is said of the facts, whoever speaks of them. */
export interface FactMessages {
  basis: {
    guardBasis: [guard: GuardFact];
    implementation: [control: ControlFact];
  };
  routes: {
    routesText: [entries: readonly EntryPoint[], max?: number];
  };
  seen: {
    messageOf: [fact: Pick<WeaknessFact, 'seen' | 'source' | 'sink'>];
  };
}
