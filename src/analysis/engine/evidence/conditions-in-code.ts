import type { Expr, Stmt } from '../../read/ir';
import { walkDeep } from '../link/walk';
import { absentParts } from './polarity';
import { refusalIn } from './refusals';

/** A test on the way through a function. */
export interface Condition {
  /** What has to be there for the request to go on. */
  needed: readonly Expr[];
  /** The request does not go on without it; otherwise it is one way among others. */
  required: boolean;
}

/** The tests of `if`, `?:` and `a && …` in a function, closures and callbacks in it included. */
export function conditionsOf(body: readonly Stmt[]): Condition[] {
  const found: Condition[] = [];
  const visit = (stmts: readonly Stmt[]): void => {
    stmts.forEach((stmt, at) => {
      if (stmt.kind === 'if') found.push(ofIf(stmt, stmts.slice(at + 1)));
      if (stmt.kind === 'expr' && stmt.expr.kind === 'binary') found.push({ needed: [stmt.expr.left], required: true });
      if (stmt.kind === 'assert') found.push({ needed: [stmt.test], required: true });
      if (stmt.kind === 'function') visit(stmt.fn.body);
      for (const block of blocks(stmt)) visit(block);
    });
  };
  visit(body);
  walkDeep(body, (expr) => {
    if (expr.kind === 'conditional') found.push({ needed: [expr.test], required: true });
    if (expr.kind === 'function') visit(expr.fn.body);
  });
  return found;
}

/** `if (!x) refuse` needs x; `if (x) pass` needs it when all that follows refuses. */
function ofIf(stmt: Extract<Stmt, { kind: 'if' }>, rest: readonly Stmt[]): Condition {
  if (refusalIn(stmt.then)) return { needed: absentParts(stmt.test), required: true };
  return { needed: [stmt.test], required: !passes([...stmt.otherwise, ...rest]) };
}

/** Whether statements let a request go on. */
function passes(stmts: readonly Stmt[]): boolean {
  const passing: Expr[] = [];
  walkDeep(stmts, (expr) => {
    if (expr.kind !== 'call') return;
    const calls = expr.callee.kind === 'name' && /^(next|done)$/.test(expr.callee.name) && expr.args.length === 0;
    if (calls || expr.args.some((arg) => arg.value.kind === 'name' && arg.value.name === 'next')) passing.push(expr);
  });
  return passing.length > 0;
}

/** The statements directly inside a statement. */
function blocks(stmt: Stmt): Stmt[][] {
  switch (stmt.kind) {
    case 'if':
      return [stmt.then, stmt.otherwise];
    case 'try':
      return [stmt.body, ...stmt.handlers.map((handler) => handler.body), stmt.otherwise, stmt.finalizer];
    case 'while':
    case 'for':
    case 'forEach':
    case 'with':
    case 'block':
      return [stmt.body];
    case 'switch':
      return stmt.cases.map((one) => one.body);
    default:
      return [];
  }
}

/** First values of local variables. */
export function localValues(body: readonly Stmt[]): Map<string, Expr> {
  const values = new Map<string, Expr>();
  const visit = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'declare' && stmt.value) {
        if (stmt.target.kind === 'bind') values.set(stmt.target.name, stmt.value);
        if (stmt.target.kind === 'objectPattern')
          for (const property of stmt.target.properties)
            if (property.target.kind === 'bind')
              values.set(property.target.name, {
                kind: 'member',
                object: stmt.value,
                property: property.key ?? '',
                span: stmt.span,
              });
      }
      if (
        stmt.kind === 'expr' &&
        stmt.expr.kind === 'assign' &&
        stmt.expr.target.kind === 'bind' &&
        !values.has(stmt.expr.target.name)
      )
        values.set(stmt.expr.target.name, stmt.expr.value);
      for (const block of blocks(stmt)) visit(block);
    }
  };
  visit(body);
  return values;
}
