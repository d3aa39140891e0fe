import type { Expr, Stmt } from '../../read/ir';
import { blocksOf, eachExpr } from './body-parts';
import { eachChild } from './parts-of';

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

/**
 * All statements of a body, those in its blocks included, and all expressions in them, in the order of the source.
 * Functions and classes are among them; what is written inside of these is not.
 */
export interface FlatBody {
  readonly stmts: readonly Stmt[];
  readonly exprs: readonly Expr[];
  /** Those of the expressions that are calls, and those that are assignments: many stages ask about these alone. */
  readonly calls: readonly Of<'call'>[];
  readonly assignments: readonly Of<'assign'>[];
  /** For each statement, where the expressions end that stand in it and in no statement inside of it. */
  readonly ends: readonly number[];
}

const known = new WeakMap<readonly Stmt[], FlatBody>();

/** A dozen stages go through every body: the tree is walked once, and they go through the list. */
export function flatBody(body: readonly Stmt[]): FlatBody {
  let flat = known.get(body);
  if (!flat) {
    const made = { stmts: [], exprs: [], calls: [], assignments: [], ends: [] };
    addStmts(body, made);
    known.set(body, (flat = made));
  }
  return flat;
}

interface Making {
  stmts: Stmt[];
  exprs: Expr[];
  calls: Of<'call'>[];
  assignments: Of<'assign'>[];
  ends: number[];
}

function addStmts(stmts: readonly Stmt[], flat: Making): void {
  for (let at = 0; at < stmts.length; at++) {
    const stmt = stmts[at] as Stmt;
    flat.stmts.push(stmt);
    if (stmt.kind !== 'function' && stmt.kind !== 'class') eachExpr(stmt, addExpr, flat);
    flat.ends.push(flat.exprs.length);
    const blocks = blocksOf(stmt);
    for (let inner = 0; inner < blocks.length; inner++) addStmts(blocks[inner] as readonly Stmt[], flat);
  }
}

function addExpr(expr: Expr, flat: Making): void {
  flat.exprs.push(expr);
  if (expr.kind === 'call') flat.calls.push(expr);
  else if (expr.kind === 'assign') flat.assignments.push(expr);
  if (expr.kind !== 'function' && expr.kind !== 'class') eachChild(expr, addExpr, flat);
}

/** Calls one for each statement, followed by the other for each expression that stands in it. */
export function eachInBody(body: readonly Stmt[], onStmt: (stmt: Stmt) => void, onExpr: (expr: Expr) => void): void {
  const { stmts, exprs, ends } = flatBody(body);
  let next = 0;
  for (let at = 0; at < stmts.length; at++) {
    onStmt(stmts[at] as Stmt);
    const end = ends[at] as number;
    while (next < end) onExpr(exprs[next++] as Expr);
  }
}
