import type { Span } from '../../read/ir';
import type { Condition } from '../../../knowledge/flow/model';
import { elementOf, itemsOf, objectsOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { isBelow } from './majors';
import type { Value } from './value';

export interface Picked {
  value: Value;
  span: Span;
  key?: string;
}

/** The arguments a model speaks about (see knowledge/flow/model.ts). */
export function pick(m: Machine, words: string, args: Arguments, self: Value | undefined): Picked[] {
  return words.split(' ').flatMap((word) => pickWord(m, word, args, self));
}

/** One step from a value: to its text, its first item, its options, all inside of it, or a property. */
function stepFrom(m: Machine, one: Picked, step: string): readonly Picked[] {
  switch (step) {
    case '@text': {
      const isList = itemsOf(m, one.value) ?? objectsOf(one.value).some((object) => object.shape === 'array');
      return isList ? [] : [one];
    }
    case '@code':
      return one.value.refs.some(({ kind }) => kind === 'function') ? [] : [one];
    case '@first':
      return (itemsOf(m, one.value)?.slice(0, 1) ?? []).map((value) => ({ ...one, value }));
    case '@options':
      return options(m, one);
    case '**':
      return inside(m, one, 0);
    default:
      return property(m, one, step);
  }
}

/** Without the records: what one of them holds is no item. */
const listsIn = (value: Value): Value =>
  value.refs.some(isRecord) ? { ...value, refs: value.refs.filter((ref) => !isRecord(ref)) } : value;

const isRecord = (ref: Value['refs'][number]): boolean =>
  ref.kind === 'object' && ref.object.shape !== 'array' && ref.object.ambient === undefined;

function pickWord(m: Machine, word: string, args: Arguments, self: Value | undefined): Picked[] {
  const [head = '', ...path] = word.split('.');
  const from = /^(\d+)(\+|\[\])?$/.exec(head);
  let picked: Picked[];
  if (head === 'this') picked = self ? [{ value: self, span: args.positional[0]?.span ?? NOWHERE }] : [];
  else if (!from) picked = [args.named.get(head)].filter((one) => one !== undefined);
  else if (from[2] === '+') picked = args.positional.slice(Number(from[1]));
  else picked = [args.positional[Number(from[1])]].filter((one) => one !== undefined);
  if (from?.[2] === '[]') picked = picked.map((one) => ({ ...one, value: elementOf(m, listsIn(one.value), one.span) }));
  for (const step of path) picked = picked.flatMap((one) => stepFrom(m, one, step));
  return picked;
}
export const NOWHERE: Span = { line: 1, column: 0, endLine: 1, endColumn: 0 };

/** Items of a list of arguments that a program may read as options: those before `--`. */
function options(m: Machine, one: Picked): Picked[] {
  const items = itemsOf(m, one.value) ?? [];
  const end = items.findIndex((item) => item.consts?.[0] === '--');
  return (end < 0 ? items : items.slice(0, end)).map((value) => ({ ...one, value }));
}

function property(m: Machine, one: Picked, key: string): Picked[] {
  const found = objectsOf(one.value).flatMap((object) => {
    const cell = object.cells.get(key);
    const value = cell && m.state.get(cell);
    return value ? [value] : [];
  });
  return found.map((value) => ({ value, span: ownLine(value, one.span, m.at.file), key }));
}

/**
 * A property of a literal that spans lines is shown on its own line; one that was put in before the call is shown at
 * the call.
 */
function ownLine(value: Value, whole: Span, file: string): Span {
  const last = value.marks[0]?.steps;
  return last?.file === file && last.span.line >= whole.line && last.span.line <= whole.endLine ? last.span : whole;
}

function inside(m: Machine, one: Picked, depth: number): Picked[] {
  if (depth > 4) return [];
  const found: Picked[] = [];
  for (const object of objectsOf(one.value)) {
    if (object.ambient) continue;
    for (const [key, cell] of object.cells) {
      const value = m.state.get(cell);
      if (!value) continue;
      const items = value.items ?? [value];
      for (const item of items) {
        const next = { value: item, span: ownLine(item, one.span, m.at.file), key };
        found.push(next, ...inside(m, next, depth + 1));
      }
    }
  }
  return found;
}

export function holds(m: Machine, condition: Condition, args: Arguments, self: Value | undefined): boolean {
  if (condition.below) return isBelow(m.majors, condition.below.package, condition.below.major);
  const picked = pick(m, condition.arg, args, self);
  if (condition.absent) return picked.length === 0;
  const known = picked.flatMap((one) => one.value.consts ?? []);
  if (condition.not) return picked.length > 0 && !known.some((one) => condition.not?.test(String(one)));
  if (condition.matches) {
    const paths = picked.flatMap((one) => one.value.refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : [])));
    return [...known.map(String), ...paths].some((one) => condition.matches?.test(one));
  }
  return known.includes(condition.is);
}
