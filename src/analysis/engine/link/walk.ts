import type { ClassIr, Expr, FunctionIr, Stmt } from '../../read/ir';
import { blocksOf, eachExpr } from './body-parts';
import { eachInBody, flatBody } from './flat-body';
import { eachChild } from './parts-of';

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
  for (const stmt of flatBody(body).stmts) if (stmt.kind === 'return' && stmt.value) found.push(stmt.value);
  return found;
}

/** Every expression of a body; functions written inside it, methods included, are handed over. */
export function walkBody(
  stmts: readonly Stmt[],
  onExpr: (expr: Expr) => void,
  onFunction: (fn: FunctionIr) => void,
): void {
  const inside = (expr: Expr): void => {
    onExpr(expr);
    if (expr.kind === 'function') onFunction(expr.fn);
    else if (expr.kind === 'class') inClass(expr.cls);
  };
  const visitor: Visitor = {
    expr: (expr) => {
      onExpr(expr);
      return true;
    },
    fn: onFunction,
    cls: (cls) => inClass(cls),
  };
  const inClass = (cls: ClassIr): void => {
    for (const member of cls.members) {
      if (member.fn) onFunction(member.fn);
      if (member.value) walkExpr(member.value, visitor);
    }
  };
  const around = (stmt: Stmt): void => {
    if (stmt.kind === 'function') onFunction(stmt.fn);
    else if (stmt.kind === 'class') inClass(stmt.cls);
  };
  eachInBody(stmts, around, inside);
}

/** Every expression of a body, functions written inside it included. */
export function walkDeep(stmts: readonly Stmt[], onExpr: (expr: Expr) => void): void {
  walkBody(stmts, onExpr, (fn) => walkDeep(fn.body, onExpr));
}

/** Dotted spelling of a chain of names and members, `undefined` for anything else. */
export function dotted(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'this') return 'this';
  if (expr.kind !== 'member') return undefined;
  const object = dotted(expr.object);
  return object === undefined ? undefined : `${object}.${expr.property}`;
}
