import type { CrownJewel } from '../../artifacts/phase1';

export const touchesJewel = (jewel: CrownJewel): string => `the threat touches the crown jewel ${jewel.data_type}`;

export const requirementApplies = (rule: string): string => `requirement ${rule} applies`;

export const criticalData = 'critical data is on the affected flow';
export const confidentialData = 'internal or confidential data is on the affected flow';
export const publicData = 'only public data is on the affected flow';
export const dataUnknown = 'phase 1 does not tell what data is affected';
export const changeCostUnknown = 'the cost of changed data is not known';

export const changeCost = (cost: number): string => `changed data costs about $${cost.toLocaleString('en-US')}`;

export const handlesMoney = (money: string): string => `the application handles ${money} transactions`;

export const changesData = (ordinary: string): string => `the application changes ${ordinary.replace('_', ' ')}`;

export const jewelStaysCorrect = (jewel: CrownJewel): string => `the crown jewel ${jewel.data_type} must stay correct`;

export const inScope = (name: string): string => `the system is in scope of ${name}`;

export const downtimeUnknown = 'the longest acceptable downtime is not known';

export const backWithin = (hours: number): string => `the service must be back within ${hours} h`;

export const redundancy = (decision: { why: string }): string => `${decision.why}, lowered because of full redundancy`;

export const downtimeCost = (perHour: number): string =>
  `an hour of downtime costs $${perHour.toLocaleString('en-US')}`;

export const jewelStaysAvailable = (jewel: CrownJewel): string =>
  `the crown jewel ${jewel.data_type} must stay available`;

export const breachCost = 'a breach of crown jewels costs more than $10,000,000';
export const countsAsHigh = 'counts as High';
export const countsAsMedium = 'counts as Medium';

export const environmentMetric = ({
  metric,
  value,
  why,
  unknown,
}: {
  metric: string;
  value: string;
  why: string;
  unknown: string;
}): string => `${metric}:${value} because ${why}${value === 'X' ? ` (${unknown})` : ''}.`;

export const because = (metric: string, value: string, why: string): string => `${metric}:${value} because ${why}.`;

export const notFromInternet = 'the application is not reachable from the internet';

export const filtersRequests = (waf: string): string => `${waf} filters requests`;

export const isEnforced = (mfa: string): string => `${mfa} is enforced`;

export const keepsInside = (isolation: string): string => `${isolation} keeps the effect inside`;

export const wrongBehaviour = (effect: string): string => `wrong behaviour can cause ${effect}`;

export const outage = (effect: string): string => `an outage can cause ${effect}`;

export const prevented = (preventedBy: string): string =>
  `Modified impacts are None because ${preventedBy} prevents the impact; the base score shows what it is worth.`;
