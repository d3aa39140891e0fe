import type { Expr, Property } from '../../read/ir';
import { together } from './asks';
import { evaluateCall } from './calls';
import {
  arrayLike,
  arrayOf,
  copyEntry,
  copyInto,
  elementOf,
  iterated,
  itemsOf,
  objectsOf,
  readIndex,
  writeKey,
} from './collections';
import { noteMarkup } from './sinks';
import { sparedByCall } from './spared';
import type { Machine } from './machine';
import { textOf } from './machine';
import { readName } from './names';
import { clearsOf, facts, negate, inFacts, settled, truthFacts } from './guards';
import { binary, concat, unary } from './operators';
import { allYes } from './quantifiers';
import { constant, marked, reference, text, truth, UNDEFINED, UNKNOWN, type Value, isAlive } from './value';
import { join, joinAll, joinMarks } from './join';
import { bits, hasFamily, STRUCTURED } from '../../../knowledge/flow/families';
import { leadsToPrototype, POLLUTION } from '../../../knowledge/flow/prototypes';

const MAX_NESTING = 220;
/** Things one look-up may stand for. */
const MAX_KEYED = 12;

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
  switch (expr.kind) {
    case 'literal':
      return m.literal(expr.type === 'undefined' ? undefined : expr.value);
    case 'regex':
      return reference({ kind: 'regex', pattern: expr.pattern, flags: expr.flags });
    case 'name':
      return readName(m, expr);
    case 'this':
      return thisValue(m);
    case 'super':
      return thisValue(m);
    case 'member':
      return member(m, expr);
    case 'index':
      return index(m, expr);
    case 'slice':
      return slice(m, expr);
    case 'call':
      return evaluateCall(m, expr);
    case 'template':
      return template(m, expr);
    case 'binary':
      return logical(m, expr) ?? binary(m, expr);
    case 'unary':
      return unaryExpr(m, expr);
    case 'conditional':
      return conditional(m, expr);
    case 'assign':
      return assignment(m, expr);
    case 'object':
      return objectLiteral(m, expr);
    case 'array':
      return arrayLiteral(m, expr);
    case 'function':
      return closure(m, expr);
    case 'class':
      return reference({
        kind: 'class',
        cls: m.program.classes.get(`${m.at.file}#${expr.cls.id}`) ?? {
          key: `${m.at.file}#${expr.cls.id}`,
          file: m.at.file,
          cls: expr.cls,
          scope: m.at.scope,
        },
        frame: m.at.frame,
      });
    case 'spread':
    case 'await':
      return evaluate(m, expr.value);
    case 'yield':
      return yielded(m, expr);
    case 'sequence':
      return expr.items.reduce<Value>((_, item) => evaluate(m, item), UNDEFINED);
    case 'comprehension':
      return comprehension(m, expr);
    case 'element':
      return element(m, expr);
    case 'other':
      return others(m, expr.parts);
  }
}

type Of<K extends Expr['kind']> = Extract<Expr, { kind: K }>;

function thisValue(m: Machine): Value {
  for (let frame: typeof m.at.frame | undefined = m.at.frame; frame; frame = frame.parent)
    if (frame.self) return frame.self;
  return UNKNOWN;
}

function member(m: Machine, expr: Of<'member'>): Value {
  const object = evaluate(m, expr.object);
  return m.member(object, expr.property, expr.span);
}

function index(m: Machine, expr: Of<'index'>): Value {
  const object = evaluate(m, expr.object);
  const key = evaluate(m, expr.index);
  const value = readIndex(m, object, key, expr.span);
  // A table of constants looked up by outside data gives one of its constants.
  const looked =
    object.marks.length === 0 && value.marks.length === 0 && key.marks.length > 0
      ? { ...value, facts: foundFacts(object, key) }
      : value;
  // Going through an object's own keys leads to its own properties.
  const own = new Set(object.marks.map((mark) => mark.identity));
  const chosen = key.marks.filter(
    ({ bits: left, identity: { any, parent } }) =>
      hasFamily(left, 'prototype-pollution') && !(any === 'name' && parent && own.has(parent)),
  );
  return chosen.length > 0 && m.at.dialect.hasPrototypes
    ? { ...looked, refs: [{ kind: 'keyed' as const, marks: chosen }, ...looked.refs].slice(0, MAX_KEYED) }
    : looked;
}

/** Something under the key: it is one of the table's own. Nothing: it is none of them. */
function foundFacts(table: Value, key: Value): Value['facts'] {
  const found = inFacts(key, true);
  const listed = objectsOf(table).some((object) => [...object.cells.keys()].some(leadsToPrototype));
  return listed ? facts(found.whenTrue, clearsOf(key, POLLUTION)) : found;
}

function slice(m: Machine, expr: Of<'slice'>): Value {
  const object = evaluate(m, expr.object);
  const [from, to, step] = expr.parts.map((part) => (part ? evaluate(m, part) : undefined));
  const known = [from, to].every((part) => part === undefined || typeof part.consts?.[0] === 'number') && !step;
  const start = from?.consts?.[0] as number | undefined;
  const end = to?.consts?.[0] as number | undefined;
  if (known && object.consts?.length === 1 && typeof object.consts[0] === 'string')
    return constant(object.consts[0].slice(start, end));
  const items = itemsOf(m, object);
  if (items) return known ? arrayOf(m, items.slice(start, end)) : arrayLike(m, joinAll(items));
  return { ...object, consts: undefined, text: undefined, facts: undefined };
}

function template(m: Machine, expr: Of<'template'>): Value {
  const parts = expr.parts.map((part) => evaluate(m, part));
  if (expr.tag) return taggedTemplate(m, expr, parts);
  return parts.reduce((built, part) => concat(m, built, part), constant(''));
}

/** A tag gets the values apart from the text: libraries use that to bind parameters. */
function taggedTemplate(m: Machine, expr: Of<'template'>, parts: readonly Value[]): Value {
  const tag = expr.tag ? evaluate(m, expr.tag) : UNKNOWN;
  const values = parts.filter((_, at) => expr.parts[at]?.kind !== 'literal');
  const built = parts.reduce((whole, part) => concat(m, whole, part), constant(''));
  const positional = [{ value: UNKNOWN, span: expr.span }, ...values.map((value) => ({ value, span: expr.span }))];
  if (tag.refs.some((ref) => ref.kind === 'function')) return m.call(tag, { positional, named: new Map() }, expr.span);
  return expr.tag?.kind === 'member' &&
    expr.tag.property === 'raw' &&
    expr.tag.object.kind === 'name' &&
    expr.tag.object.name === 'String'
    ? built
    : {
        ...UNKNOWN,
        marks: built.marks.map((mark) =>
          sparedByCall(m, mark, bits('sql-injection', 'command-injection'), 'template of a library', expr.span),
        ),
      };
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

function assignment(m: Machine, expr: Of<'assign'>): Value {
  let value = evaluate(m, expr.value);
  if (expr.op) {
    const current =
      expr.target.kind === 'bind'
        ? readName(m, { kind: 'name', name: expr.target.name, span: expr.target.span })
        : expr.target.kind === 'place'
          ? evaluate(m, expr.target.expr)
          : UNKNOWN;
    value = /^\+=?$/.test(expr.op)
      ? concat(m, current, value)
      : /^(?:\|\||&&|\?\?)/.test(expr.op)
        ? join(current, value)
        : marked([], 'number');
  }
  m.parts.assign(m, expr.target, expr.op ? value : madeHere(m, expr.value, value), false);
  return value;
}

function objectLiteral(m: Machine, expr: Of<'object'>): Value {
  const object = m.object('object');
  const value = reference({ kind: 'object', object });
  for (const property of expr.properties) writeProperty(m, value, object, property);
  return value;
}

function writeProperty(m: Machine, value: Value, object: Parameters<typeof copyInto>[1], property: Property): void {
  if (property.kind === 'spread') return copyInto(m, object, evaluate(m, property.value));
  const key = property.key ?? (property.computed && evaluate(m, property.computed).consts?.[0]?.toString());
  let held = evaluate(m, property.value);
  if (property.kind === 'method' || property.value.kind === 'function')
    held = {
      ...held,
      refs: held.refs.map((ref) => (ref.kind === 'function' && !ref.node.fn.arrow ? { ...ref, self: value } : ref)),
    };
  writeKey(m, value, key, property.kind === 'getter' ? UNKNOWN : m.step(held, property.span));
}

function arrayLiteral(m: Machine, expr: Of<'array'>): Value {
  const items: Value[] = [];
  let open = false;
  for (const item of expr.items) {
    const value = evaluate(m, item);
    const spread = item.kind === 'spread' ? itemsOf(m, value) : undefined;
    if (item.kind !== 'spread') items.push(m.step(value, item.span));
    else if (spread) items.push(...spread);
    else {
      items.push(elementOf(m, value, item.span));
      open = true;
    }
  }
  return open ? arrayLike(m, joinAll(items)) : arrayOf(m, items);
}

function closure(m: Machine, expr: Of<'function'>): Value {
  const node = m.program.nodeOf(expr.fn, m.at.file);
  if (!node) return UNKNOWN;
  const ref = { kind: 'function', node, frame: m.at.frame } as const;
  if (m.handlers.has(expr.fn)) m.putOff(ref);
  return reference(ref);
}

function yielded(m: Machine, expr: Of<'yield'>): Value {
  const value = expr.value ? evaluate(m, expr.value) : UNDEFINED;
  m.at.returns.push({ value: arrayLike(m, value), state: m.state.since(m.at.base) });
  return UNKNOWN;
}

function comprehension(m: Machine, expr: Of<'comprehension'>): Value {
  // What the conditions say holds for the items that are taken, not for what comes after.
  const asked: Value[] = [];
  const copy = m.object('object');
  const { result, state } = m.branch(() => {
    for (const clause of expr.clauses) {
      const iterable = evaluate(m, clause.iterable);
      const item = iterated(m, iterable, clause.iterable.span);
      m.parts.assign(m, clause.target, item, true);
      for (const condition of clause.conditions) {
        const answer = evaluate(m, condition);
        m.assume(answer, truthFacts(answer), true, condition.span);
        if (item.marks.every((mark) => mark.loose)) asked.push(answer);
      }
    }
    const value = m.step(kept(m, evaluate(m, expr.element)), expr.element.span);
    if (!expr.key) return value;
    const key = evaluate(m, expr.key);
    const held = reference({ kind: 'object', object: copy });
    return copyEntry(m, held, key, value) ? UNKNOWN : join(value, marked(kept(m, key).marks));
  });
  m.state.absorb(state);
  // Where something was taken, what was asked of it was answered with yes.
  if (!expr.key) return { ...arrayLike(m, result), facts: allYes(asked) };
  if (result !== UNKNOWN) writeKey(m, reference({ kind: 'object', object: copy }), undefined, result);
  return reference({ kind: 'object', object: copy });
}
/** The value with what the checks of the present path have ruled out of it. */
function kept(m: Machine, value: Value): Value {
  if (value.marks.length === 0) return value;
  const marks = value.marks.map((mark) => settled(m, mark)).filter(isAlive);
  return { ...value, marks };
}

function element(m: Machine, expr: Of<'element'>): Value {
  const parts = expr.attributes.map((attribute) => {
    const value = evaluate(m, attribute.value);
    noteMarkup(m, expr.tag, attribute, value);
    return value;
  });
  for (const child of expr.children) parts.push(evaluate(m, child));
  // Markup escapes what is put into it.
  const marks = parts.reduce<Value['marks']>((all, part) => joinMarks(all, part.marks), []);
  return text(
    parts.length === 1 && parts[0] ? textOf(parts[0]) : '\uFFFC',
    marks.map((mark) => sparedByCall(m, mark, STRUCTURED | bits('cross-site-scripting'), `<${expr.tag}>`, expr.span)),
  );
}

function others(m: Machine, parts: readonly Expr[]): Value {
  const values = parts.map((part) => evaluate(m, part));
  return marked(values.reduce<Value['marks']>((all, value) => joinMarks(all, value.marks), []));
}
