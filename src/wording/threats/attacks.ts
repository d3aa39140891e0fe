import type { ThreatActor } from '../../artifacts/phase1';
import type { Threat } from '../../artifacts/phase5';
import { capitalise, count, listed, lowerFirst } from '../text';
import { plain } from '../../artifacts/notation';

export const caseTitle = (what: string, components: readonly string[], actor: ThreatActor): string =>
  `${capitalise(what)} in ${listed(components, 3)} (${actor.name})`;

export const aim = ({
  actor,
  jewels,
  first,
  threats,
}: {
  actor: ThreatActor;
  jewels: readonly string[];
  first: Threat;
  threats: readonly Threat[];
}): string =>
  `Aim of ${lowerFirst(actor.name)}: ${listed(jewels.length > 0 ? jewels.map(plain) : actor.likely_targets, 3)}. ${first.attackVector} ${
    threats.length > 1
      ? `${count(threats.length, 'threat')} of this kind are open: ${listed(
          threats.map((threat) => threat.id),
          6,
        )}.`
      : ''
  }`.trim();

export const sellOrRansom = 'Sell the result or demand a ransom.';
