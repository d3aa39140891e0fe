import type { BusinessAnswers, Assumption, BusinessField } from '../artifacts/phase1';
import type { ScenarioKind } from '../artifacts/impact-scenario';

/** A field whose answer is assumed; that no regulation applies can be wrong as well. */
export type AssumedField = BusinessField | 'some_applicable';

/** What phase 1 says of the answers of the form. */
export interface BusinessMessages {
  'business/assumptions': {
    because: [field: AssumedField, assumption: Assumption];
    notConfirmed: [field: AssumedField];
  };
  'business/form': {
    lessLikelyOffline: [description: string];
    actorNamed: [name: string];
    exploiting: [];
    misusingAccount: [];
    archetypes: [];
    usualReasons: [];
    breachCostUnknown: [];
    downtimeCostUnknown: [];
    scenariosDerived: [];
    transactionsDerived: [];
    noRegulationNamed: [];
    notInCatalogue: [name: string];
    noDisclosure: [];
    noChange: [];
    staysUsable: [];
    downtimeUnknown: [];
    prioritiesRestated: [];
    namedAsJewel: [];
    perRecord: [];
  };
  'business/scenarios': {
    dataRead: [jewels: readonly string[]];
    dataChanged: [jewels: readonly string[], answers: BusinessAnswers];
    nameOf: [kind: ScenarioKind];
    unusable: [answers: BusinessAnswers];
    ransom: [answers: BusinessAnswers];
    maliciousRelease: [answers: BusinessAnswers];
  };
}
