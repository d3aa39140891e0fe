import type { Expr, Stmt } from '../../read/ir';
import { type Visit, each, patternExprs, collect } from './parts-of';

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
