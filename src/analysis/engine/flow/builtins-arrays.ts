import { append, arrayLike, arrayOf, elementOf, itemsOf, objectsOf, setItems } from './collections';
import { together } from './asks';
import { callBack } from './callbacks';
import { contained } from './contained';
import { allSaid, someSaid } from './quantifiers';
import { SAME } from './identities';
import type { CallExpr, Machine } from './machine';
import type { Method } from './method';
import type { Identity } from './mark';
import { constant, marked, single, truth, type Clear, UNDEFINED, type Value } from './value';
import { join, joinAll } from './join';

const isArray = (self: Value): boolean => objectsOf(self).some((object) => object.shape === 'array');
const isList = (self: Value): boolean => isArray(self) || (self.marks.length > 0 && self.scalar !== 'string');

const push: Method = (m, self, args) => {
  if (!isArray(self)) return undefined;
  append(
    m,
    self,
    args.positional.map((arg) => m.step(arg.value, arg.span)),
  );
  return marked([], 'number');
};

const unshift: Method = (m, self, args) => {
  if (!isArray(self)) return undefined;
  append(
    m,
    self,
    args.positional.map((arg) => arg.value),
    true,
  );
  return marked([], 'number');
};

const insert: Method = (m, self, args) => {
  const [at, value] = args.positional;
  if (!isArray(self) || !at || !value) return undefined;
  append(m, self, [value.value], single(at.value) === 0);
  return UNDEFINED;
};

const extend: Method = (m, self, args, expr) => {
  if (!isArray(self) || !args.positional[0]) return undefined;
  const items = itemsOf(m, args.positional[0].value);
  append(m, self, items ?? [elementOf(m, args.positional[0].value, expr.span)]);
  return UNDEFINED;
};

function take(fromFront: boolean): Method {
  return (m, self, args, expr) => {
    if (!isArray(self)) return undefined;
    const items = itemsOf(m, self);
    const end = fromFront ? 0 : -1;
    const at = args.positional[0] ? single(args.positional[0].value) : end;
    if (!items || typeof at !== 'number') return elementOf(m, self, expr.span);
    const index = at < 0 ? items.length + at : at;
    setItems(
      m,
      self,
      items.filter((_, position) => position !== index),
    );
    return items[index] ?? UNDEFINED;
  };
}

const sliced: Method = (m, self, args, expr) => {
  if (!isArray(self)) return undefined;
  const items = itemsOf(m, self);
  const [from, to] = args.positional.map((arg) => single(arg.value));
  if (items && (from === undefined || typeof from === 'number') && (to === undefined || typeof to === 'number'))
    return arrayOf(m, items.slice(from, to));
  return arrayLike(m, elementOf(m, self, expr.span));
};

const concatenated: Method = (m, self, args, expr) => {
  if (!isArray(self)) return undefined;
  const lists = [self, ...args.positional.map((arg) => arg.value)];
  const items = lists.map((list) => (isArray(list) ? itemsOf(m, list) : [list]));
  if (items.every((list) => list !== undefined)) return arrayOf(m, items.flat());
  return arrayLike(m, joinAll(lists.map((list) => (isArray(list) ? elementOf(m, list, expr.span) : list))));
};

/** Methods that stores have as well, which call back with an error and an answer. */
const OF_STORES: ReadonlySet<string> = new Set(['find', 'forEach', 'each', 'eachSeries']);

/** Whether the function may be one that a library calls back with what it was asked for. */
const mayBeAnswered = ({ callee }: CallExpr, { refs }: Value): boolean =>
  callee.kind === 'member' &&
  OF_STORES.has(callee.property) &&
  refs.some((ref) => ref.kind === 'function' && ref.node.fn.params.length > 1);

/** Calls the callback with an item; constants are tried one by one while they are few. */
function each(use: (m: Machine, self: Value, results: readonly Value[], element: Value) => Value): Method {
  return (m, self, args, expr) => {
    const callback = args.positional.find((arg) => arg.value.refs.some((ref) => ref.kind === 'function'))?.value;
    // `filter(Boolean)`: a function that is built in makes nothing of the items.
    if (!callback && isArray(self) && expr.callee.kind === 'member' && expr.callee.property === 'filter')
      return arrayLike(m, elementOf(m, self, expr.span));
    if (!callback) return undefined;
    if (!isList(self) && self.refs.length > 0 && !isArray(self)) {
      if (self.refs.some((ref) => ref.kind !== 'external')) return undefined;
      const given = [elementOf(m, self, expr.span), marked([], 'number'), self];
      if (!mayBeAnswered(expr, callback)) m.calledBack.add(args);
      return use(m, self, [callBack(m, callback, given, expr.span)], elementOf(m, self, expr.span));
    }
    const items = itemsOf(m, self);
    const elements = items && items.length > 0 && items.length <= 6 ? items : [elementOf(m, self, expr.span)];
    const results = elements.map((element, at) =>
      callBack(m, callback, [m.step(element, expr.span), items ? constant(at) : marked([], 'number'), self], expr.span),
    );
    return use(m, self, results, joinAll(elements));
  };
}

const reduced: Method = (m, self, args, expr) => {
  const [callback, initial] = args.positional;
  if (!callback?.value.refs.some((ref) => ref.kind === 'function')) return undefined;
  const element = elementOf(m, self, expr.span);
  const start = initial?.value ?? element;
  const once = callBack(m, callback.value, [start, element, marked([], 'number'), self], expr.span);
  return join(start, callBack(m, callback.value, [join(start, once), element, marked([], 'number'), self], expr.span));
};

/** `.then(f)`: promises are transparent, `f` gets the value itself. */
const then: Method = (m, self, args, expr) => {
  m.calledBack.add(args);
  const [done, failed] = args.positional;
  if (failed) callBack(m, failed.value, [{ refs: [{ kind: 'external', path: '@error' }], marks: [] }], expr.span);
  if (!done?.value.refs.some((ref) => ref.kind === 'function')) return self;
  const answer = { ...self, facts: undefined };
  return callBack(m, done.value, [answer], expr.span);
};

/** An observable of outside data hands each value to its observer. */
const subscribe: Method = (m, self, args, expr) => (self.marks.length > 0 ? then(m, self, args, expr) : undefined);
const caught: Method = (m, self, args, expr) => {
  m.calledBack.add(args);
  if (args.positional[0])
    callBack(m, args.positional[0].value, [{ refs: [{ kind: 'external', path: '@error' }], marks: [] }], expr.span);
  return self;
};

/** An item, or nothing where the callback said no to all of them. */
function foundItem(_m: Machine, _self: Value, results: readonly Value[], element: Value): Value {
  const held = element.marks.length === 0 ? someSaid(results) : undefined;
  return held ? { ...element, consts: undefined, facts: held } : element;
}

/** The item, with what was asked of it as a condition on its way. */
function saidYes(m: Machine, results: readonly Value[], element: Value): Value {
  const [mark] = element.marks;
  const asks = together(
    'any',
    results.map((one) => one.facts?.asks),
  );
  if (!mark || !asks) return element;
  const span = mark.steps?.span ?? mark.origin.span;
  return m.branch(() => {
    m.assume(element, { whenTrue: [], whenFalse: [], weak: [], asks }, true, span);
    return m.step(element, span);
  }).result;
}

/**
 * The item with what the callback's yes to it has ruled out, also for what is inside of it: from here on it is
 * another item than one that was asked nothing.
 */
function passed(m: Machine, element: Value, clears: readonly Clear[]): Value {
  if (clears.length === 0 || element.marks.length === 0) return element;
  const marks = element.marks.map((mark) => ({ ...mark, identity: m.identity(mark.identity, `${SAME}${m.id()}`) }));
  const renamed = new Map(element.marks.map(({ identity }, at) => [identity, marks[at]?.identity ?? identity]));
  for (const { identity, bits } of clears) {
    const inner = below(m, identity, renamed);
    if (inner) m.state.clear([{ identity: inner, bits }]);
  }
  const settled = marks.map((mark) => ({ ...mark, bits: mark.bits & ~m.state.clearedBits(mark.identity) }));
  const kept = settled.filter((mark) => mark.bits !== 0);
  return objectsOf(element).some((object) => object.ambient)
    ? m.ambient(kept)
    : { ...element, marks: kept, facts: undefined };
}

/** The same part of what its whole is called now. */
function below(m: Machine, identity: Identity, renamed: ReadonlyMap<Identity, Identity>): Identity | undefined {
  const now = renamed.get(identity);
  if (now || !identity.parent || identity.part === undefined) return now;
  const parent = below(m, identity.parent, renamed);
  return parent && m.identity(parent, identity.part, identity.host, identity.key !== undefined);
}

const keepArray: Method = (_m, self) => (isArray(self) ? self : undefined);

const includes: Method = (m, self, args, expr) =>
  isArray(self) && args.positional[0]
    ? { ...marked([], 'boolean'), facts: contained(m, expr.span, args.positional[0].value, self, true) }
    : undefined;

export const ARRAY_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['push', push],
  ['append', push],
  ['write', push],
  ['unshift', unshift],
  ['appendleft', unshift],
  ['insert', insert],
  ['extend', extend],
  ['pop', take(false)],
  ['shift', take(true)],
  ['popleft', take(true)],
  ['slice', sliced],
  ['concat', concatenated],
  ...['reverse', 'sort', 'flat', 'toSorted', 'toReversed', 'fill', 'splice'].map((name) => [name, keepArray] as const),
  ['map', each((m, _self, results) => (results.length > 1 ? arrayOf(m, results) : arrayLike(m, joinAll(results))))],
  ['flatMap', each((m, _self, results) => arrayLike(m, joinAll(results)))],
  ['forEach', each(() => UNDEFINED)],
  ['each', each(() => UNDEFINED)],
  ['eachSeries', each(() => UNDEFINED)],
  [
    'filter',
    each((m, self, results, element) => {
      if (results.every((result) => truth(result) === false)) return arrayOf(m, []);
      const clears = someSaid(results)?.whenTrue ?? [];
      if (!isArray(self) && clears.length === 0) return self;
      return arrayLike(m, passed(m, saidYes(m, results, element), clears));
    }),
  ],
  ...['find', 'findLast'].map((name) => [name, each(foundItem)] as const),
  ['some', each((_m, _self, results) => ({ ...marked([], 'boolean'), facts: someSaid(results) }))],
  ['every', each((_m, _self, results) => ({ ...marked([], 'boolean'), facts: allSaid(results) }))],
  ['findIndex', each((_m, _self, results) => ({ ...marked([], 'number'), facts: someSaid(results) }))],
  ['reduce', reduced],
  ['reduceRight', reduced],
  ['then', then],
  ['catch', caught],
  ['subscribe', subscribe],
  ['pipe', (_m, self) => (self.marks.length > 0 ? self : undefined)],
  [
    'finally',
    (m, self, args, expr) => {
      m.calledBack.add(args);
      if (args.positional[0]) callBack(m, args.positional[0].value, [], expr.span);
      return self;
    },
  ],
  ['includes', includes],
]);
