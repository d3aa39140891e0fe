import { lastName } from '../last-name';
import { MAKES_CLASS } from '../../../knowledge/transparent-calls';
import { itemsOf, objectsOf, writeKey } from './collections';
import type { Arguments } from './arguments';
import type { CallExpr, Machine } from './machine';
import { singleString, type Value } from './value';

/**
 * Helpers that compilers write for classes: `_createClass(F, [{ key, value }, …], [{ key, value }, …])` gives
 * instances, then the class itself, their members. Running the helper would mix all members, as it goes through them
 * in a loop.
 */
export function compiledClass(m: Machine, { callee }: CallExpr, args: Arguments): Value | undefined {
  if (!MAKES_CLASS.test(helperName(callee))) return undefined;
  const [made, members, statics] = args.positional;
  if (!made || !members || !itemsOf(m, members.value)) return undefined;
  const proto = m.member(made.value, 'prototype', made.span);
  define(m, proto, members);
  if (statics) define(m, made.value, statics);
  return made.value;
}

/** The helper itself, or the module that holds it. */
function helperName(callee: CallExpr['callee']): string {
  if (callee.kind === 'sequence') {
    const last = callee.items.at(-1);
    return last ? helperName(last) : '';
  }
  const name = lastName(callee) ?? '';
  return name === 'default' && callee.kind === 'member' ? helperName(callee.object) : name;
}

function define(m: Machine, holder: Value, { value, span }: Arguments['positional'][number]): void {
  for (const item of itemsOf(m, value) ?? []) {
    const key = singleString(m.member(item, 'key', span));
    const descriptor = m.member(item, 'value', span);
    if (key !== undefined && objectsOf(holder).length > 0) writeKey(m, holder, key, descriptor);
  }
}
