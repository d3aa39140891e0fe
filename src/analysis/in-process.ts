import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { CodeFacts } from '../artifacts/facts';
import type { FileFact } from '../artifacts/inventory';
import { type Code, codeOf, isApplicationCode } from './read/code';
import { readImported } from './imported';
import { namedPackages } from './read/inventory/classify';
import { describeFile } from './read/inventory/file-fact';
import { lowerText } from './languages/lower/lower-text';
import type { Tell } from './options';
import { Pace } from './pace';
import { failureOf } from './languages/parse-file';
import type { Parsed } from './read/parse/pool';
import { layoutOf } from './project-layout';
import { FolderSecrets } from './documents/secrets/folder-secrets';
import { type Registry, REGISTRY } from './languages/registry';
import { type AnalysisParts, factsOf } from './stages';
import { CachedTextSource } from './read/text-source';

function describe(path: string, text: string, packages: ReadonlySet<string>, languages: Registry): FileFact {
  const bytes = Buffer.from(text);
  return describeFile(
    path,
    { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), bytes, complete: true },
    packages,
    languages,
  );
}

async function lowered(
  facts: readonly FileFact[],
  files: ReadonlyMap<string, string>,
  languages: Registry,
): Promise<Parsed> {
  const parsed: Parsed = { files: new Map(), failures: [] };
  for (const { path } of facts) {
    try {
      parsed.files.set(path, await lowerText(path, files.get(path) ?? '', languages));
    } catch (error) {
      const failed = failureOf(error);
      if (!failed) throw error;
      parsed.failures.push({ path, ...failed });
    }
  }
  return parsed;
}

/** Reads texts given by path as if they lay in a folder, on this thread. For a few files that are in memory already. */
export async function readTexts(files: ReadonlyMap<string, string>, languages: Registry = REGISTRY): Promise<Code> {
  const paths = [...files.keys()].sort();
  const packages = namedPackages(paths);
  const facts = new Map(paths.map((path) => [path, describe(path, files.get(path) ?? '', packages, languages)]));
  const directories = new Set(paths.map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/')))));
  const inventory = {
    files: [...facts.values()],
    directories: directories.size,
    unreadable: [],
    truncated: [],
    leftOut: [],
  };
  const texts = new CachedTextSource((path) => files.get(path));
  const parsed = await lowered(inventory.files.filter(isApplicationCode), files, languages);
  const parse = (some: readonly FileFact[]): Promise<Parsed> => lowered(some, files, languages);
  const known = (path: string): FileFact => facts.get(path) ?? describe(path, '', packages, languages);
  const reading = await readImported(
    { inventory, parsed, limits: [] },
    { describe: known, parse, texts, layout: layoutOf(inventory.files, texts), languages },
  );
  return codeOf(reading.inventory, reading.parsed, texts, reading.limits);
}

/** The facts of texts given by path; `parts` may name the frameworks that are known. */
export async function analyzeInProcess(
  files: ReadonlyMap<string, string>,
  tell: Tell = () => undefined,
  parts: AnalysisParts = {},
): Promise<CodeFacts> {
  return factsOf(await readTexts(files, parts.languages ?? REGISTRY), new Pace(tell), new FolderSecrets(), parts);
}
