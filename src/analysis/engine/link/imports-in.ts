import { lastName } from '../last-name';
import type { Expr, FileIr, Span } from '../../read/ir';
import { type Visitor, walkExpr, walkStmts } from './walk';

/** A module that a file names: by an import, an export from it, `require`, `import()`. */
export interface NamedModule {
  module: string;
  /** Leading dots of a relative import that has such. */
  level: number;
  /** Names taken from it, which may be modules themselves. */
  names: string[];
  typeOnly: boolean;
  /** By a call, not by a statement. */
  called?: true;
  span: Span;
}

const LOADERS: ReadonlySet<string> = new Set(['require', 'import', 'import_module', '__import__']);

/** The argument of a call that loads a module by its name. */
export function loadedModule(expr: Expr): Expr | undefined {
  if (expr.kind !== 'call') return undefined;
  const { callee } = expr;
  const name = lastName(callee) ?? '';
  const isLoader = LOADERS.has(name) && (callee.kind === 'name' || name === 'import_module');
  return isLoader ? expr.args[0]?.value : undefined;
}

/** What `visit` is shown: every expression of a file, functions and classes included. */
export function walkFile(file: FileIr, visitor: Pick<Visitor, 'expr' | 'stmt'>): void {
  const whole: Visitor = {
    ...visitor,
    fn: (fn) => {
      for (const decorator of fn.decorators) walkExpr(decorator, whole);
      walkStmts(fn.body, whole);
    },
    cls: (cls) => {
      for (const expr of [...cls.bases, ...cls.decorators]) walkExpr(expr, whole);
      for (const member of cls.members) {
        if (member.fn) walkStmts(member.fn.body, whole);
        if (member.value) walkExpr(member.value, whole);
      }
    },
  };
  walkStmts(file.body, whole);
}

/** Several stages ask for the same files. */
const NAMED = new WeakMap<FileIr, readonly NamedModule[]>();

/** Every module a file names with a constant, wherever in the file, in source order. */
export function modulesNamedIn(file: FileIr): readonly NamedModule[] {
  const known = NAMED.get(file) ?? findModules(file);
  NAMED.set(file, known);
  return known;
}

function findModules(file: FileIr): NamedModule[] {
  const found: NamedModule[] = [];
  walkFile(file, {
    stmt: (stmt) => {
      if (stmt.kind === 'import')
        found.push({
          module: stmt.module,
          level: stmt.level,
          names: stmt.names.map((one) => one.imported),
          typeOnly: stmt.typeOnly,
          span: stmt.span,
        });
      if (stmt.kind === 'export' && stmt.from !== undefined)
        found.push({ module: stmt.from, level: 0, names: [], typeOnly: false, span: stmt.span });
      return true;
    },
    expr: (expr) => {
      const loaded = loadedModule(expr);
      if (loaded?.kind === 'literal' && typeof loaded.value === 'string')
        found.push({ module: loaded.value, level: 0, names: [], typeOnly: false, called: true, span: expr.span });
      return true;
    },
  });
  return found;
}
