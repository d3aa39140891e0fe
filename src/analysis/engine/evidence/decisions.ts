import type { Expr, Stmt } from '../../read/ir';
import { refusalIn } from './refusals';
import { eachInBody } from '../link/flat-body';
import { askedNames } from './spelling';

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
export function decisionsOf(body: readonly Stmt[]): readonly Decision[] {
  let found = known.get(body);
  if (!found) known.set(body, (found = decisionsIn(body)));
  return found;
}

const known = new WeakMap<readonly Stmt[], readonly Decision[]>();

function decisionsIn(body: readonly Stmt[]): Decision[] {
  const found: Decision[] = [];
  const last = body.at(-1);
  eachInBody(
    body,
    (stmt) => {
      const own = ofStatement(stmt);
      if (own) found.push(stmt === last && stmt.kind === 'if' ? ofLast(stmt, own) : own);
    },
    (expr) => addWithin(expr, found),
  );
  return found;
}

function ofStatement(stmt: Stmt): Decision | undefined {
  switch (stmt.kind) {
    case 'if':
      return ofIf(stmt);
    case 'assert':
      return { test: stmt.test, refusesWhen: false };
    case 'while':
      return { test: stmt.test };
    case 'return':
      return stmt.value && decides(stmt.value) ? { test: stmt.value } : undefined;
    default:
      return undefined;
  }
}

/** When nothing follows, whoever does not pass the last condition gets nothing. */
const ofLast = (stmt: Extract<Stmt, { kind: 'if' }>, own: Decision): Decision =>
  stmt.otherwise.length === 0 ? { refusesWhen: false, ...own } : own;

function ofIf(stmt: Extract<Stmt, { kind: 'if' }>): Decision {
  if (refusalIn(stmt.then) !== undefined) return { test: stmt.test, refusesWhen: true };
  return refusalIn(stmt.otherwise) === undefined ? { test: stmt.test } : { test: stmt.test, refusesWhen: false };
}

/** A comparison or a call that is handed back decides for whoever called. */
function decides(expr: Expr): boolean {
  if (expr.kind === 'await') return decides(expr.value);
  return expr.kind === 'binary' || expr.kind === 'unary' || expr.kind === 'call';
}

function addWithin(expr: Expr, found: Decision[]): void {
  if (expr.kind === 'conditional') found.push({ test: expr.test });
  if (expr.kind === 'binary' && (expr.op === '&&' || expr.op === '||')) found.push({ test: expr });
  if (expr.kind === 'comprehension')
    found.push(...expr.clauses.flatMap((clause) => clause.conditions.map((test) => ({ test }))));
}

const asked = new WeakMap<Decision, readonly string[]>();

/** Several questions are about the same tests. */
export function namesAsked(decision: Decision): readonly string[] {
  let names = asked.get(decision);
  if (!names) asked.set(decision, (names = askedNames(decision.test)));
  return names;
}
