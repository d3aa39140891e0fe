import type { DataStoreFact, EntryPointFact } from '../../artifacts/facts';
import type { BusinessDraft } from '../../artifacts/phase1';
import type { DataClass } from '../../knowledge/data-class';
import { entryName } from '../../artifacts/notation';
import { count, listed } from '../text';
import type { SeenData } from '../../messages/context';

/** `User has email, firstName and 2 more`. */
const seenText = ({ holders, fields }: SeenData): string =>
  `${listed(holders, 3)} ${holders.length === 1 ? 'has' : 'have'} ${listed(fields, 5)}`;

export const assumed = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

export const category = (seen: SeenData): string => `${seen.dataClass.category}, because ${seenText(seen)}`;

export const jewel = (seen: SeenData): string =>
  `${seen.dataClass.label.toLowerCase()}, because ${seenText(seen)}. ${seen.dataClass.rationale}`;

export const stopped = 'Stopped before the form was filled.';

export const filled = (draft: BusinessDraft): string =>
  `${count(draft.answers.data_types.length, 'kind')} of data, ` +
  count(draft.answers.crown_jewels.length, 'crown jewel');

export const noProcess = 'No route names an activity; none is assumed';
export const noUsers = 'Nothing tells who uses it';
export const noValue = 'The repository does not state what the application is worth to the organisation';

export const carriesOut = (processes: readonly string[]): string =>
  `Carries out ${listed(
    processes.map((name) => name.toLowerCase()),
    4,
  )}.`;

export const notStated = 'Not stated.';

export const reachable = (network: readonly EntryPointFact[], first: EntryPointFact): string =>
  `${count(network.length, 'entry point')} can be reached over the network, the first is ` +
  `${entryName(first)}; whether a firewall protects it is not visible in code`;

export const unreachable = 'No entry point that can be reached over the network was found';
export const noSensitiveData = 'No field name in models or requests tells a sensitive kind of data';

export const regulation = (name: string, dataClass: DataClass, fields: readonly string[]): string =>
  `${name}, because the application handles ${dataClass.label.toLowerCase()} (${listed(fields, 3)}); ` +
  `whether it applies depends on where and for whom the application runs`;

export const noRegulation = 'No kind of data that is commonly regulated was seen';

export const confidentialityFirst = (dataClass: DataClass): string =>
  `Confidentiality comes first because the application handles ${dataClass.label.toLowerCase()}`;

export const integrityFirst = 'Integrity comes first because no confidential kind of data was seen';

/** `grave` is the class of data that matters most, when its protection is not asked for by a regulation alone. */
export const lowAppetite = (grave: DataClass | undefined): string =>
  `Low, because the application handles ${grave ? grave.label.toLowerCase() : 'regulated data'}`;

export const mediumAppetite = 'Medium, the usual choice when no sensitive data is known';
export const secrets =
  'secrets of the application, because at least one stands in the code. Whoever has it can pose as the application';

export const storeContent = (store: DataStoreFact, subjects: readonly string[]): string =>
  `content of the data store ${store.name} (${store.type})${subjects.length === 0 ? '' : `: ${listed(subjects, 4)}`}`;

export const dataBehind = (entry: EntryPointFact): string =>
  `No data model, store or secret was found; the data behind ${entryName(entry)} is taken as what is worth protecting`;

export const filesOfOperator =
  'No entry point, model or store was found; the files and credentials of whoever runs this code are taken ' +
  'as what is worth protecting';
