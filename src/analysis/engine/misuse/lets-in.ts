import type { Expr, Stmt } from '../../read/ir';
import { walkStmts } from '../link/walk';
import type { Site } from './site';

/**
 * Whether a question decides in favour of what it finds: not where that is turned away or passed over, nor where only a
 * value is chosen by it. Who writes it otherwise then gets what everybody gets.
 */
export function letsIn({ expr, owner }: Pick<Site, 'expr' | 'owner'>): boolean {
  let lets = true;
  walkStmts(owner.fn.body, {
    stmt: (stmt) => {
      if (stmt.kind === 'if') lets &&= decidesFor(stmt, expr);
      return true;
    },
  });
  return lets;
}

type If = Extract<Stmt, { kind: 'if' }>;

function decidesFor({ test, then }: If, question: Expr): boolean {
  const found = answerIn(test, question, true);
  if (found === undefined) return true;
  const turnsAway = endsThere(then);
  // What is not found goes on, and what is found gets nothing more than what stands behind.
  return found ? !turnsAway && !onlySets(then) : turnsAway;
}

/** The answer to a question with which a test can hold; undefined where the question is no part of it. */
function answerIn(test: Expr, question: Expr, holds: boolean): boolean | undefined {
  if (test === question) return test.kind === 'binary' && test.op === 'not in' ? !holds : holds;
  if (test.kind === 'unary' && (test.op === '!' || test.op === 'not')) return answerIn(test.operand, question, !holds);
  if (test.kind !== 'binary' || (test.op !== '&&' && test.op !== '||')) return undefined;
  return answerIn(test.left, question, holds) ?? answerIn(test.right, question, holds);
}

/** Whether statements end by turning away: an exception, nothing to give back, on to the next. */
function endsThere(body: readonly Stmt[]): boolean {
  const last = body.at(-1);
  if (last === undefined) return false;
  if (last.kind === 'return') return last.value === undefined || isNothing(last.value);
  return last.kind === 'throw' || last.kind === 'continue' || last.kind === 'break';
}

const isNothing = (value: Expr): boolean =>
  value.kind === 'literal' && (value.value === null || value.value === false || value.type === 'undefined');

/** Whether statements do nothing but give values to names. */
const onlySets = (body: readonly Stmt[]): boolean =>
  body.length > 0 && body.every((stmt) => stmt.kind === 'expr' && isPlainValue(stmt.expr));

const isPlainValue = (expr: Expr): boolean =>
  expr.kind === 'assign' && expr.target.kind === 'bind' && !/allow|valid|ok|safe|trust|match/i.test(expr.target.name);
