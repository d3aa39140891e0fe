import type { Stride } from '../../artifacts/enums';
import type { BusinessContext, ImpactScenario, ThreatActor } from '../../artifacts/phase1';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { listed } from '../../wording/text';
import { unique } from '../text';

const SCENARIOS: Readonly<Record<Stride, readonly string[]>> = {
  Spoofing: ['Data breach', 'Integrity attack'],
  Tampering: ['Integrity attack', 'Data breach'],
  Repudiation: ['Integrity attack', 'Data breach'],
  InfoDisclosure: ['Data breach', 'Integrity attack'],
  DoS: ['Denial of service', 'Ransomware', 'Integrity attack'],
  ElevationOfPrivilege: ['Data breach', 'Ransomware', 'Integrity attack'],
};

function scenarioFor(business: BusinessContext, stride: Stride, supply: boolean): ImpactScenario | undefined {
  const wanted = [...(supply ? ['Supply-chain attack'] : []), ...SCENARIOS[stride]];
  const { scenarios } = business.business_impact;
  return wanted.flatMap((name) => scenarios.find((item) => item.name === name) ?? [])[0] ?? scenarios[0];
}

function money(scenario: ImpactScenario | undefined): string {
  const financial = scenario?.impact_categories.financial;
  if (!scenario || !financial) return 'Not quantified in phase 1.';
  const amount =
    financial.total_estimated_costs ??
    (financial.total_estimated_usd === undefined
      ? undefined
      : `$${financial.total_estimated_usd.toLocaleString('en-US')}`);
  return amount === undefined
    ? `${scenario.name}: financial impact ${financial.score} of 5; no amount was stated in phase 1.`
    : `${scenario.name}: about ${amount} (financial impact ${financial.score} of 5).`;
}

/** Why a threat matters to the business, from phase 1 and the requirements its gaps fail. */
export function businessEffect(
  business: BusinessContext,
  stride: Stride,
  actor: ThreatActor,
  jewels: readonly string[],
  gaps: readonly ConsolidatedGap[],
  supply: boolean,
): Threat['businessContext'] {
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
          businessImpactRegulatory: `Does not meet ${listed(requirements, 5)}.`,
          complianceImpact: requirements.join(', '),
        }),
    ...(operational === undefined ? {} : { businessImpactOperational: `Operational impact ${operational} of 5.` }),
    ...(scenario ? { impactScenario: scenario.id } : {}),
    relevantThreatActor: actor.id,
  };
}
