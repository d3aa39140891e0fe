import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { DataStore } from '../../artifacts/phase3';
import type { Role } from '../../knowledge/roles';
import type { CodeIndex } from '../code-index';
import type { CrownJewels } from './crown-jewels';
import { isNetwork } from './entry-points';
import { speaks } from './scope-files';
import { capitalise, count, listed } from '../../wording/text';
import * as say from '../../wording/mapping/components';

export interface ComponentScope {
  name: string;
  path: string;
  role?: Role | undefined;
  files: readonly FileFact[];
  /** Name of the component that a file belongs to. */
  componentOf: (file: string) => string;
  sampled: boolean;
}

/** What the facts say about the files of a component. */
export interface Inside {
  facts: CodeFacts;
  index: CodeIndex;
  jewels: CrownJewels;
  files: ReadonlySet<string>;
  entries: CodeFacts['entryPoints'];
  weaknesses: CodeFacts['weaknesses'];
  controls: CodeFacts['controls'];
}

export function responsibilities(scope: ComponentScope, inside: Inside, stores: readonly DataStore[]): string[] {
  const operations = [
    ...new Set(inside.facts.operations.filter((item) => inside.files.has(item.at.file)).map((item) => item.operation)),
  ].sort();
  const network = inside.entries.filter(isNetwork).length;
  const others = inside.entries.filter((entry) => !isNetwork(entry));
  return [
    ...(scope.role ? [scope.role.responsibility] : []),
    ...(network > 0 ? [say.answers(network)] : []),
    ...(others.length > 0 ? [say.offers(others)] : []),
    ...stores.map((store) => say.operatesOn(store)),
    ...(operations.length > 0 ? [say.performs(operations)] : []),
  ];
}

export function sentence(
  name: string,
  type: string,
  files: number,
  inside: Inside,
  stores: readonly DataStore[],
): string {
  const parts = [
    inside.entries.length > 0 ? count(inside.entries.length, 'entry point') : '',
    stores.length > 0 ? count(stores.length, 'data store') : '',
    inside.controls.length > 0 ? say.controlsSeen(inside.controls) : '',
  ].filter((part) => part !== '');
  return `${capitalise(name)} (${type}): ${count(files, 'file')}${parts.length > 0 ? `, ${listed(parts)}` : ''}.`;
}

export function uncertainties(scope: ComponentScope, inside: Inside): string[] {
  const unread = scope.files.filter((file) => speaks(file) && file.skipped !== undefined);
  const broken = scope.files.filter((file) => (file.syntaxErrors ?? 0) > 0);
  const loose = inside.entries.filter((entry) => !inside.index.handler(entry));
  return [
    ...(unread.length > 0 ? [say.notRead(unread)] : []),
    ...(broken.length > 0 ? [say.syntaxErrors(broken)] : []),
    ...(loose.length > 0 ? [say.handlersNotFound(loose)] : []),
    ...inside.facts.limits
      .filter((limit) => inside.files.has(limit.path))
      .slice(0, 5)
      .map((limit) => `${limit.path}: ${limit.reason}`),
  ];
}
