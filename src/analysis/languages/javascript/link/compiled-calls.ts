import type { Expr, Property } from '../../../read/ir';
import type { IndexedCall, ProgramIndex } from '../../../engine/link/index-data';
import { rootOf, type PendingPlace } from '../../../engine/link/places';
import { CALL, SPREAD, type Step } from '../../../engine/link/scopes';
import { dotted } from '../../../engine/link/walk';

/**
 * Calls that define members: `Object.assign(X, …)`, `Object.defineProperty(exports, 'x', …)`, `util.inherits` and the
 * helpers that Babel, TypeScript and SWC write for classes and re-exports. Read after all names of the file are
 * known.
 */
export function indexCompiledCall(index: ProgramIndex, file: string, call: IndexedCall, pending: PendingPlace[]): void {
  const name = calleeName(call.expr.callee);
  if (!name) return;
  const assign = (place: Expr, expr: Expr, steps: readonly Step[] = []): void => {
    pending.push({ place, target: { expr, scope: call.scope, steps }, scope: call.scope, file });
  };
  const [first, second, third] = call.expr.args.map((arg) => arg.value);
  if (!first) return;
  if (name === 'defineProperty') defineProperty(index, call, [first, second, third], assign);
  else HELPERS.get(name)?.([first, second, third], assign, call);
}

type Helper = (
  args: readonly [first: Expr, second: Expr | undefined, third: Expr | undefined],
  assign: Assign,
  call: IndexedCall,
) => void;

const createClass: Helper = ([first, second, third], assign) => {
  if (second) classMembers(member(first, 'prototype'), second, assign);
  if (third) classMembers(first, third, assign);
};

const inherits: Helper = ([first, second], assign) => {
  if (second) assign(member(first, '__proto__'), second);
};

const exportGetters: Helper = ([first, second], assign) => copiedGetters(first, second, assign);

const exportStar: Helper = ([first, second], assign) => {
  if (second) assign(member(second, SPREAD), first);
};

const copy: Helper = ([first], assign, { expr }) => {
  for (const arg of expr.args.slice(1)) assign(member(first, SPREAD), arg.value);
};

const COPIES = ['assign', 'extend', 'defaults', 'merge', 'mixin', '_extends', '__assign'];

const HELPERS: ReadonlyMap<string, Helper> = new Map([
  ['_createClass', createClass],
  ['createClass', createClass],
  ['_inherits', inherits],
  ['__extends', inherits],
  ['inherits', inherits],
  ['_export', exportGetters],
  ['__export', exportGetters],
  ['__exportStar', exportStar],
  ...COPIES.map((name) => [name, copy] as const),
]);

function calleeName(callee: Expr): string | undefined {
  if (callee.kind === 'member') return callee.property;
  if (callee.kind === 'sequence') return calleeName(callee.items.at(-1) ?? callee);
  return callee.kind === 'name' ? callee.name : undefined;
}

function member(object: Expr, property: string): Expr {
  return { kind: 'member', object, property, span: object.span };
}

type Assign = (place: Expr, expr: Expr, steps?: readonly Step[]) => void;

function defineProperty(
  index: ProgramIndex,
  call: IndexedCall,
  [target, key, descriptor]: (Expr | undefined)[],
  assign: Assign,
): void {
  if (!target || !key || descriptor?.kind !== 'object') return;
  const value = property(descriptor.properties, 'value');
  const getter = property(descriptor.properties, 'get');
  if (key.kind === 'literal' && typeof key.value === 'string') {
    if (value) assign(member(target, key.value), value);
    else if (getter) assign(member(target, key.value), getter, [CALL]);
    return;
  }
  // Babel's `export *`: each key of another module gets a getter that reads it there.
  const source = getter && getterSource(getter);
  if (source && rootOf(index, target, call.scope, true)) assign(member(target, SPREAD), source);
}

function getterSource(getter: Expr): Expr | undefined {
  const stmt = getter.kind === 'function' ? getter.fn.body[0] : undefined;
  return stmt?.kind === 'return' && stmt.value?.kind === 'index' ? stmt.value.object : undefined;
}

function property(properties: readonly Property[], key: string): Expr | undefined {
  return properties.find((one) => one.key === key)?.value;
}

function classMembers(place: Expr, list: Expr, assign: Assign): void {
  if (list.kind !== 'array') return;
  for (const item of list.items) {
    if (item.kind !== 'object') continue;
    const key = property(item.properties, 'key');
    const value = property(item.properties, 'value');
    if (value && key?.kind === 'literal' && typeof key.value === 'string') assign(member(place, key.value), value);
  }
}

function copiedGetters(target: Expr, getters: Expr | undefined, assign: Assign): void {
  if (getters?.kind !== 'object' || dotted(target) === undefined) return;
  for (const one of getters.properties) if (one.key !== undefined) assign(member(target, one.key), one.value, [CALL]);
}
