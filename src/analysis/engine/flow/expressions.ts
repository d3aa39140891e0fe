import { type ByKind, rowFor } from '../../read/by-kind';
import type { Expr } from '../../read/ir';
import { together } from './asks';
import { lastName } from '../last-name';
import { evaluateCall } from './calls';
import { asWritten } from './written-types';
import { GIVES_ITEMS } from '../../../knowledge/annotations';
import { arrayLike } from './collections';
import type { Machine } from './machine';
import { readName } from './names';
import { negate, truthFacts } from './guards';
import { binary, concat, unary } from './operators';
import { constant, marked, reference, truth, UNDEFINED, UNKNOWN, type Value } from './value';
import { join } from './join';
import {
  type Of,
  index,
  slice,
  template,
  objectLiteral,
  arrayLiteral,
  comprehension,
  kept,
  element,
  others,
} from './compound-expressions';

const MAX_NESTING = 220;

/** The value of an expression in the present state; effects are written to the state. */
export function evaluate(m: Machine, expr: Expr): Value {
  if (m.exhausted) return UNKNOWN;
  if (++m.steps > m.root.limit) {
    m.exhausted = true;
    return UNKNOWN;
  }
  if (m.depth > MAX_NESTING) return UNKNOWN;
  m.depth++;
  try {
    return dispatch(m, expr);
  } finally {
    m.depth--;
  }
}

function dispatch(m: Machine, expr: Expr): Value {
  return rowFor(ROWS, expr)(m, expr, undefined);
}

const ofValue = (m: Machine, { value }: { value: Expr }): Value => evaluate(m, value);

const ROWS: ByKind<Expr, Machine, undefined, Value> = {
  literal: (m, { type, value }) => m.literal(type === 'undefined' ? undefined : value),
  regex: (_m, { pattern, flags }) => reference({ kind: 'regex', pattern, flags }),
  name: readName,
  this: thisValue,
  super: thisValue,
  member,
  index,
  slice,
  call: evaluateCall,
  template,
  binary: (m, expr) => logical(m, expr) ?? binary(m, expr),
  unary: unaryExpr,
  conditional,
  assign: assignment,
  object: objectLiteral,
  array: arrayLiteral,
  function: closure,
  class: classValue,
  spread: ofValue,
  await: ofValue,
  yield: yielded,
  sequence: (m, { items }) => items.reduce<Value>((_, item) => evaluate(m, item), UNDEFINED),
  comprehension,
  element,
  other: (m, { parts }) => others(m, parts),
};

function classValue(m: Machine, { cls }: Of<'class'>): Value {
  const { file, scope, frame } = m.at;
  const key = `${file}#${cls.id}`;
  return reference({ kind: 'class', cls: m.program.classes.get(key) ?? { key, file, cls, scope }, frame });
}

function thisValue(m: Machine): Value {
  for (let frame: typeof m.at.frame | undefined = m.at.frame; frame; frame = frame.parent)
    if (frame.self) return frame.self;
  return UNKNOWN;
}

function member(m: Machine, expr: Of<'member'>): Value {
  const object = evaluate(m, expr.object);
  return m.member(object, expr.property, expr.span);
}

function logical(m: Machine, expr: Of<'binary'>): Value | undefined {
  if (expr.op !== '&&' && expr.op !== '||' && expr.op !== '??') return undefined;
  const left = evaluate(m, expr.left);
  const decided = expr.op === '??' ? undefined : truth(left);
  if (decided !== undefined) return decided === (expr.op === '&&') ? evaluate(m, expr.right) : left;
  if (expr.op === '??' && left.consts && left.marks.length === 0 && left.refs.length === 0)
    return left.consts.every((one) => one === null || one === undefined) ? evaluate(m, expr.right) : left;
  const leftFacts = truthFacts(left, m, expr.left.span);
  const { result: right, state } = m.branch(() => {
    m.assume(left, leftFacts, expr.op === '&&', expr.left.span);
    return evaluate(m, expr.right);
  });
  m.state.absorb(state);
  const value = expr.op === '&&' ? join({ ...left, refs: [], marks: [] }, right) : join(left, right);
  return {
    ...value,
    text: undefined,
    facts: expr.op === '??' ? undefined : combine(expr.op, leftFacts, truthFacts(right, m, expr.right.span)),
  };
}

function combine(op: string, a: Value['facts'], b: Value['facts']): Value['facts'] {
  const both = (x: 'whenTrue' | 'whenFalse') => [...(a?.[x] ?? []), ...(b?.[x] ?? [])];
  const common = (x: 'whenTrue' | 'whenFalse') =>
    (a?.[x] ?? []).flatMap((one) =>
      (b?.[x] ?? [])
        .filter((other) => other.identity === one.identity)
        .map((other) => ({ identity: one.identity, bits: one.bits & other.bits })),
    );
  const weak = [...(a?.weak ?? []), ...(b?.weak ?? [])];
  const asks = together(op === '&&' ? 'all' : 'any', [a?.asks, b?.asks]);
  return op === '&&'
    ? { whenTrue: both('whenTrue'), whenFalse: common('whenFalse'), weak, asks }
    : { whenTrue: common('whenTrue'), whenFalse: both('whenFalse'), weak, asks };
}

function unaryExpr(m: Machine, expr: Of<'unary'>): Value {
  const operand = evaluate(m, expr.operand);
  if (expr.op === '!' || expr.op === 'not') {
    const known = truth(operand);
    return {
      ...(known === undefined ? { refs: [], marks: [], scalar: 'boolean' as const } : constant(!known)),
      facts: negate(truthFacts(operand, m, expr.span)),
    };
  }
  return unary(expr, operand);
}

function conditional(m: Machine, expr: Of<'conditional'>): Value {
  const test = evaluate(m, expr.test);
  const known = truth(test);
  if (known !== undefined) return evaluate(m, known ? expr.then : expr.otherwise);
  const facts = truthFacts(test, m, expr.test.span);
  const side = (outcome: boolean, part: Expr) =>
    m.branch(() => {
      m.assume(test, facts, outcome, expr.test.span);
      return kept(m, evaluate(m, part));
    });
  const [then, otherwise] = [side(true, expr.then), side(false, expr.otherwise)];
  m.state.merge([then.state, otherwise.state]);
  return join(then.result, otherwise.result);
}

/** Whatever is made by such an expression is there. */
const MADE: ReadonlySet<Expr['kind']> = new Set(['function', 'class', 'object', 'array', 'regex']);

function madeHere(m: Machine, expr: Expr, value: Value): Value {
  const made = MADE.has(expr.kind) || (expr.kind === 'call' && expr.isNew);
  // Where an empty collection is false, what it holds decides.
  const empty =
    expr.kind === 'array' ? expr.items.length === 0 : expr.kind === 'object' && expr.properties.length === 0;
  const certain = made && !(empty && m.at.dialect.hasDictionaries);
  return certain && value.marks.length === 0 ? { ...value, sure: true } : value;
}

/** A number that a loop counts up is any number further on, however few of its rounds are looked at. */
function counted(m: Machine, current: Value, more: Value): Value {
  const counts = (m.at.loops ?? 0) > 0 && current.scalar === 'number' && more.scalar === 'number';
  return counts ? marked([], 'number') : concat(m, current, more);
}

/** What a place holds before it is assigned to. */
function currentOf(m: Machine, target: Of<'assign'>['target']): Value {
  if (target.kind === 'bind') return readName(m, { kind: 'name', name: target.name, span: target.span });
  return target.kind === 'place' ? evaluate(m, target.expr) : UNKNOWN;
}

/** `x += y`, `x ||= y` and their like. */
function computed(m: Machine, op: string, current: Value, value: Value): Value {
  if (/^\+=?$/.test(op)) return counted(m, current, value);
  return /^(?:\|\||&&|\?\?)/.test(op) ? join(current, value) : marked([], 'number');
}

function assignment(m: Machine, expr: Of<'assign'>): Value {
  let value = evaluate(m, expr.value);
  if (expr.op) {
    value = computed(m, expr.op, currentOf(m, expr.target), value);
  }
  m.parts.assign(m, expr.target, expr.op ? value : madeHere(m, expr.value, value), false);
  return value;
}

function closure(m: Machine, expr: Of<'function'>): Value {
  const node = m.program.nodeOf(expr.fn, m.at.file);
  if (!node) return UNKNOWN;
  const ref = { kind: 'function', node, frame: m.at.frame } as const;
  if (m.handlers.has(expr.fn)) m.putOff(ref);
  m.madeIn(node, m.at.frame);
  return reference(ref);
}

/** `Generator[Path, None, None]`: what each item is. */
function itemType(written: Expr | undefined): Expr | undefined {
  if (written?.kind !== 'index' || !GIVES_ITEMS.test(lastName(written.object) ?? '')) return undefined;
  return written.index.kind === 'array' ? written.index.items[0] : written.index;
}

function yielded(m: Machine, expr: Of<'yield'>): Value {
  const given = expr.value ? evaluate(m, expr.value) : UNDEFINED;
  const value = asWritten(m, given, itemType(m.at.owner?.fn.returns), m.at.scope);
  m.at.returns.push({ value: arrayLike(m, value), state: m.state.since(m.at.base) });
  return UNKNOWN;
}
