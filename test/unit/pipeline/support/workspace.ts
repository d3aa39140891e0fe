import { codeCoverage } from '../../coverage';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CodeFacts } from '../../../../src/artifacts/facts';
import type { FileFact, Inventory } from '../../../../src/artifacts/inventory';
import type { Analyzer } from '../../../../src/pipeline/contract';

/** A folder with two small files, for quotes to be found in. */
export const SOURCES: Record<string, string> = {
  'src/app.js': Array.from({ length: 40 }, (_, index) => `const line${index + 1} = handle(${index + 1});`).join('\n'),
  'src/db.js': Array.from({ length: 40 }, (_, index) => `store.save(${index + 1});`).join('\n'),
};

export function makeWorkspace(files: Record<string, string> = SOURCES): { folder: string; remove(): void } {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'threatline-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function inventoryOf(files: Record<string, string>): Inventory {
  const facts = Object.entries(files).map(([path, text]): FileFact => ({
    path,
    size: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
    lines: text.split('\n').length,
    language: 'javascript',
    analyzed: true,
    role: 'source',
  }));
  return { files: facts.sort((a, b) => (a.path < b.path ? -1 : 1)), directories: 1, unreadable: [], truncated: [] };
}

export function factsOf(files: Record<string, string>): CodeFacts {
  return {
    inventory: inventoryOf(files),
    packages: [],
    frameworks: [],
    entryPoints: [],
    dependencies: [],
    lockfiles: [],
    scanners: [],
    stores: [],
    services: [],
    models: [],
    weaknesses: [],
    controls: [],
    operations: [],
    functions: [],
    evidence: [],
    access: [],
    policies: [],
    limits: [],
    coverage: codeCoverage(),
  };
}

/** Reads nothing; answers for the files it was given. Counts how often it was asked. */
export class ScriptedAnalyzer implements Analyzer {
  analyses = 0;
  constructor(public files: Record<string, string> = SOURCES) {}

  inventory(request: { paths?: string[] }): Promise<Inventory> {
    const { paths } = request;
    const within = Object.fromEntries(
      Object.entries(this.files).filter(
        ([path]) => !paths || paths.some((part) => path === part || path.startsWith(`${part}/`)),
      ),
    );
    return Promise.resolve(inventoryOf(within));
  }

  analyze(): Promise<CodeFacts> {
    this.analyses++;
    return Promise.resolve(factsOf(this.files));
  }
}
