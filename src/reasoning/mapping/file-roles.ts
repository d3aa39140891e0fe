import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import { ROLES, type RoleName, SCHEMA_FOLDERS } from '../../knowledge/roles';

const OF_ENTRY: Readonly<Record<EntryPointFact['kind'], RoleName>> = {
  http: 'server',
  graphql: 'server',
  websocket: 'server',
  fileUpload: 'server',
  webhook: 'server',
  messageQueue: 'jobs',
  scheduled: 'jobs',
  cli: 'cli',
};

/** Several may stand in one file: what is said of it is the first. */
const ORDER = Object.keys(ROLES) as RoleName[];

const isAboutCaller = (category: string): boolean => category === 'authentication' || category === 'authorization';

function ofFacts(facts: CodeFacts): Map<string, Set<RoleName>> {
  const found = new Map<string, Set<RoleName>>();
  const add = (file: string, role: RoleName): void => {
    const known = found.get(file);
    if (known) known.add(role);
    else found.set(file, new Set([role]));
  };
  for (const entry of facts.entryPoints) {
    for (const { file } of [entry.at, ...(entry.handler ? [entry.handler.at] : [])]) add(file, OF_ENTRY[entry.kind]);
    for (const { category, definition } of entry.guards)
      if (definition && isAboutCaller(category)) add(definition.file, 'auth');
  }
  for (const model of facts.models) add(model.at.file, 'data');
  for (const file of storingFiles(facts)) add(file, 'data');
  return found;
}

/** Files that read and write what is stored at least once for every other function. */
function storingFiles(facts: CodeFacts): string[] {
  const accesses = countBy(facts.stores.flatMap((store) => store.accesses.map((access) => access.at.file)));
  const functions = countBy(facts.functions.map((fn) => fn.file));
  return [...accesses].flatMap(([file, count]) => (count * 2 >= (functions.get(file) ?? 0) ? [file] : []));
}

function countBy(files: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(file, (counts.get(file) ?? 0) + 1);
  return counts;
}

function withoutFacts({ path }: FileFact): RoleName {
  const folders = path.toLowerCase().split('/').slice(0, -1);
  return folders.some((folder) => SCHEMA_FOLDERS.has(folder)) ? 'data' : 'core';
}

/**
 * What each file does for the product: where its code runs, then what enters there, what guards and what is stored.
 * Only what stores is also told by the habits of its tools, which say it in the names of folders.
 */
export function fileRoles(facts: CodeFacts, isCode: (path: string) => boolean): (file: FileFact) => RoleName {
  const found = ofFacts(facts);
  return (file) => {
    if (!isCode(file.path)) return 'config';
    if (file.zone === 'client') return 'client';
    const seen = found.get(file.path);
    if (file.zone === 'tooling' && !seen?.has('server')) return 'scripts';
    return ORDER.find((role) => seen?.has(role)) ?? withoutFacts(file);
  };
}
