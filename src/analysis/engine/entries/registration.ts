import type { EntryPointFact } from '../../../artifacts/facts';
import type { Expr, Span } from '../../read/ir';
import type { ClassNode, FunctionNode, Scope } from '../link/definitions';

export type EntryKind = EntryPointFact['kind'];

export interface Place {
  file: string;
  span: Span;
}

/** Something that runs before a handler: an argument of a registration, a decorator, a dependency. */
export interface Guarding {
  expr: Expr;
  scope: Scope;
  reach: 'app' | 'router' | 'route' | 'function';
  at: Place;
  /** It takes the place of what is asked in this way further out; a literal for nothing asks for nothing. */
  insteadOfOuter?: true;
}

export interface Handler {
  name: string;
  fn?: FunctionNode;
  at: Place;
}

/** What a member of what the handler is given is held to before the handler sees it: `@trpc.input`, by a schema. */
export interface Described {
  member: string;
  /** The schema, or an object that has it under the key. */
  expr: Expr;
  scope: Scope;
  key?: string;
}

/** One way in, as registered, before prefixes, guards and parameters are worked out. */
export interface Registration {
  kind: EntryKind;
  framework: string;
  method?: string;
  /** As written; prefixes of the routers above come from `RouterTree`. */
  route?: string;
  at: Place;
  scope: Scope;
  handler?: Handler;
  /** Route-level guards in the order they run. */
  before: Guarding[];
  /** What the handler asks for instead of what its class and the application declare. */
  instead?: Guarding[];
  /** The router it is registered on, in `RouterTree`. */
  router?: string;
  /** Where in the execution order it is registered. */
  call?: { expr: Expr; owner: FunctionNode };
  described?: readonly Described[];
  /** The view or controller class. */
  cls?: ClassNode;
  /** The library answers by itself: there is no handler to follow. */
  answeredByLibrary?: true;
  /** A route of a library that lets only signed-in callers through. */
  signedIn?: boolean;
}

/** `use`, `before_request`, dependencies: what a router runs before its routes. */
export interface RouterEvent {
  path?: string;
  /** Only for this HTTP method, and for the path itself, not what is below it. */
  only?: string;
  guards: Guarding[];
  call: { expr: Expr; owner: FunctionNode };
  /** The order of registration does not matter (Flask hooks, FastAPI dependencies). */
  always: boolean;
}

export interface Mount {
  parent: string;
  child: string;
  prefix: string;
  guards: Guarding[];
  call: { expr: Expr; owner: FunctionNode };
}
