import type { Stride } from '../../artifacts/enums';
import type { BusinessContext, ThreatActor } from '../../artifacts/phase1';
import type { ImpactScenario, ScenarioKind } from '../../artifacts/impact-scenario';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { unique } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

const SCENARIOS: Readonly<Record<Stride, readonly ScenarioKind[]>> = {
  Spoofing: ['data-breach', 'integrity-attack'],
  Tampering: ['integrity-attack', 'data-breach'],
  Repudiation: ['integrity-attack', 'data-breach'],
  InfoDisclosure: ['data-breach', 'integrity-attack'],
  DoS: ['denial-of-service', 'ransomware', 'integrity-attack'],
  ElevationOfPrivilege: ['data-breach', 'ransomware', 'integrity-attack'],
};

function scenarioFor(business: BusinessContext, stride: Stride, supply: boolean): ImpactScenario | undefined {
  const wanted: ScenarioKind[] = [...(supply ? (['supply-chain-attack'] as const) : []), ...SCENARIOS[stride]];
  const { scenarios } = business.business_impact;
  return wanted.flatMap((kind) => scenarios.find((item) => item.kind === kind) ?? [])[0] ?? scenarios[0];
}

function money(scenario: ImpactScenario | undefined): Said {
  const financial = scenario?.impact_categories.financial;
  if (!scenario || !financial) return say('threats/business-effect.notQuantified');
  const amount =
    financial.total_estimated_costs ??
    (financial.total_estimated_usd === undefined
      ? undefined
      : `$${financial.total_estimated_usd.toLocaleString('en-US')}`);
  return amount === undefined
    ? say('threats/business-effect.noAmount', scenario, financial)
    : say('threats/business-effect.about', scenario, amount, financial);
}

/** Why a threat matters to the business, from phase 1 and the requirements its gaps fail. */
export function businessEffect(
  business: BusinessContext,
  stride: Stride,
  actor: ThreatActor,
  jewels: readonly string[],
  gaps: readonly ConsolidatedGap[],
  supply: boolean,
): Draft<Threat['businessContext']> {
  const scenario = scenarioFor(business, stride, supply);
  const requirements = unique(gaps.flatMap((gap) => gap.compliance_impact)).sort();
  const operational = scenario?.impact_categories.operational?.score;
  return {
    targetsCrownJewel: jewels.length > 0,
    ...(jewels[0] === undefined ? {} : { crownJewel: jewels[0] }),
    businessImpactFinancial: money(scenario),
    ...(requirements.length === 0
      ? {}
      : {
          businessImpactRegulatory: say('threats/business-effect.notMet', requirements),
          complianceImpact: requirements.join(', '),
        }),
    ...(operational === undefined
      ? {}
      : { businessImpactOperational: say('threats/business-effect.operationalImpact', operational) }),
    ...(scenario ? { impactScenario: scenario.id } : {}),
    relevantThreatActor: actor.id,
  };
}
