import type { Expr, Stmt } from '../../read/ir';
import { refusalIn } from '../guards/refusals';
import { exprsOf, walkExpr, walkStmts } from '../link/walk';

/** An expression whose outcome decides how the code goes on. */
export interface Decision {
  test: Expr;
  /** The request is refused when the test has this outcome; undefined when neither outcome was seen to refuse. */
  refusesWhen?: boolean;
}

/**
 * The decisions of one body, those of functions written in it left out: `if`, `?:`, `&&`, `assert`, what is returned,
 * filters of lists.
 */
export function decisionsOf(body: readonly Stmt[]): Decision[] {
  const found: Decision[] = [];
  const last = body.at(-1);
  walkStmts(body, {
    stmt: (stmt) => {
      found.push(...(stmt === last && stmt.kind === 'if' ? ofLast(stmt) : ofStatement(stmt)));
      return true;
    },
  });
  return found;
}

function ofStatement(stmt: Stmt): Decision[] {
  const inside = exprsOf(stmt).flatMap(within);
  switch (stmt.kind) {
    case 'if':
      return [ofIf(stmt), ...inside];
    case 'assert':
      return [{ test: stmt.test, refusesWhen: false }, ...inside];
    case 'while':
      return [{ test: stmt.test }, ...inside];
    case 'return':
      return stmt.value && decides(stmt.value) ? [{ test: stmt.value }, ...inside] : inside;
    default:
      return inside;
  }
}

/** When nothing follows, whoever does not pass the last condition gets nothing. */
function ofLast(stmt: Extract<Stmt, { kind: 'if' }>): Decision[] {
  const [own, ...inside] = ofStatement(stmt);
  if (!own) return [];
  return [stmt.otherwise.length === 0 ? { refusesWhen: false, ...own } : own, ...inside];
}

function ofIf(stmt: Extract<Stmt, { kind: 'if' }>): Decision {
  if (refusalIn(stmt.then) !== undefined) return { test: stmt.test, refusesWhen: true };
  return refusalIn(stmt.otherwise) === undefined ? { test: stmt.test } : { test: stmt.test, refusesWhen: false };
}

/** A comparison or a call that is handed back decides for whoever called. */
function decides(expr: Expr): boolean {
  if (expr.kind === 'await') return decides(expr.value);
  return expr.kind === 'binary' || expr.kind === 'unary' || expr.kind === 'call';
}

function within(expr: Expr): Decision[] {
  const found: Decision[] = [];
  walkExpr(expr, {
    expr: (one) => {
      if (one.kind === 'conditional') found.push({ test: one.test });
      if (one.kind === 'binary' && (one.op === '&&' || one.op === '||')) found.push({ test: one });
      if (one.kind === 'comprehension')
        found.push(...one.clauses.flatMap((clause) => clause.conditions.map((test) => ({ test }))));
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}
