import type { NotUnderstood } from '../../artifacts/coverage';
import type { DataModelFact, DependencyFact, EntryPointFact } from '../../artifacts/facts';
import type { Industry } from '../../knowledge/actors';
import { entryName } from '../../artifacts/notation';
import { count } from '../text';

export const namedByPurpose = (value: string): string => `${value}, because the purpose names them`;

export const becauseOfEntry = (rule: { value: string }, entry: EntryPointFact): string =>
  `${rule.value}, because there is ${entryName(entry)}`;

export const becauseOfModel = (rule: { value: string }, model: DataModelFact): string =>
  `${rule.value}, because there is a model ${model.name}`;

export const publicUsers = (browser: EntryPointFact): string =>
  `public, because ${entryName(browser)} serves pages and nothing tells for whom`;

export const clientApplications = (network: EntryPointFact): string =>
  `client applications, because ${entryName(network)} answers requests and serves no pages`;

export const operators = (command: EntryPointFact): string =>
  `operators, because the code is started from a terminal (${entryName(command)})`;

export const clientsOfUnknown = (unknown: NotUnderstood): string =>
  `client applications, because ${unknown.name} takes requests; how it answers them is not understood`;

export const developersOfUnknown = (files: { code: number; read: number; unread: number }): string =>
  `developers, because no entry point was found in the ${files.read} of ${files.code} code files that were read`;

export const developersOfLibrary =
  'developers, because no entry point was found and this looks like a library used by other code';
export const healthData = 'health data is handled';

export const thereIs = (entry: EntryPointFact): string => `there is ${entryName(entry)}`;

export const financial = (entry: EntryPointFact): string =>
  `financial records are handled and there is ${entryName(entry)}`;

export const noBusiness = 'nothing in the code tells a particular business';

export const opportunists = (entry: EntryPointFact): string =>
  `opportunistic attackers, because ${entryName(entry)} can be reached over the network`;

export const usualActor = (id: string, guess: { industry: Industry; text: string }): string =>
  `${id.replace(/-/g, ' ')}, usual for ` +
  `${guess.industry === 'general' ? 'applications of any kind' : guess.industry}: ${guess.text}`;

export const supplyChain = (direct: readonly DependencyFact[], first: DependencyFact): string =>
  `supply-chain attackers, because of ${count(direct.length, 'direct dependency', 'direct dependencies')} ` +
  `in ${first.manifest}`;

export const negligentInsider = 'negligent insider, because mistakes happen in every project';
