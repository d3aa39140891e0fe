import type { FileFact, Inventory } from '../../artifacts/inventory';
import type { LimitFact } from '../../artifacts/limits';
import type { FileIr, Span } from './ir';
import type { Parsed } from './parse/pool';
import type { TextSource } from './text-source';

/** A folder that has been read: what the stages of the analysis work on. */
export interface Code {
  inventory: Inventory;
  /** The trees of everything that was read as code, sorted by path. */
  files: ReadonlyMap<string, FileIr>;
  texts: TextSource;
  /** What could not be read, and why. */
  limits: LimitFact[];
}

const DECLARATIONS = /\.d\.[cm]?ts$/;

/** Tests and documents run elsewhere, copies of libraries are others' work: read only where code imports them. */
export function isAside({ role, madeBy }: FileFact): boolean {
  return role === 'test' || role === 'docs' || madeBy === 'library';
}

/** What is read as code. Declarations do not run at all. */
export function isApplicationCode(file: FileFact): boolean {
  return file.analyzed && !isAside(file) && !DECLARATIONS.test(file.path);
}

/** Lines that stand in any of the places. */
function linesIn(places: readonly Span[]): number {
  let [lines, last] = [0, 0];
  for (const { line, endLine } of [...places].sort((a, b) => a.line - b.line)) {
    lines += Math.max(0, endLine - Math.max(line, last + 1) + 1);
    last = Math.max(last, endLine);
  }
  return lines;
}

function described(file: FileFact, parsed: Parsed): FileFact {
  const tree = parsed.files.get(file.path);
  if (!tree) return { ...file, analyzed: false };
  if (tree.syntaxErrors.length === 0) return file;
  return {
    ...file,
    syntaxErrors: tree.syntaxErrors.length,
    unparsed: { lines: linesIn(tree.syntaxErrors), first: tree.syntaxErrors[0]?.line ?? 1 },
  };
}

function treeLimits(files: ReadonlyMap<string, FileIr>): LimitFact[] {
  return [...files.values()].flatMap((file) => {
    const [error] = file.syntaxErrors;
    return [
      ...(error
        ? [
            {
              path: file.path,
              why: { is: 'syntax-errors' as const, places: file.syntaxErrors.length, line: error.line },
              code: 'partly-parsed' as const,
            },
          ]
        : []),
      ...(file.tooDeep
        ? [
            {
              path: file.path,
              why: { is: 'nested-at-line' as const, count: file.tooDeep[0]?.line ?? 1 },
              code: 'partly-parsed' as const,
            },
          ]
        : []),
    ];
  });
}

/** Puts listing and trees together. */
export function codeOf(inventory: Inventory, parsed: Parsed, texts: TextSource, limits: readonly LimitFact[]): Code {
  return {
    inventory: { ...inventory, files: inventory.files.map((file) => described(file, parsed)) },
    files: parsed.files,
    texts,
    limits: [...limits, ...parsed.failures, ...treeLimits(parsed.files)],
  };
}
