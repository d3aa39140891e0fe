import { deepMarks } from './collections';
import type { Arguments } from './arguments';
import type { FunctionRef, Machine } from './machine';
import { type Ref, UNDEFINED, type Value } from './value';

/** Calls that have the same answer. */

/** Same function, same arguments, nothing from outside in them: the answer of the first time holds. */
export function signature(m: Machine, ref: FunctionRef, args: Arguments, self: Value | undefined): string | undefined {
  if (args.spread || args.positional.length > 6 || ref.bound?.length) return undefined;
  const values = [self ?? ref.self ?? UNDEFINED];
  for (const arg of args.positional) values.push(arg.value);
  for (const arg of args.named.values()) values.push(arg.value);
  if (!values.every(isPlain) || values.some((value) => holdsOutside(m, value))) return undefined;
  // A request is another one for every root.
  const request = values.some(({ refs }) => refs.some((one) => one.kind === 'external' && one.path.startsWith('@')));
  return [
    request ? (m.root.number ??= m.id()) : '',
    ref.frame?.id ?? 0,
    ...values.map(spelled),
    ...args.named.keys(),
  ].join('\u0001');
}

const isPlain = ({ marks, facts, refs }: Value): boolean => marks.length === 0 && !facts && !refs.some(isElusive);

const holdsOutside = (m: Machine, value: Value): boolean => value.refs.length > 0 && deepMarks(m, value, 2).length > 0;

/** What cannot be told from others of its kind, or may change between two calls. */
function isElusive(ref: Ref): boolean {
  return (
    ref.kind === 'settle' ||
    ref.kind === 'schema' ||
    ref.kind === 'digest' ||
    (ref.kind === 'object' && ref.object.shape !== 'instance')
  );
}

function spelled({ refs, consts }: Value): string {
  const led = refs.length === 0 ? '' : refs.map(spelledRef).join('+');
  return `${led}=${consts ? consts.map((one) => `${typeof one}:${String(one).slice(0, 40)}`).join('|') : '?'}`;
}

function spelledRef(ref: Ref): string {
  switch (ref.kind) {
    case 'object':
      return `i${ref.object.id}`;
    case 'external':
      return ref.path;
    case 'function':
      return `f${ref.node.key}${ref.frame?.id ?? ''}`;
    case 'class':
      return ref.cls.key;
    default:
      return ref.kind;
  }
}
