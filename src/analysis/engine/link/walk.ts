import type { ClassIr, Expr, FunctionIr, Stmt } from '../../read/ir';
import { type Visit, each, patternExprs, collect, eachChild } from './parts-of';

/** Visits the expressions directly in a statement; those of nested statements and functions are not. */
export function eachExpr<C>(stmt: Stmt, visit: Visit<C>, context: C): void {
  switch (stmt.kind) {
    case 'expr':
      visit(stmt.expr, context);
      break;
    case 'declare':
      each(patternExprs(stmt.target), visit, context);
      if (stmt.value) visit(stmt.value, context);
      break;
    case 'if':
    case 'while':
    case 'assert':
      visit(stmt.test, context);
      break;
    case 'return':
    case 'throw':
    case 'export':
      if (stmt.value) visit(stmt.value, context);
      break;
    case 'delete':
      each(stmt.targets, visit, context);
      break;
    default:
      eachAround(stmt, visit, context);
  }
}

/** What stands at the head of loops, cases and the like, around their blocks. */
function eachAround<C>(stmt: Stmt, visit: Visit<C>, context: C): void {
  switch (stmt.kind) {
    case 'for':
      if (stmt.test) visit(stmt.test, context);
      each(stmt.update, visit, context);
      break;
    case 'forEach':
      each(patternExprs(stmt.target), visit, context);
      visit(stmt.iterable, context);
      break;
    case 'switch':
      visit(stmt.subject, context);
      for (const { tests, guard } of stmt.cases) {
        each(tests, visit, context);
        if (guard) visit(guard, context);
      }
      break;
    case 'try':
      for (const handler of stmt.handlers) each(handler.types, visit, context);
      break;
    case 'with':
      for (const { value, target } of stmt.items) {
        visit(value, context);
        if (target) each(patternExprs(target), visit, context);
      }
      break;
    default:
  }
}

/** The expressions directly in a statement, as `eachExpr` visits them. */
export function exprsOf(stmt: Stmt): Expr[] {
  const found: Expr[] = [];
  eachExpr(stmt, collect, found);
  return found;
}

const NO_BLOCKS: readonly (readonly Stmt[])[] = [];

/** The statements directly inside a statement, in source order. */
export function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case 'if':
      return [stmt.then, stmt.otherwise];
    case 'while':
    case 'forEach':
      return [stmt.body, stmt.otherwise];
    case 'for':
      return [stmt.init, stmt.body];
    case 'switch':
      return stmt.cases.map((one) => one.body);
    case 'try':
      return [stmt.body, ...stmt.handlers.map((handler) => handler.body), stmt.otherwise, stmt.finalizer];
    case 'with':
    case 'block':
      return [stmt.body];
    case 'export':
      return stmt.declaration ? [[stmt.declaration]] : NO_BLOCKS;
    default:
      return NO_BLOCKS;
  }
}

/** What `walkStmts` calls; functions and classes are handed over and not entered, so that the visitor decides. */
export interface Visitor {
  /** Return false to skip what is inside. */
  expr?(expr: Expr): boolean | undefined;
  stmt?(stmt: Stmt): boolean | undefined;
  fn?(fn: FunctionIr): void;
  cls?(cls: ClassIr): void;
}

export function walkStmts(stmts: readonly Stmt[], visitor: Visitor): void {
  for (let at = 0; at < stmts.length; at++) {
    const stmt = stmts[at] as Stmt;
    if (visitor.stmt?.(stmt) === false) continue;
    if (stmt.kind === 'function') visitor.fn?.(stmt.fn);
    else if (stmt.kind === 'class') visitor.cls?.(stmt.cls);
    else eachExpr(stmt, walkExpr, visitor);
    const blocks = blocksOf(stmt);
    for (let inner = 0; inner < blocks.length; inner++) walkStmts(blocks[inner] as readonly Stmt[], visitor);
  }
}

export function walkExpr(expr: Expr, visitor: Visitor): void {
  if (visitor.expr?.(expr) === false) return;
  if (expr.kind === 'function') visitor.fn?.(expr.fn);
  else if (expr.kind === 'class') visitor.cls?.(expr.cls);
  else eachChild(expr, walkExpr, visitor);
}

/** The values that a body returns; what functions written in it return is theirs. */
export function returnsOf(body: readonly Stmt[]): Expr[] {
  const found: Expr[] = [];
  walkStmts(body, {
    stmt: (stmt) => {
      if (stmt.kind === 'return' && stmt.value) found.push(stmt.value);
      return true;
    },
  });
  return found;
}

function bodyVisitor(onExpr: (expr: Expr) => void, onFunction: (fn: FunctionIr) => void): Visitor {
  const visitor: Visitor = {
    expr: (expr) => {
      onExpr(expr);
      return true;
    },
    fn: onFunction,
    cls: (cls) => {
      for (const member of cls.members) {
        if (member.fn) onFunction(member.fn);
        if (member.value) walkExpr(member.value, visitor);
      }
    },
  };
  return visitor;
}

/** Every expression of a body; functions written inside it, methods included, are handed over. */
export function walkBody(
  stmts: readonly Stmt[],
  onExpr: (expr: Expr) => void,
  onFunction: (fn: FunctionIr) => void,
): void {
  walkStmts(stmts, bodyVisitor(onExpr, onFunction));
}

/** Every expression of a body, functions written inside it included. */
export function walkDeep(stmts: readonly Stmt[], onExpr: (expr: Expr) => void): void {
  const visitor = bodyVisitor(onExpr, (fn) => walkStmts(fn.body, visitor));
  walkStmts(stmts, visitor);
}

/** Dotted spelling of a chain of names and members, `undefined` for anything else. */
export function dotted(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'this') return 'this';
  if (expr.kind !== 'member') return undefined;
  const object = dotted(expr.object);
  return object === undefined ? undefined : `${object}.${expr.property}`;
}
