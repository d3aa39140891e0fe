import type { CodeFacts } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type { Component, EntryPoint } from '../../artifacts/phase3';
import { describeComponent } from './describe';
import { partition } from './partition';
import { folderOf, speaks } from './scope-files';

/** Fewer files than this and a split says less than the whole. */
const WORTH_SPLITTING = 4;

const key = (entry: EntryPoint): string =>
  `${entry.type} ${entry.method ?? ''} ${entry.path} ${entry.handler.file}:${entry.handler.line}`;

/** How much there is to see in a file, for choosing which folders get a component of their own. */
function weights(facts: CodeFacts): Map<string, number> {
  const weight = new Map<string, number>();
  const add = (file: string, value: number): void => void weight.set(file, (weight.get(file) ?? 0) + value);
  for (const file of facts.inventory.files) add(file.path, 0.1);
  for (const entry of facts.entryPoints) add((entry.handler?.at ?? entry.at).file, 3);
  for (const store of facts.stores) for (const access of store.accesses) add(access.at.file, 1);
  for (const weakness of facts.weaknesses) add(weakness.at.file, 2);
  for (const control of facts.controls) add(control.at.file, 1);
  return weight;
}

/** What a mapper found beyond the facts goes to the part that owns the file. */
function keepExtras(parts: Component[], whole: Component, ownerOf: (file: string) => string): Component[] {
  const known = new Set(parts.flatMap((part) => part.entryPoints.map(key)));
  const extra = whole.entryPoints.filter((entry) => !known.has(key(entry)));
  return parts.map((part, position) => ({
    ...part,
    entryPoints: [
      ...part.entryPoints,
      ...extra
        .filter((entry) => (ownerOf(entry.handler.file) || parts[0]?.name) === part.name)
        .map((entry) => ({ ...entry, component: part.name })),
    ],
    ...(position === 0 && whole.uncertainties !== undefined
      ? { uncertainties: [...new Set([...(part.uncertainties ?? []), ...whole.uncertainties])] }
      : {}),
  }));
}

/**
 * The logical components inside a component that one mapper covered: routes, data, authentication and so on, each with
 * a name that later phases use. A component that is already one thing stays as it is.
 */
export function splitComponent(whole: Component, facts: CodeFacts, business: BusinessContext): Component[] {
  const folder = folderOf(whole.path === '.' ? '' : whole.path);
  const files = facts.inventory.files.filter((file) => folder === '' || file.path.startsWith(`${folder}/`));
  const code = files.filter((file) => speaks(file) && file.analyzed);
  if (code.length < WORTH_SPLITTING) return [whole];
  const weight = weights(facts);
  const isCode = new Set(code.map((file) => file.path));
  const parts = partition(
    files.filter((file) => speaks(file) && (file.analyzed || file.role === 'config')).map((file) => file.path),
    (file) => isCode.has(file),
    (file) => weight.get(file) ?? 0,
  );
  const real = parts.filter((part) => part.files.some((file) => isCode.has(file)));
  if (real.length < 2) return [whole];
  const owner = new Map(parts.flatMap((part) => part.files.map((file) => [file, part.name] as const)));
  const componentOf = (file: string): string => owner.get(file) ?? '';
  const described = parts.map((part) => {
    const own = new Set(part.files);
    const shared = parts.some((other) => other !== part && (other.path === part.path || part.path === '.'));
    const component = describeComponent(
      {
        name: part.name,
        path: part.path,
        role: part.role,
        files: files.filter((file) => own.has(file.path)),
        componentOf,
        sampled: whole.coverage.sampled,
      },
      facts,
      business,
    );
    return shared ? { ...component, files: part.files } : component;
  });
  return keepExtras(described, whole, componentOf);
}
