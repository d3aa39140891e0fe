import type { Shortcoming } from '../../../artifacts/shortcoming';
import type { ClassNode, FunctionNode } from '../link/definitions';
import type { Shape } from '../../../knowledge/flow/schemas';
import type { Need } from '../../../artifacts/way';
import type { Span } from '../../read/ir';
import { type Identity, isAlive, type Mark } from './mark';

export type Primitive = string | number | boolean | null | undefined;

export type Ref =
  | {
      readonly kind: 'function';
      readonly node: FunctionNode;
      readonly frame?: Frame;
      readonly self?: Value;
      /** Arguments that `bind` or `partial` has put in front. */ readonly bound?: readonly Value[];
    }
  | { readonly kind: 'class'; readonly cls: ClassNode; readonly frame?: Frame }
  | { readonly kind: 'object'; readonly object: HeapObject }
  | { readonly kind: 'external'; readonly path: string }
  | { readonly kind: 'module'; readonly file: string }
  | { readonly kind: 'regex'; readonly pattern: string; readonly flags: string }
  /** `resolve` of a promise: what it is called with is what the promise gives. */
  | { readonly kind: 'settle'; readonly cell: Cell }
  /** A validation schema, or a chain about the named fields of a request. */
  | {
      readonly kind: 'schema';
      readonly library: string;
      readonly shape: Shape;
      readonly fields?: readonly string[];
      readonly negated?: boolean;
    }
  /** Whatever was found under a key that outside data chose: perhaps a prototype. */
  | { readonly kind: 'keyed'; readonly marks: readonly Mark[] }
  /** A member that outside data named. */
  | { readonly kind: 'named'; readonly marks: readonly Mark[] }
  /** A hash made with a key that nobody outside has, and what went into it. */
  | { readonly kind: 'digest'; readonly of: Set<Identity> };

/** A place that holds a value; what it holds depends on the state. */
export class Cell {
  /** What it holds before anything is written. */
  initial: Value | undefined = undefined;
  /** What it holds in the present state, and the layer of it that wrote this (see state.ts). */
  value: Value | undefined = undefined;
  owner: object | undefined = undefined;
  /** The last walk over layers that met the place, and the number of the place in it. */
  walk = 0;
  slot = 0;
  /** `home`: the number of the object or frame it belongs to, 0 when it is nobody's. */
  constructor(readonly home: number) {}
}

/** One object allocated by the code, or handed in from outside (`ambient`: any member of it is outside data). */
export interface HeapObject {
  readonly id: number;
  readonly cells: Map<string, Cell>;
  readonly cls?: ClassNode;
  readonly frame?: Frame;
  readonly ambient?: Value;
  /** Of outside data that a parser has given back: nothing else is in it. */
  readonly shaped?: Shape;
  /** Of outside data that was copied name by name: which names were. */
  readonly admits?: (name: string) => boolean;
  readonly shape: 'object' | 'array' | 'instance';
  /** Where members are looked up that the object does not have itself (`F.prototype`). */
  readonly proto?: HeapObject;
}

/** The variables of one function activation or module. */
export interface Frame {
  readonly id: number;
  readonly owner?: FunctionNode;
  readonly parent?: Frame;
  readonly vars: Map<string, Cell>;
  /** Names declared here to be those of a scope further out. */
  readonly outer: Set<string>;
  self?: Value;
}

/** Takes bits off an identity: what a check that came out one way establishes. */
export interface Clear {
  readonly identity: Identity;
  readonly bits: number;
}
/** A check that does not suffice, and why. */
export interface Weak {
  readonly identity: Identity;
  readonly file: string;
  readonly span: Span;
  readonly name: string;
  readonly why: Shortcoming;
  /** What it looks for could not be read. */
  readonly unread?: true;
}
export interface Facts {
  readonly whenTrue: readonly Clear[];
  readonly whenFalse: readonly Clear[];
  readonly weak: readonly Weak[];
  /** What it asks about what was sent. */
  readonly asks?: Need;
}

export interface Value {
  /** All values it can have, when they are known. */
  readonly consts?: readonly Primitive[];
  readonly refs: readonly Ref[];
  readonly marks: readonly Mark[];
  /** The text as far as it is known; `\uFFFC` stands for unknown text. */
  readonly text?: string;
  readonly facts?: Facts;
  /** Items of an array in order, when they are known: only in the `items` cell of an array object. */
  readonly items?: readonly Value[];
  /** Made right where it was assigned: it is there for certain. */
  readonly sure?: boolean;
  /** Known to be a string, number or boolean. */
  readonly scalar?: 'string' | 'number' | 'boolean';
}

export const HOLE = '\uFFFC';
const MAX_MARKS = 6;
export const MAX_REFS = 8;
export const MAX_CONSTS = 6;
const MAX_TEXT = 240;

export const UNKNOWN: Value = { refs: [], marks: [] };
export const UNDEFINED: Value = { consts: [undefined], refs: [], marks: [] };

/** Longer texts are known by their beginning only: nothing that analysed code can do makes us build them. */
export const MAX_CONSTANT = 4096;

export function constant(value: Primitive): Value {
  if (typeof value === 'string' && value.length > MAX_CONSTANT)
    return { refs: [], marks: [], text: value.slice(0, MAX_TEXT), scalar: 'string' };
  const number = typeof value === 'number' ? String(value) : undefined;
  const text = typeof value === 'string' ? value.slice(0, MAX_TEXT) : number;
  const scalar =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? (typeof value as 'string')
      : undefined;
  return { consts: [value], refs: [], marks: [], text, scalar };
}
export function reference(...refs: Ref[]): Value {
  return { refs, marks: [] };
}
export function external(path: string, marks: readonly Mark[] = []): Value {
  return { refs: path.length > 160 ? [] : [{ kind: 'external', path }], marks };
}
export function text(skeleton: string, marks: readonly Mark[]): Value {
  return { refs: [], marks: limit(marks), text: skeleton.slice(0, MAX_TEXT), scalar: 'string' };
}
export function marked(marks: readonly Mark[], scalar?: Value['scalar']): Value {
  return { refs: [], marks: limit(marks), scalar };
}

export function limit(marks: readonly Mark[]): readonly Mark[] {
  return marks.length <= MAX_MARKS ? marks : marks.slice(0, MAX_MARKS);
}

/** Whether the value leads to an object or frame that was made after the one of the given number, or may do so. */
export function leadsToNew(value: Value, since: number): boolean {
  return value.refs.some((ref) => {
    switch (ref.kind) {
      case 'object':
        return ref.object.id >= since;
      case 'function':
        return ref.self !== undefined || ref.bound !== undefined || (ref.frame !== undefined && ref.frame.id >= since);
      case 'class':
        return ref.frame !== undefined && ref.frame.id >= since;
      case 'settle':
        return true;
      default:
        return false;
    }
  });
}

/** True, false, or undefined when it can be either. */
export function truth(value: Value): boolean | undefined {
  if (value.marks.length > 0) return undefined;
  if (value.sure) return true;
  if (value.consts && value.refs.length === 0) {
    const outcome = Boolean(value.consts[0]);
    for (const one of value.consts) if (Boolean(one) !== outcome) return undefined;
    return value.consts.length > 0 ? outcome : undefined;
  }
  return undefined;
}

export function single(value: Value): Primitive {
  return value.consts?.length === 1 && value.marks.length === 0 ? value.consts[0] : undefined;
}
export function singleString(value: Value): string | undefined {
  const known = single(value);
  return typeof known === 'string' ? known : undefined;
}

/** The same value with every mark changed; marks with no bits left are dropped. */
export function mapMarks(value: Value, change: (mark: Mark) => Mark | undefined): Value {
  if (value.marks.length === 0) return value;
  const marks = value.marks.map(change).filter((mark) => mark !== undefined && isAlive(mark)) as Mark[];
  return { ...value, marks, facts: undefined };
}
export function withoutBits(value: Value, cleared: number): Value {
  return mapMarks(value, (mark) => ({ ...mark, bits: mark.bits & ~cleared }));
}
