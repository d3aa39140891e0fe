import type { CodeFacts, EntryPointFact } from '../../../src/artifacts/facts';
import { findEntryPoints } from '../../../src/analysis/frameworks/find-entry-points';
import { describeCode, type Description } from '../../../src/analysis/assemble/assemble';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { link } from '../link/linked';

export async function entryPoints(files: Record<string, string>): Promise<EntryPointFact[]> {
  return findEntryPoints(await link(files), new CachedTextSource((file) => files[file]));
}

/** `METHOD route -> handler` of every entry point. */
export async function routes(files: Record<string, string> | string, name = 'app.js'): Promise<string[]> {
  const found = await entryPoints(typeof files === 'string' ? { [name]: files } : files);
  return found.map((entry) => `${entry.method ?? entry.kind} ${entry.route ?? '?'} -> ${entry.handler?.name ?? '?'}`);
}

/** `establishes` of the guards of each entry point, by route. */
export async function guards(
  files: Record<string, string> | string,
  name = 'app.js',
): Promise<Record<string, string[]>> {
  const found = await entryPoints(typeof files === 'string' ? { [name]: files } : files);
  return Object.fromEntries(
    found.map((entry) => [
      `${entry.method ?? entry.kind} ${entry.route ?? '?'}`,
      entry.guards.map((guard) => `${guard.establishes}/${guard.strength}`),
    ]),
  );
}

export async function description(
  files: Record<string, string>,
  found: Pick<CodeFacts, 'lockfiles' | 'scanners'> & { foreign?: ReadonlySet<string> } = {
    lockfiles: [],
    scanners: [],
  },
): Promise<Description & { entryPoints: EntryPointFact[] }> {
  const program = await link(files);
  const texts = new CachedTextSource((file) => files[file]);
  const entries = findEntryPoints(program, texts);
  return { ...describeCode(program, texts, entries, found), entryPoints: entries };
}
