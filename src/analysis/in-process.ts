import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { CodeFacts, FileFact } from '../artifacts/facts';
import { type Code, codeOf, isApplicationCode } from './code';
import { documentPackages } from './inventory/classify';
import { describeFile } from './inventory/file-fact';
import type { FileIr } from './ir';
import { lowerText } from './lower/lower-text';
import { factsOf } from './stages';
import { CachedTextSource } from './text-source';

function describe(path: string, text: string, packages: ReadonlySet<string>): FileFact {
  const bytes = Buffer.from(text);
  return describeFile(path, { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), bytes, complete: true }, packages);
}

/** Reads texts given by path as if they lay in a folder, on this thread. For a few files that are in memory already. */
export async function readTexts(files: ReadonlyMap<string, string>): Promise<Code> {
  const paths = [...files.keys()].sort();
  const packages = documentPackages(paths);
  const facts = paths.map((path) => describe(path, files.get(path) ?? '', packages));
  const trees = new Map<string, FileIr>();
  for (const fact of facts) if (isApplicationCode(fact)) trees.set(fact.path, await lowerText(fact.path, files.get(fact.path) ?? ''));
  const directories = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const inventory = { files: facts, directories: directories.size, unreadable: [], truncated: [] };
  return codeOf(inventory, { files: trees, failures: [] }, new CachedTextSource((path) => files.get(path)), []);
}

/** The facts of texts given by path. */
export async function analyzeInProcess(files: ReadonlyMap<string, string>): Promise<CodeFacts> {
  return factsOf(await readTexts(files), () => undefined);
}
