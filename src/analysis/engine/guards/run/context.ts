import type { Expr, Stmt } from '../../../read/ir';
import type { Dialect } from '../../dialect';
import type { FunctionNode, Program, Scope } from '../../link/definitions';
import type { Out, State } from './state';
import type { Env, Value } from './value';
import type { Consulted } from './consulted';
import type { AskedRequest } from './request';
import type { Asked, World } from './world';

/** One argument that a function of the program is given. */
export interface Given {
  value: Value;
  name?: string;
}

/** What the parts of a run share. The functions stand here so that they can call each other. */
export interface Run {
  readonly program: Program;
  readonly world: World;
  readonly request: AskedRequest;
  readonly asked: Asked;
  /** How often something was asked about the caller. */
  questions: number;
  /** How many `try` are around what runs now. */
  attempts: number;
  /** Functions that are inside each other now. */
  depth: number;
  /** A check in front of handlers runs, not a handler. */
  readonly inFront: boolean;
  /** Handlers get a function that hands on errors as well. */
  readonly handsOnErrors: boolean;
  /** A call that hands the request on was met. */
  handedOn: boolean;
  /** Calls whose closures are being made, so that none makes itself. */
  readonly making: Set<Expr>;
  /** The call whose value nobody uses. */
  unused?: Expr | undefined;
  /** Hears of what is looked at in the state. */
  readonly consulted: Consulted;
  /** What was run so far. */
  steps: number;
  /** Whether there are steps left; counts one. */
  step(): boolean;
  dialect(file: string): Dialect;
  evaluate(expr: Expr, state: State): Out[];
  block(stmts: readonly Stmt[], state: State): Out[];
  /**
   * Runs a function of the program; what it returns is the value of the ways that go on. `absent`: what was not given
   * is.
   */
  invoke(fn: FunctionNode, outer: Env | undefined, given: readonly Given[], state: State, absent?: Value): Out[];
}

/** Where the names of a function that runs are looked up when they are no variables of it. */
export const scopeOf = (state: State): Scope => state.env.fn.scope;
