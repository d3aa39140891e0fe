import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { DataStore } from '../../artifacts/phase3';
import type { Role } from '../../knowledge/roles';
import type { CodeIndex } from '../code-index';
import type { CrownJewels } from './crown-jewels';
import { isNetwork } from './entry-points';
import { speaks } from './scope-files';
import { say, type Sayable } from '../../messages/say';

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

export function responsibilities(scope: ComponentScope, inside: Inside, stores: readonly DataStore[]): Sayable[] {
  const operations = [
    ...new Set(inside.facts.operations.filter((item) => inside.files.has(item.at.file)).map((item) => item.operation)),
  ].sort();
  const network = inside.entries.filter(isNetwork).length;
  const others = inside.entries.filter((entry) => !isNetwork(entry));
  return [
    ...(scope.role ? [scope.role.responsibility] : []),
    ...(network > 0 ? [say('mapping/components.answers', network)] : []),
    ...(others.length > 0 ? [say('mapping/components.offers', others)] : []),
    ...stores.map((store) => say('mapping/components.operatesOn', store)),
    ...(operations.length > 0 ? [say('mapping/components.performs', operations)] : []),
  ];
}

export function uncertainties(scope: ComponentScope, inside: Inside): Sayable[] {
  const unread = scope.files.filter((file) => speaks(file) && file.skipped !== undefined);
  const broken = scope.files.filter((file) => (file.syntaxErrors ?? 0) > 0);
  const loose = inside.entries.filter((entry) => !inside.index.handler(entry));
  return [
    ...(unread.length > 0 ? [say('mapping/components.notRead', unread)] : []),
    ...(broken.length > 0 ? [say('mapping/components.syntaxErrors', broken)] : []),
    ...(loose.length > 0 ? [say('mapping/components.handlersNotFound', loose)] : []),
    ...inside.facts.limits
      .filter((limit) => inside.files.has(limit.path))
      .slice(0, 5)
      .map((limit) => say('mapping/components.limit', limit)),
  ];
}
