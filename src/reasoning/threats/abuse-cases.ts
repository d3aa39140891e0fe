import type { ThreatActor } from '../../artifacts/phase1';
import { type ABUSE_CATEGORIES, type AbuseCase, type Threat } from '../../artifacts/phase5';
import type { ThreatModelInput, ThreatModelOutput } from './input';
import type { WeakThreat } from './order';
import { eachOnce, unique } from '../text';
import { say, type Draft } from '../../messages/say';
import { plain } from '../../artifacts/notation';

type Category = (typeof ABUSE_CATEGORIES)[number];

/** Where an abuse case belongs: by the control that is missing, else by its effect. */
function categoryOf(threat: Draft<Threat>, weakness: string): Category {
  if (/authorization|direct-object|mass-assignment|csrf|cors/.test(weakness)) return 'authorization';
  if (threat.strideCategory === 'Spoofing' || /secret|password|session|jwt|cookie/.test(weakness))
    return 'authentication';
  if (
    threat.strideCategory === 'DoS' ||
    /header|redirect|ssrf|rate|dependency|lockfile|upload|command|code-injection|template|deserialization/.test(
      weakness,
    )
  )
    return 'api';
  return 'data';
}

const isGrave = (threat: Draft<Threat>): boolean =>
  threat.status === 'open' && /^(High|Critical)$/.test(threat.cvss.overall.severity);

/**
 * One abuse case per kind of flaw and actor; every open high or critical threat is
 * in one. All four categories are present.
 */
export function abuseCases(
  threats: readonly WeakThreat[],
  input: ThreatModelInput,
): Draft<ThreatModelOutput['abuseCases']> {
  const groups = new Map<string, WeakThreat[]>();
  for (const item of threats.filter(({ threat }) => isGrave(threat))) {
    const key = item.weakness === 'chain' ? item.threat.id : `${item.weakness} ${item.threat.threatActor}`;
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  const actors = new Map(input.business.threat_actors.threat_actors.map((actor) => [actor.id, actor]));
  const result: Draft<ThreatModelOutput['abuseCases']> = { authentication: [], authorization: [], data: [], api: [] };
  let number = 0;
  for (const group of groups.values()) {
    const first = group[0];
    const actor = first ? actors.get(first.threat.threatActor) : undefined;
    if (!first || !actor) continue;
    number += 1;
    result[categoryOf(first.threat, first.weakness)].push(
      toCase(
        number,
        first,
        group.map((item) => item.threat),
        actor,
      ),
    );
  }
  return result;
}

const controlId = (control: Draft<Threat>['existingControls'][number]): string =>
  typeof control === 'string' ? control : control.control_id;

function toCase(
  number: number,
  { threat: first, what }: WeakThreat,
  threats: readonly Draft<Threat>[],
  actor: ThreatActor,
): Draft<AbuseCase> {
  const components = unique(threats.map((threat) => threat.component));
  const jewels = unique(threats.flatMap((threat) => threat.businessContext.crownJewel ?? []));
  return {
    id: `ABUSE-${String(number).padStart(3, '0')}`,
    name: say('threats/attacks.caseTitle', what, components, actor),
    threatActor: actor.id,
    motivation: plain(actor.motivation),
    scenario: say('threats/attacks.aim', { actor, jewels, first, threats }),
    preconditions: first.prerequisites ?? [],
    attackSteps: [
      ...(first.attackTree ?? []),
      ...(actor.motivation === 'financial_gain' ? [say('threats/attacks.sellOrRansom')] : []),
    ],
    assetsAtRisk: jewels.length > 0 ? jewels : components,
    businessImpact: say('text.together', [
      first.businessContext.businessImpactFinancial,
      first.businessContext.businessImpactRegulatory ?? '',
    ]),
    relatedThreats: threats.map((threat) => threat.id),
    relatedControls: unique(threats.flatMap((threat) => threat.existingControls.map(controlId))),
    controlGaps: unique(threats.flatMap((threat) => threat.controlGaps)),
    testCases: eachOnce(threats.flatMap((threat) => threat.testingGuidance.slice(0, 1))).slice(0, 5),
    targetsCrownJewel: jewels.length > 0,
  };
}
