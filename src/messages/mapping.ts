import type { EntryPointFact, GuardFact } from '../artifacts/facts';
import type { DataStore, EntryPoint, DataFlow, Component } from '../artifacts/phase3';
import type { FileFact } from '../artifacts/inventory';
import type { LimitFact } from '../artifacts/limits';
import type { CodeSpan } from '../artifacts/code-span';

/** What a component consists of. */
export interface ComponentNumbers {
  name: string;
  type: string;
  files: number;
  entries: number;
  stores: number;
  controls: number;
}

/** What the mapping of phase 3 says. */
export interface MappingMessages {
  'mapping/components': {
    answers: [network: number];
    offers: [others: readonly EntryPointFact[]];
    operatesOn: [store: DataStore];
    performs: [operations: readonly string[]];
    description: [component: ComponentNumbers];
    notRead: [unread: readonly FileFact[]];
    syntaxErrors: [broken: readonly FileFact[]];
    limit: [limit: LimitFact];
    handlersNotFound: [loose: readonly EntryPointFact[]];
    mapped: [component: Component];
    found: [component: Component];
    firstOf: [names: readonly string[]];
    openByDesign: [];
    withoutSchema: [entry: EntryPointFact];
    privilegedByName: [];
    touches: [jewels: readonly string[]];
    stopped: [];
  };
  'mapping/flows': {
    validatedBy: [guards: readonly GuardFact[]];
    flowName: [entry: EntryPointFact, ends: readonly string[]];
    flowDescription: [entry: EntryPointFact, handler: CodeSpan, ends: readonly string[]];
    registeredTwice: [kept: EntryPoint, other: EntryPoint];
    severalTo: [sources: readonly string[], first: DataFlow, ends: readonly string[]];
    dataReaches: [sources: readonly string[], ends: readonly string[]];
  };
}
