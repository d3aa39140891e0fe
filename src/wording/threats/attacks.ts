import type { ThreatActor } from '../../artifacts/phase1';
import type { Threat } from '../../artifacts/phase5';
import type { AttackPath, AttackTreeDefinition } from '../../knowledge/attack-trees';
import { text as inline } from '../../safety/text/markdown';
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
  }`;

export const sellOrRansom = 'Sell the result or demand a ransom.';

export const treeTitle = (tree: AttackTreeDefinition): string => `# Attack tree: ${tree.title}`;

export const noThreat = 'No open threat of this model leads to this goal.';

export const ways = (possible: number): string =>
  `- **OR**: ${possible === 1 ? 'this way leads' : `any of these ${possible} ways leads`} to the goal`;

export const findOne = `    2. **OR**: find one of these`;

export const moreLeaves = (hits: readonly { threat: Threat }[], shown: number): string =>
  `       - and ${hits.length - shown} more of lower score: ${hits
    .slice(shown)
    .map(({ threat }) => threat.id)
    .join(', ')}`;

export const leaf = (threat: Threat, what: string, where: string, at: string): string =>
  `[SUCCESS if ${listed(threat.controlGaps, 3)} (${threat.id}) ${threat.controlGaps.length === 1 ? 'is' : 'are'} open] ${inline(what)}${where}${at}, score ${threat.cvss.environmental.score.toFixed(1)}`;

export const noGap = (paths: readonly { path: AttackPath }[]): string =>
  `No open gap was found for: ${listed(
    paths.map(({ path }) => path.title.toLowerCase()),
    9,
  )}.`;
