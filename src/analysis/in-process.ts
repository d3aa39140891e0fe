import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { CodeFacts, FileFact } from '../artifacts/facts';
import { type Code, codeOf, isApplicationCode } from './code';
import { documentPackages } from './inventory/classify';
import { describeFile } from './inventory/file-fact';
import { lowerText } from './lower/lower-text';
import type { Tell } from './options';
import { failureOf } from './parse/parse-file';
import type { Parsed } from './parse/pool';
import { factsOf } from './stages';
import { CachedTextSource } from './text-source';

function describe(path: string, text: string, packages: ReadonlySet<string>): FileFact {
  const bytes = Buffer.from(text);
  return describeFile(path, { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), bytes, complete: true }, packages);
}

async function treesOf(files: ReadonlyMap<string, string>, facts: readonly FileFact[]): Promise<Parsed> {
  const parsed: Parsed = { files: new Map(), failures: [] };
  for (const { path } of facts.filter(isApplicationCode)) {
    try {
      parsed.files.set(path, await lowerText(path, files.get(path) ?? ''));
    } catch (error) {
      const failed = failureOf(error);
      if (!failed) throw error;
      parsed.failures.push({ path, ...failed });
    }
  }
  return parsed;
}

/** Reads texts given by path as if they lay in a folder, on this thread. For a few files that are in memory already. */
export async function readTexts(files: ReadonlyMap<string, string>): Promise<Code> {
  const paths = [...files.keys()].sort();
  const packages = documentPackages(paths);
  const facts = paths.map((path) => describe(path, files.get(path) ?? '', packages));
  const parsed = await treesOf(files, facts);
  const directories = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const inventory = { files: facts, directories: directories.size, unreadable: [], truncated: [] };
  return codeOf(inventory, parsed, new CachedTextSource((path) => files.get(path)), []);
}

/** The facts of texts given by path. */
export async function analyzeInProcess(files: ReadonlyMap<string, string>, tell: Tell = () => undefined): Promise<CodeFacts> {
  return factsOf(await readTexts(files), tell);
}
