import type { CvssVersion } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import { modifiedMetrics } from './modified-metrics';
import type { ProvedControls, Touched } from './touched';
import { say, type Said } from '../../messages/say';

/** H, M, L, or X when phase 1 does not tell. */
type Requirement = 'H' | 'M' | 'L' | 'X';

export interface Environment {
  requirements: { confidentiality: Requirement; integrity: Requirement; availability: Requirement };
  modified: Record<string, string>;
  rationale: Said[];
}

interface Decision {
  value: Requirement;
  why: Said;
}

const RANK: Readonly<Record<Requirement, number>> = { X: -1, L: 0, M: 1, H: 2 };
const STRICT = /HIPAA|PCI|GDPR/i;
const TEN_MILLION = 10_000_000;

const raise = (current: Decision, floor: Requirement, why: Said): Decision =>
  RANK[floor] > RANK[current.value] ? { value: floor, why } : current;

const jewelsOf = (business: BusinessContext, touched: Touched) =>
  business.data_classification.crown_jewels.filter((jewel) => touched.crownJewels.includes(jewel.data_type));

function confidentiality(business: BusinessContext, touched: Touched): Decision {
  const jewel = jewelsOf(business, touched).find((item) => item.requires_confidentiality !== false);
  if (jewel) return { value: 'H', why: say('cvss/environment.touchesJewel', jewel) };
  const rule = touched.compliance.find((id) => STRICT.test(id));
  if (rule !== undefined) return { value: 'H', why: say('cvss/environment.requirementApplies', rule) };
  if (touched.sensitivity === 'critical') return { value: 'H', why: say('cvss/environment.criticalData') };
  if (touched.sensitivity === 'high' || touched.sensitivity === 'medium')
    return { value: 'M', why: say('cvss/environment.confidentialData') };
  if (touched.sensitivity === 'low') return { value: 'L', why: say('cvss/environment.publicData') };
  return { value: 'X', why: say('cvss/environment.dataUnknown') };
}

function byCostOfChange(cost: number | undefined): Decision {
  if (cost === undefined) return { value: 'X', why: say('cvss/environment.changeCostUnknown') };
  const why = say('cvss/environment.changeCost', cost);
  if (cost >= 1_000_000) return { value: 'H', why };
  return { value: cost >= 100_000 ? 'M' : 'L', why };
}

function integrity(business: BusinessContext, touched: Touched): Decision {
  const cost = business.business_impact.data_modification_impact_usd;
  let decision = byCostOfChange(cost);
  const types = business.business_impact.transaction_types ?? [];
  const money = types.find((type) => type === 'financial' || type === 'payment' || type === 'billing');
  if (money !== undefined) decision = raise(decision, 'H', say('cvss/environment.handlesMoney', money));
  const ordinary = types.find((type) => type === 'user_data' || type === 'configuration' || type === 'permissions');
  if (ordinary !== undefined) decision = raise(decision, 'M', say('cvss/environment.changesData', ordinary));
  const jewel = jewelsOf(business, touched).find((item) => item.requires_integrity !== false);
  if (jewel) decision = raise(decision, 'H', say('cvss/environment.jewelStaysCorrect', jewel));
  const rule = business.compliance_requirements.applicable_regulations.find(
    (item) => item.applicable && /PCI|HIPAA|SOX/i.test(item.name),
  );
  return rule ? raise(decision, 'H', say('cvss/environment.inScope', rule.name)) : decision;
}

const LOWER: Readonly<Record<Requirement, Requirement>> = { H: 'M', M: 'L', L: 'L', X: 'X' };

/** `hours`: recovery time objective. */
function byDowntime(hours: number | undefined): Decision {
  if (hours === undefined) return { value: 'X', why: say('cvss/environment.downtimeUnknown') };
  const why = say('cvss/environment.backWithin', hours);
  if (hours < 24) return { value: 'H', why };
  return { value: hours <= 120 ? 'M' : 'L', why };
}

function availability(business: BusinessContext, touched: Touched): Decision {
  const { rto_hours: hours, redundancy } = business.security_objectives;
  let decision = byDowntime(hours);
  if (redundancy === 'full' && decision.value !== 'X')
    decision = { value: LOWER[decision.value], why: say('cvss/environment.redundancy', decision) };
  const perHour = business.business_impact.downtime_cost_per_hour_usd;
  if (perHour !== undefined && perHour >= 5_000)
    decision = raise(decision, perHour >= 50_000 ? 'H' : 'M', say('cvss/environment.downtimeCost', perHour));
  const jewel = jewelsOf(business, touched).find((item) => item.requires_availability === true);
  return jewel ? raise(decision, 'H', say('cvss/environment.jewelStaysAvailable', jewel)) : decision;
}

/** Security requirements and modified metrics from phase 1 and the controls proved in phase 4, each with its reason. */
export function environmentOf(
  version: CvssVersion,
  base: Readonly<Record<string, string>>,
  business: BusinessContext,
  touched: Touched,
  proved: ProvedControls,
): Environment {
  const costly = touched.crownJewels.length > 0 && (business.business_impact.breach_cost_usd ?? 0) > TEN_MILLION;
  const floor = (decision: Decision): Decision =>
    costly ? raise(decision, 'H', say('cvss/environment.breachCost')) : decision;
  const decisions = {
    CR: floor(confidentiality(business, touched)),
    IR: floor(integrity(business, touched)),
    AR: floor(availability(business, touched)),
  };
  const { modified, reasons } = modifiedMetrics({ version, base, business, touched, proved });
  const unknown = version === '4.0' ? say('cvss/environment.countsAsHigh') : say('cvss/environment.countsAsMedium');
  return {
    requirements: {
      confidentiality: decisions.CR.value,
      integrity: decisions.IR.value,
      availability: decisions.AR.value,
    },
    modified,
    rationale: [
      ...Object.entries(decisions).map(([metric, { value, why }]) =>
        say('cvss/environment.environmentMetric', { metric, value, why, unknown }),
      ),
      ...reasons,
    ],
  };
}
