import type { AccessCondition } from '../../../artifacts/access';
import type { Expr, Span } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';

// What holds, what an expression is and the objects of a store speak of each other.

/**
 * Something that is known to hold. About an object, or about what the request names under some keys, where it is not
 * about the caller alone.
 */
export interface Atom {
  kind: AccessCondition['kind'];
  value: string;
  file: string;
  span: Span;
  about?: Stored;
  keys?: ReadonlySet<string>;
}

/** All of these hold. */
export type Term = ReadonlyMap<string, Atom>;
/** One of these terms holds: none, and the place is not reached. */
export type Formula = readonly Term[];

/** What holds when a value counts as true, and when it does not. */
export interface Truth {
  t: Formula;
  f: Formula;
}

/** The variables that a function sees. */
export interface Variables {
  readonly fn: FunctionNode;
  get(name: string): Value | undefined;
  set(name: string, value: Value): void;
}

/** A part of a condition on objects: what a column has to equal. */
export interface Part {
  /** Those it fits are left out, or it fits one kind of object alone: what follows for the rest is not known. */
  unsure?: true;
  column: string;
  value: Value;
}

/** What is kept about an object of a store, or about one that is yet to be stored. */
export interface Stored {
  id: number;
  resource: string;
  /** What held when it was found, and what its finding asked for. */
  found: Formula;
  /** The names under which the request chose it. */
  keys: ReadonlySet<string>;
  /** The objects through which it was chosen. */
  through: readonly Stored[];
  fresh: boolean;
  /** What was asked about it afterwards, by something that turns others away. */
  checks: readonly Atom[];
  /** Whether it is the caller's was asked by something that ended one of its ways. */
  asked: readonly Atom[];
  /** Members that were set since. */
  changed?: { span: Span; file: string; fields: Map<string, Value> };
}

/** A condition on objects that is being put together. */
export interface Query {
  resource: string;
  parts: readonly Part[];
  found: Formula;
  expr: Expr;
  env: Variables;
  /** What held where it was put together. */
  at: Formula;
  used: boolean;
}

export interface Callable {
  node: FunctionNode;
  env?: Variables;
  self?: Value;
}

/** What an expression is, as far as it says who may do what. */
export interface Value {
  /** Who asks, as the server established it, or a group they belong to. */
  caller?: 'self' | 'group';
  /** What of the caller it is, where that says what they may do. */
  role?: string;
  /** The last member that was taken. */
  member?: string;
  /** Sent to prove who asks. */
  credential?: boolean;
  /** The names under which the request brings it. */
  keys?: ReadonlySet<string>;
  stored?: readonly Stored[];
  query?: Query;
  /** The model that it is, not one of its objects. */
  model?: string;
  truth?: Truth;
  fields?: Map<string, Value>;
  items?: readonly Value[];
  callables?: readonly Callable[];
  object?: 'request' | 'input' | 'next' | 'response';
  text?: string;
  constant?: boolean;
  nothing?: boolean;
}
