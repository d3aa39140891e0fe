import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Component, EntryPoint } from '../../artifacts/phase3';
import { describeComponent } from './describe';
import { fileRoles } from './file-roles';
import { partition } from './partition';
import { folderOf, speaks } from './scope-files';
import { answeredAt } from './entry-points';
import type { Draft } from '../../messages/say';

/** Fewer files than this and a split says less than the whole. */
const WORTH_SPLITTING = 4;

const key = (entry: Draft<EntryPoint>): string =>
  `${entry.type} ${entry.method ?? ''} ${entry.path} ${entry.handler.file}:${entry.handler.line}`;

/** How much there is to see in a file, for choosing which folders get a component of their own. */
function weights(facts: CodeFacts): Map<string, number> {
  const weight = new Map<string, number>();
  const add = (file: string, value: number): void => void weight.set(file, (weight.get(file) ?? 0) + value);
  for (const file of facts.inventory.files) add(file.path, 0.1);
  for (const entry of facts.entryPoints) add(answeredAt(entry).file, 3);
  for (const store of facts.stores) for (const access of store.accesses) add(access.at.file, 1);
  for (const weakness of facts.weaknesses) add(weakness.at.file, 2);
  for (const control of facts.controls) add(control.at.file, 1);
  return weight;
}

/** What mappers found beyond the facts goes to the part that owns the file. */
function keepExtras(
  parts: readonly Draft<Component>[],
  mapped: readonly Component[],
  ownerOf: (file: string) => string | undefined,
): Draft<Component>[] {
  const known = new Set(parts.flatMap((part) => part.entryPoints.map(key)));
  const extra = mapped.flatMap((one) => one.entryPoints).filter((entry) => !known.has(key(entry)));
  const uncertainties = mapped.flatMap((one) => one.uncertainties ?? []);
  return parts.map((part, position) => ({
    ...part,
    entryPoints: [
      ...part.entryPoints,
      ...extra
        .filter((entry) => (ownerOf(entry.handler.file) ?? parts[0]?.name) === part.name)
        .map((entry) => ({ ...entry, component: part.name })),
    ],
    ...(position === 0 && uncertainties.length > 0
      ? { uncertainties: [...new Set([...(part.uncertainties ?? []), ...uncertainties])] }
      : {}),
  }));
}

/** The files that mappers were given. */
function filesOf(mapped: readonly Component[], facts: CodeFacts): FileFact[] {
  const named = new Set(mapped.flatMap((one) => one.files ?? []));
  const folders = mapped.filter((one) => one.files === undefined).map((one) => folderOf(one.path));
  return facts.inventory.files.filter(
    ({ path }) => named.has(path) || folders.some((folder) => folder === '' || path.startsWith(`${folder}/`)),
  );
}

/**
 * The logical components of what the mappers covered: packages, and the parts of those that answer. Each has a name
 * that later phases use. How the work was shared out between mappers says nothing about the program. What is one
 * thing only stays as it was mapped.
 */
export function splitComponents(
  mapped: readonly Component[],
  facts: CodeFacts,
  business: BusinessContext,
): Draft<Component>[] {
  const files = filesOf(mapped, facts);
  const code = new Set(files.filter((file) => speaks(file) && file.analyzed).map((file) => file.path));
  if (code.size < WORTH_SPLITTING) return [...mapped];
  const weight = weights(facts);
  const parts = partition(
    files.filter((file) => speaks(file) && (file.analyzed || file.role === 'config')),
    {
      packages: facts.packages.map((one) => one.path),
      roleOf: fileRoles(facts, (file) => code.has(file)),
      weight: (file) => weight.get(file) ?? 0,
    },
  );
  if (parts.filter((part) => part.files.some((file) => code.has(file))).length < 2) return [...mapped];
  const owner = new Map(parts.flatMap((part) => part.files.map((file) => [file, part.name] as const)));
  const sampled = mapped.some((one) => one.coverage.sampled);
  const described = parts.map((part) => {
    const own = new Set(part.files);
    const shared = parts.some((other) => other !== part && (other.path === part.path || part.path === '.'));
    const component = describeComponent(
      {
        name: part.name,
        path: part.path,
        role: part.role,
        files: files.filter((file) => own.has(file.path)),
        componentOf: (file) => owner.get(file) ?? '',
        sampled,
      },
      facts,
      business,
    );
    return shared ? { ...component, files: part.files } : component;
  });
  return keepExtras(described, mapped, (file) => owner.get(file));
}
