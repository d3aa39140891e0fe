import type { WeaknessFact } from '../../../artifacts/facts';
import { USUAL_CHECKS } from '../../../knowledge/controls/targets';
import type { Expr, FileIr } from '../../read/ir';
import { walkFile } from '../link/imports-in';
import type { Program } from '../link/definitions';
import { boundNames } from '../link/parts-of';
import { ownNames } from './spelling';

/** Adds to flaws that checks are looked for the names their value has on its way. */
export function withStepNames(program: Program, weaknesses: readonly WeaknessFact[]): WeaknessFact[] {
  const files = new Map<string, NamesByLine>();
  return weaknesses.map((weakness) => {
    if (!weakness.source || !(weakness.weakness in USUAL_CHECKS)) return weakness;
    const names = new Set(weakness.path.flatMap(({ file, line }) => namesAt(program, files, file, line)));
    return { ...weakness, names: [...names].sort() };
  });
}

type NamesByLine = ReadonlyMap<number, readonly string[]>;

function namesAt(program: Program, files: Map<string, NamesByLine>, file: string, line: number): readonly string[] {
  const ir = program.files.get(file);
  if (!ir) return [];
  const known = files.get(file) ?? namesByLine(ir);
  files.set(file, known);
  return known.get(line) ?? [];
}

/** The names that stand in each line of a file. */
function namesByLine(ir: FileIr): NamesByLine {
  const lines = new Map<number, string[]>();
  const note = (line: number, names: readonly string[]): void => {
    if (names.length > 0) lines.set(line, [...(lines.get(line) ?? []), ...names]);
  };
  walkFile(ir, {
    stmt: (stmt) => {
      if (stmt.kind === 'declare') note(stmt.span.line, boundNames(stmt.target));
      return true;
    },
    expr: (expr) => {
      note(lineOf(expr), ownNames(expr));
      if (expr.kind === 'assign') note(expr.span.line, boundNames(expr.target));
      return true;
    },
  });
  return lines;
}

/** A member stands at the end of what it is taken from. */
const lineOf = ({ kind, span }: Expr): number => (kind === 'member' || kind === 'index' ? span.endLine : span.line);
