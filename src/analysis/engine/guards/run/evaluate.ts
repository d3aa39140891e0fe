import { ANSWER_STATUS } from '../../../../knowledge/controls/identity';
import { type ByKind, rowFor } from '../../../read/by-kind';
import type { Expr, Pattern } from '../../../read/ir';
import { refusalOfStatus } from '../../evidence/refusals';
import { call } from './calls';
import { type Run } from './context';
import { assign } from './names';
import { going, merged, refusedBy, type Out, type State, goOn } from './state';
import { constant, listOf, OTHER, truthOf, type Value } from './value';
import { nameValue } from './named-values';
import { memberOf, indexOf } from './member-values';
import { negated, textOf, operation } from './operators';
import { decide, type Binary, shortCircuit } from './decisions';

/** What an expression is worth, on each of the ways it can go. */
export function evaluate(run: Run, expr: Expr, state: State): Out[] {
  if (!run.step()) return [going({ ...state, doubt: true }, OTHER)];
  const row = rowFor(ROWS, expr);
  return row ? row(run, expr, state) : [going(state, OTHER)];
}

const ofValue = (run: Run, { value }: { value: Expr }, state: State): Out[] => run.evaluate(value, state);
const ofItems = (run: Run, expr: { items: readonly Expr[] }, state: State): Out[] => items(run, expr.items, state);

/** Classes, markup and what no row is about are not known. */
const ROWS: Partial<ByKind<Expr, Run, State, Out[]>> = {
  literal: (_run, { value }, state) => [going(state, constant(value))],
  name: (run, expr, state) => [going(state, nameValue(run, expr, state))],
  this: (_run, _expr, state) => [going(state, { kind: 'path', path: 'this' })],
  member: (run, expr, state) => goOn(run.evaluate(expr.object, state), (s, object) => memberOf(run, expr, object, s)),
  index: (run, expr, state) =>
    goOn(run.evaluate(expr.object, state), (s, object) =>
      goOn(run.evaluate(expr.index, s), (t, key) => indexOf(run, object, key, t)),
    ),
  await: ofValue,
  spread: ofValue,
  slice: (run, expr, state) => run.evaluate(expr.object, state),
  object: record,
  call: (run, expr, state) => merged(call(run, expr, state)),
  unary: (run, expr, state) =>
    goOn(run.evaluate(expr.operand, state), (s, value) => [going(s, negated(expr.op, value))]),
  binary: (run, expr, state) => merged(binary(run, expr, state)),
  conditional: (run, expr, state) => merged(oneOf(run, expr, state)),
  assign: assigned,
  function: made,
  array: ofItems,
  sequence: ofItems,
  template: (run, expr, state) => goOn(items(run, expr.parts, state), (s, list) => [going(s, textOf(list))]),
  comprehension,
};

function oneOf(run: Run, expr: Extract<Expr, { kind: 'conditional' }>, state: State): Out[] {
  return decide(run, expr.test, state).flatMap((out) =>
    out.end === 'next' ? run.evaluate(truthOf(out.value) === true ? expr.then : expr.otherwise, out.state) : [out],
  );
}

function assigned(run: Run, { target, op, value }: Extract<Expr, { kind: 'assign' }>, state: State): Out[] {
  return goOn(run.evaluate(value, state), (s, given) => [
    going(assign(run, answered(target, given, s), target, op === undefined ? given : OTHER), given),
  ]);
}

function made(run: Run, expr: Extract<Expr, { kind: 'function' }>, state: State): Out[] {
  const fn = run.program.nodeOf(expr.fn, state.env.fn.file);
  return [going(state, fn ? { kind: 'closure', fn, env: state.env } : OTHER)];
}

/** `ctx.status = 403`: whoever is answered so is turned away. */
function answered(target: Pattern, value: Value, state: State): State {
  if (target.kind !== 'place' || target.expr.kind !== 'member' || !ANSWER_STATUS.test(target.expr.property))
    return state;
  const status = value.kind === 'const' && typeof value.value === 'number' ? value.value : 0;
  return status >= 400 ? refusedBy(state, refusalOfStatus(status) ?? 'error') : state;
}

function binary(run: Run, expr: Binary, state: State): Out[] {
  if (expr.op === '&&' || expr.op === '||' || expr.op === '??') return shortCircuit(run, expr, state);
  return goOn(run.evaluate(expr.left, state), (s, left) =>
    goOn(run.evaluate(expr.right, s), (t, right) => [going(t, operation(run, expr.op, left, right, t))]),
  );
}

/** The values of expressions that come one after the other. */
function ofEach(run: Run, exprs: readonly Expr[], state: State, next: (values: readonly Value[]) => Value): Out[] {
  let ways: { state: State; values: Value[] }[] = [{ state, values: [] }];
  const ended: Out[] = [];
  for (const item of exprs) {
    ways = ways.flatMap((way) =>
      run.evaluate(item, way.state).flatMap((out) => {
        if (out.end === 'next') return [{ state: out.state, values: [...way.values, out.value] }];
        ended.push(out);
        return [];
      }),
    );
  }
  return [...ended, ...ways.map((way) => going(way.state, next(way.values)))];
}

function items(run: Run, exprs: readonly Expr[], state: State): Out[] {
  return ofEach(run, exprs, state, (values) =>
    listOf(
      values.flatMap((value, at) => (exprs[at]?.kind === 'spread' && value.kind === 'list' ? value.items : [value])),
    ),
  );
}

/** An object that is written out; what it takes over from another has that one's names. */
function record(run: Run, { properties }: Extract<Expr, { kind: 'object' }>, state: State): Out[] {
  const written = properties.map(({ value }) => value);
  return ofEach(run, written, state, (values) => {
    const fields = values.flatMap((value, at): { key: string | undefined; value: Value }[] => {
      const { key, kind } = properties[at] ?? {};
      if (kind === 'spread' && value.kind === 'list' && value.keys)
        return value.items.map((item, n) => ({ key: value.keys?.[n], value: item }));
      return [{ key, value: kind === 'getter' ? OTHER : value }];
    });
    return listOf(
      fields.map(({ value }) => value),
      fields.map(({ key }) => key),
    );
  });
}

/** `path.startswith(p) for p in LIST`: the value for each item of a list that is known. */
function comprehension(run: Run, expr: Extract<Expr, { kind: 'comprehension' }>, state: State): Out[] {
  const [clause] = expr.clauses;
  if (!clause || expr.clauses.length > 1) return [going(state, OTHER)];
  return goOn(run.evaluate(clause.iterable, state), (s, list) => {
    if (list.kind === 'nothing') return [going(s, list)];
    const valueFor = (item: Value): Value => {
      const [only, ...others] = run.evaluate(expr.element, assign(run, s, clause.target, item));
      return only && others.length === 0 && only.end === 'next' ? only.value : OTHER;
    };
    if (list.kind === 'list') return [going(s, { kind: 'list', items: list.items.map(valueFor) })];
    // Of items that are not known: `user.may(p) for p in permissions` is the same for each, whatever it is called.
    const each = valueFor(OTHER);
    const same = each.kind === 'const' && typeof each.value === 'boolean';
    return [going(s, same ? { kind: 'list', items: [each] } : OTHER)];
  });
}
