import { proofSaid } from '../../artifacts/enums';
import type { CodeFacts, WeaknessFact } from '../../artifacts/facts';
import type { NoWitness, Witness } from '../../artifacts/witness';
import { indexOf } from '../code-index';
import { buildWitness } from './build';

/** What shows a claim, or what keeps it from being shown. */
export interface Shown {
  witness?: Witness;
  obstacle?: NoWitness;
}

export const shownBy = (found: Witness | NoWitness | undefined): Shown => {
  if (!found) return {};
  return 'why' in found ? { obstacle: found } : { witness: found };
};

/** Flaws whose certainty rests on what is sent, with the request that shows them; without one they are likely. */
export function withWitnesses(facts: CodeFacts): CodeFacts {
  const index = indexOf(facts);
  const weaknesses = facts.weaknesses.map((one): WeaknessFact => {
    const said = proofSaid(one);
    if (one.partialGuards.length > 0 || said === 'lead') return one;
    const shown = shownBy(buildWitness(one, index));
    const proof = shown.obstacle && said === 'proved' ? 'likely' : one.proof;
    return { ...one, ...shown, ...(proof === undefined ? {} : { proof }) };
  });
  return { ...facts, weaknesses };
}
