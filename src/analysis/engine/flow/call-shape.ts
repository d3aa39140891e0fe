import { ITEMS } from './cells';
import type { Arguments } from './arguments';
import type { FunctionRef, Machine } from './machine';
import type { HeapObject, Primitive, Ref, Value } from './value';

/** Arguments, properties and items that are told apart. */
const MOST_PARTS = 8;
/** Levels of objects in objects. */
const DEEPEST = 3;
/** A text that is no longer than this and looks like a name may choose what is done: it is told from others. */
const WORD = /^[\w$.:@-]{0,24}$/;

/**
 * What a call is given, with texts that are no words and numbers left out. Undefined where something from outside is
 * in it, a check has spoken about it, or it is a function or a state of its own that cannot be told from another.
 */
export function describeCall(
  m: Machine,
  ref: FunctionRef,
  args: Arguments,
  self: Value | undefined,
): string | undefined {
  // A function written in a function sees the variables of one run of it.
  if (
    ref.frame?.parent ||
    args.spread ||
    ref.bound?.length ||
    args.positional.length > MOST_PARTS ||
    args.named.size > MOST_PARTS
  )
    return undefined;
  const parts: string[] = [];
  const receiver = self ?? ref.self;
  if (!add(parts, receiver && describe(m, receiver, 0), receiver === undefined)) return undefined;
  for (const arg of args.positional) if (!add(parts, describe(m, arg.value, 0), false)) return undefined;
  for (const [name, arg] of args.named) {
    parts.push(name);
    if (!add(parts, describe(m, arg.value, 0), false)) return undefined;
  }
  return parts.join('\u0001');
}

function add(parts: string[], part: string | undefined, optional: boolean): boolean {
  if (part === undefined && !optional) return false;
  parts.push(part ?? '');
  return true;
}

function describe(m: Machine, value: Value, level: number): string | undefined {
  if (value.marks.length > 0 || value.facts) return undefined;
  let shape = value.scalar ?? '';
  if (value.consts) for (const one of value.consts) shape += `=${constantShape(one)}`;
  else if (value.text !== undefined) shape += '~';
  for (const ref of value.refs) {
    const part = refShape(m, ref, level);
    if (part === undefined) return undefined;
    shape += `+${part}`;
  }
  return shape;
}

function constantShape(value: Primitive): string {
  if (typeof value === 'string') return WORD.test(value) ? `'${value}` : 'text';
  if (typeof value === 'number') return Math.abs(value) <= 1 ? String(value) : 'number';
  return String(value);
}

function refShape(m: Machine, ref: Ref, level: number): string | undefined {
  switch (ref.kind) {
    case 'external':
      return ref.path;
    case 'module':
      return ref.file;
    case 'regex':
      return `/${ref.pattern}/${ref.flags}`;
    case 'class':
      return ref.frame?.parent ? undefined : ref.cls.key;
    case 'function':
      return ref.frame?.parent || ref.bound?.length || ref.self ? undefined : `f${ref.node.key}`;
    case 'object':
      return objectShape(m, ref.object, level);
    default:
      return undefined;
  }
}

function objectShape(m: Machine, object: HeapObject, level: number): string | undefined {
  if (object.ambient || object.proto || object.frame || level >= DEEPEST) return undefined;
  if (object.cells.size > MOST_PARTS) return undefined;
  let shape = object.shape === 'instance' ? `i${object.cls?.key ?? ''}{` : `${object.shape}{`;
  for (const [key, cell] of object.cells) {
    const held = m.state.get(cell);
    const part = held ? heldShape(m, key, held, level) : '';
    if (part === undefined) return undefined;
    shape += `${key}:${part},`;
  }
  return `${shape}}`;
}

const heldShape = (m: Machine, key: string, held: Value, level: number): string | undefined =>
  key === ITEMS && held.items ? itemsShape(m, held.items, level) : describe(m, held, level + 1);

function itemsShape(m: Machine, items: readonly Value[], level: number): string | undefined {
  if (items.length > MOST_PARTS) return undefined;
  let shape = '[';
  for (const item of items) {
    const part = describe(m, item, level + 1);
    if (part === undefined) return undefined;
    shape += `${part},`;
  }
  return `${shape}]`;
}
