import type { Dialect } from '../dialect';
import type { FunctionNode, Scope } from '../link/definitions';
import type { ModelIndex } from './model-index';
import type { State } from './state';
import type { Frame, Ref, Value } from './value';

/** A function body being run. */
export interface Activation {
  readonly frame: Frame;
  readonly file: string;
  readonly scope: Scope;
  readonly dialect: Dialect;
  readonly models: ModelIndex;
  readonly owner?: FunctionNode;
  /** The state the body started in. */
  readonly base: State;
  /** The layer that the statements of a function's body run in, when no branch is open. */
  body?: State;
  readonly returns: { value: Value; state: State }[];
  /** States in which a loop body was left by `break`. */
  breaks: State[];
  continues: State[];
  /** Loops of this body around the present place. */
  loops?: number;
  /** Handlers declared here, run once the body is through: they see what it has set up. */
  readonly pending: Extract<Ref, { kind: 'function' }>[];
}
