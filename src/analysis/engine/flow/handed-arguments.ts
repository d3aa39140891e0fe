import type { Arg, Span } from '../../read/ir';
import { elementOf, itemsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { type Value } from './value';
import { join } from './join';

const NONE_NAMED: Arguments['named'] = new Map();

export function evaluateArguments(m: Machine, args: readonly Arg[]): Arguments {
  const positional: { value: Value; span: Span }[] = [];
  let named: Map<string, { value: Value; span: Span }> | undefined;
  let spread: Value | undefined;
  for (const arg of args) {
    const value = m.evaluate(arg.value);
    const { span } = arg.value;
    if (arg.name !== undefined)
      (named ??= new Map<string, { value: Value; span: Span }>()).set(arg.name, { value, span });
    else if (arg.value.kind === 'spread') {
      const items = itemsOf(m, value);
      if (items) positional.push(...items.map((item) => ({ value: item, span })));
      else spread = spread ? join(spread, value) : value;
    } else positional.push({ value, span });
  }
  if (spread)
    positional.push({
      value: elementOf(m, spread, spread.marks[0]?.origin.span ?? { line: 1, column: 0, endLine: 1, endColumn: 0 }),
      span: args[0]?.value.span ?? { line: 1, column: 0, endLine: 1, endColumn: 0 },
    });
  return { positional, named: named ?? NONE_NAMED, spread };
}
