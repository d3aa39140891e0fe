import type { Expr } from '../../read/ir';
import { contains, equal, placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { ALWAYS, and, both, either, negated, or, UNTOLD } from './formula';
import type { Truth, Value } from './kinds';
import type { Reader } from './reader';
import { joined, mixed, UNKNOWN } from './values';

export function binary(reader: Reader, expr: Extract<Expr, { kind: 'binary' }>, env: Environment): Value {
  const at = placeOf(env, expr.span);
  if (expr.op === '&&' || expr.op === '||' || expr.op === '??') return shortCircuit(reader, expr, env);
  const left = reader.evaluate(expr.left, env);
  const right = reader.evaluate(expr.right, env);
  switch (expr.op) {
    case '==':
    case 'is':
      return { truth: reader.tell(equal(left, right, at)) };
    case '!=':
    case 'is not':
      return { truth: negated(reader.tell(equal(left, right, at))) };
    case 'in':
      return { truth: reader.tell(contains(right, left, at)) };
    case 'not in':
      return { truth: negated(reader.tell(contains(right, left, at))) };
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { truth: measured(left, right, at) };
    default:
      return mixed([left, right]);
  }
}

/** `found.count > 0`, `user.level >= 3`: what is counted is there, what is measured is had. */
function measured(left: Value, right: Value, at: ReturnType<typeof placeOf>): Truth {
  const value = left.constant === true ? right : left;
  if (value.role !== undefined) return { t: truthOf(value, at).t, f: ALWAYS };
  return value.truth ?? UNTOLD;
}

function shortCircuit(reader: Reader, expr: Extract<Expr, { kind: 'binary' }>, env: Environment): Value {
  const left = reader.evaluate(expr.left, env);
  const first = truthOf(left, placeOf(env, expr.left.span));
  const before = reader.cond;
  const isAnd = expr.op === '&&';
  reader.cond = and(before, isAnd ? first.t : first.f);
  const right = reader.cond.length === 0 ? UNKNOWN : reader.evaluate(expr.right, env);
  // What the right side asked for holds only if it was asked.
  const behind = reader.cond;
  reader.cond = or(and(before, isAnd ? first.f : first.t), behind);
  if (reader.cond.length === 0 && behind.length > 0) reader.cond = behind;
  const second = truthOf(right, placeOf(env, expr.right.span));
  const value = isAnd ? right : joined(left, right);
  return { ...value, truth: isAnd ? both(first, second) : either(first, second) };
}

export function conditional(reader: Reader, expr: Extract<Expr, { kind: 'conditional' }>, env: Environment): Value {
  const test = truthOf(reader.evaluate(expr.test, env), placeOf(env, expr.test.span));
  const before = reader.cond;
  reader.cond = and(before, test.t);
  const yes = reader.cond.length === 0 ? undefined : reader.evaluate(expr.then, env);
  const first = reader.cond;
  reader.cond = and(before, test.f);
  const no = reader.cond.length === 0 ? undefined : reader.evaluate(expr.otherwise, env);
  reader.cond = or(first, reader.cond);
  if (!yes || !no) return yes ?? no ?? UNKNOWN;
  const a = truthOf(yes, placeOf(env, expr.then.span));
  const b = truthOf(no, placeOf(env, expr.otherwise.span));
  return {
    ...joined(yes, no),
    truth: { t: or(and(test.t, a.t), and(test.f, b.t)), f: or(and(test.t, a.f), and(test.f, b.f)) },
  };
}
