import type { BusinessDraft } from '../artifacts/phase1';
import type { EntryPointFact, DataStoreFact, DataModelFact, DependencyFact } from '../artifacts/facts';
import type { DataClass } from '../knowledge/data-class';
import type { NotUnderstood } from '../artifacts/coverage';
import type { Industry } from '../knowledge/actors';
import type { Text } from '../artifacts/text';

/** A class of data, the fields that show it and what holds them. */
export interface SeenData {
  dataClass: DataClass;
  fields: readonly string[];
  holders: readonly string[];
}

/** What code consists of that nobody says the purpose of. */
export interface CodeShape {
  network: number;
  commands: boolean;
  frameworks: readonly string[];
  stores: readonly string[];
}

/** What the form of phase 1 says before anybody has answered it. */
export interface ContextMessages {
  'context/form': {
    assumed: [text: Text];
    category: [seen: SeenData];
    jewel: [seen: SeenData];
    stopped: [];
    filled: [draft: BusinessDraft];
    noProcess: [];
    noUsers: [];
    noValue: [];
    carriesOut: [processes: readonly string[]];
    notStated: [];
    reachable: [network: readonly EntryPointFact[], first: EntryPointFact];
    unreachable: [];
    noSensitiveData: [];
    regulation: [name: string, dataClass: DataClass, fields: readonly string[]];
    noRegulation: [];
    confidentialityFirst: [dataClass: DataClass];
    integrityFirst: [];
    lowAppetite: [grave: DataClass | undefined];
    mediumAppetite: [];
    secrets: [];
    storeContent: [store: DataStoreFact, subjects: readonly string[]];
    dataBehind: [entry: EntryPointFact];
    filesOfOperator: [];
  };
  'context/people': {
    namedByPurpose: [value: string];
    becauseOfEntry: [rule: { value: string }, entry: EntryPointFact];
    becauseOfModel: [rule: { value: string }, model: DataModelFact];
    publicUsers: [browser: EntryPointFact];
    clientApplications: [network: EntryPointFact];
    operators: [command: EntryPointFact];
    clientsOfUnknown: [unknown: NotUnderstood];
    developersOfUnknown: [files: { code: number; read: number; unread: number }];
    developersOfLibrary: [];
    healthData: [];
    thereIs: [entry: EntryPointFact];
    financial: [entry: EntryPointFact];
    noBusiness: [];
    opportunists: [entry: EntryPointFact];
    usualActor: [id: string, guess: { industry: Industry; text: Text }];
    supplyChain: [direct: readonly DependencyFact[], first: DependencyFact];
    negligentInsider: [];
  };
  'context/processes': {
    toldBy: [label: string, entries: readonly EntryPointFact[], first: EntryPointFact];
  };
  'context/purpose': {
    namedByManifest: [path: string, name: { text: string }];
    namedByHeading: [path: string, title: { text: string }];
    folderName: [projectName: string];
    firstParagraph: [path: string];
    description: [path: string];
    onlyHeading: [path: string];
    noPurpose: [];
    titled: [title: string, shape: CodeShape];
    untitled: [shape: CodeShape];
  };
}
