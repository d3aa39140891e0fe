import { all } from '../locale';
import { REGULATIONS } from '../../knowledge/compliance';
import { lowerFirst } from '../text';

export const lessLikelyOffline = (description: string): string =>
  `${description} Less likely here, since the application is not reachable from the internet.`;

export const actorNamed = (name: string): string =>
  `Named in the form; motivation, capability and likelihood of "${lowerFirst(name)}" are set to the middle ` +
  `because they were not stated.`;

export const exploiting = 'exploiting the application';
export const misusingAccount = 'misuse of an account';
export const archetypes = 'Likelihood, capability and techniques of the actors are those of their archetypes.';
export const usualReasons = 'Reasons and protection needs of the crown jewels are those usual for their kind of data.';
export const breachCostUnknown =
  'The cost of a data breach is not known; financial scores of the scenarios are estimated from the kinds of data.';
export const downtimeCostUnknown =
  'The cost of an hour of downtime is not known; availability scores are estimated from exposure and users.';
export const scenariosDerived =
  'Scenarios, their likelihood and their scores are derived from the data, the actors, the exposure and the ' +
  'regulations named in this form.';
export const transactionsDerived = 'Transaction types are derived from the kinds of data.';
export const noRegulationNamed = 'No regulation was named; none is taken to apply.';

export const notInCatalogue = (name: string): string =>
  `"${name}" is not in the catalogue (${all(REGULATIONS.map((entry) => entry.name))}); its requirements are ` +
  `not checked.`;

export const noDisclosure = 'No unauthorised disclosure of the crown jewels';
export const noChange = 'No unauthorised change of data and code';
export const staysUsable = 'The service stays usable';
export const downtimeUnknown =
  'How long the service may be down is not known; the availability requirement stays undefined.';
export const prioritiesRestated =
  'Protection priorities restate the order of confidentiality, integrity and availability.';
export const namedAsJewel = 'Named as most worth protecting.';
export const perRecord = 'authorization per record';
