import type { CrownJewel } from '../artifacts/phase1';
import type { Text } from '../artifacts/text';

/** Why a score is as it is. */
export interface CvssMessages {
  'cvss/base': {
    nobodyElse: [];
    staysInside: [];
    hitsBrowsers: [];
    identityOfServer: [];
    worksReliably: [];
    noControl: [];
    othersConfidentiality: [];
    othersIntegrity: [];
    othersAvailability: [];
    noEffect: [name: Text];
    effect: [name: Text, value: 'H' | 'L', why: Text];
  };
  'cvss/environment': {
    touchesJewel: [jewel: CrownJewel];
    requirementApplies: [rule: string];
    criticalData: [];
    confidentialData: [];
    publicData: [];
    dataUnknown: [];
    changeCostUnknown: [];
    changeCost: [cost: number];
    handlesMoney: [money: string];
    changesData: [ordinary: string];
    jewelStaysCorrect: [jewel: CrownJewel];
    inScope: [name: string];
    downtimeUnknown: [];
    backWithin: [hours: number];
    redundancy: [decision: { why: Text }];
    downtimeCost: [perHour: number];
    jewelStaysAvailable: [jewel: CrownJewel];
    breachCost: [];
    countsAsHigh: [];
    countsAsMedium: [];
    environmentMetric: [
      about: {
        metric: string;
        value: string;
        why: Text;
        unknown: Text;
      },
    ];
    because: [metric: string, value: string, why: Text];
    notFromInternet: [];
    filtersRequests: [waf: string];
    isEnforced: [mfa: string];
    keepsInside: [isolation: string];
    wrongBehaviour: [effect: string];
    outage: [effect: string];
    prevented: [preventedBy: string];
  };
}
