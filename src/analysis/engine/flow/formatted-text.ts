import type { Span } from '../../read/ir';
import { readIndex } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { concat } from './operators';
import type { Method } from './method';
import { constant, marked, singleString, UNKNOWN, type Value } from './value';
import { joinMarks } from './join';
import { isText } from './builtins-replace';
import { printed } from './printed';

/** `{}`, `{0}`, `{name}`, each with a way into what stands there: `{0[key]}`, `{user.name}`. */
const FIELD = /^(\w*)((?:\[[^\]]*\]|\.\w+)*)/;

/** What a placeholder stands for; `next` numbers those without a name. */
function fieldValue(m: Machine, field: string, next: () => number, args: Arguments, span: Span): Value {
  const [, name = '', way = ''] = FIELD.exec(field) ?? [];
  const mapping = args.named.get('**')?.value;
  const start =
    name === '' || /^\d+$/.test(name)
      ? args.positional[name === '' ? next() : Number(name)]?.value
      : (args.named.get(name)?.value ?? (mapping && m.member(mapping, name, span)));
  const steps = [...way.matchAll(/\[([^\]]*)\]|\.(\w+)/g)].map((step) => step[1] ?? step[2] ?? '');
  return steps.reduce((value, step) => readIndex(m, value, constant(step), span), start ?? UNKNOWN);
}

/** `'…{}…'.format(…)`. */
export const formatted: Method = (m, self, args, expr) => {
  if (!isText(self)) return undefined;
  const pieces = (singleString(self) ?? self.text ?? '').split(/\{[^{}]*\}/);
  const fields = [...(singleString(self) ?? '').matchAll(/\{([^{}:!]*)[^{}]*\}/g)].map((found) => found[1] ?? '');
  let built = constant(pieces[0] ?? '');
  let next = 0;
  fields.forEach((field, at) => {
    const value = fieldValue(m, field, () => next++, args, expr.span);
    built = concat(m, concat(m, built, printed(m, value)), constant(pieces[at + 1] ?? ''));
  });
  if (fields.length > 0) return { ...built, marks: joinMarks(built.marks, self.marks) };
  const all = [...args.positional, ...args.named.values()].map((arg) => arg.value);
  return marked(
    all.reduce<Value['marks']>((marks, value) => joinMarks(marks, value.marks), self.marks),
    'string',
  );
};

/** `'…{name}…'.format_map(mapping)`. */
export const formattedMap: Method = (m, self, args, expr) => {
  const [mapping] = args.positional;
  return mapping && formatted(m, self, { positional: [], named: new Map([['**', mapping]]) }, expr);
};
