import type { Span } from '../../read/ir';
import { elementOf, itemsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { type Value } from './value';

/** Calls of a function through its own methods. */

/** `f.call(self, a)`, `f.apply(self, list)`, `f.bind(self)`. */
export function reflected(m: Machine, self: Value, name: string, args: Arguments, span: Span): Value | undefined {
  if (name !== 'call' && name !== 'apply' && name !== 'bind') return undefined;
  if (!self.refs.some((ref) => ref.kind === 'function' || ref.kind === 'external')) return undefined;
  const [first, ...others] = args.positional;
  if (name === 'bind')
    return bound(
      self,
      first?.value,
      others.map((one) => one.value),
    );
  const positional = name === 'call' ? others : spreadOf(m, others[0], span);
  return m.call(self, { positional, named: args.named }, span, first?.value);
}

/** Arguments put in front by one `bind` after the other. */
const MAX_BOUND = 16;

function bound(target: Value, self: Value | undefined, values: readonly Value[]): Value {
  return {
    ...target,
    refs: target.refs.map((ref) =>
      ref.kind === 'function'
        ? { ...ref, self: self ?? ref.self, bound: [...(ref.bound ?? []), ...values].slice(0, MAX_BOUND) }
        : ref,
    ),
  };
}

function spreadOf(
  m: Machine,
  list: { value: Value; span: Span } | undefined,
  span: Span,
): { value: Value; span: Span }[] {
  if (!list) return [];
  const items = itemsOf(m, list.value);
  if (items) return items.map((value) => ({ value, span: list.span }));
  const any = elementOf(m, list.value, span);
  return [any, any, any].map((value) => ({ value, span: list.span }));
}
