import { type Expr } from '../../../read/ir';
import type { FunctionNode } from '../../link/definitions';
import { type Given, type Run, scopeOf } from './context';
import { type State } from './state';
import { isUnwritten } from './unwritten';
import { type Value } from './value';

/** A call on its way: what is called, under which name, with what. */
export interface Call {
  expr: Extract<Expr, { kind: 'call' }>;
  /** What it is spelled with, local names replaced by what they stand for. */
  path: string;
  name: string;
  /** What the method belongs to, of a method; what is called, of a function. */
  object?: Value;
  callee?: Value;
  given: readonly Given[];
  state: State;
}

const ABOUT_CALLER: ReadonlySet<Value['kind']> = new Set(['caller', 'nothing', 'role', 'permissions']);

/** Whether the value is who asks, or was sent to prove it. */
export const isAboutCaller = (value: Value): boolean =>
  ABOUT_CALLER.has(value.kind) || isProof(value) || (value.kind === 'list' && value.items.some(isAboutCaller));

const isProof = (value: Value): boolean => value.kind === 'sent' && value.credential;

export const holds = (value: Value, kind: Value['kind']): boolean =>
  value.kind === kind || (value.kind === 'list' && value.items.some((item) => holds(item, kind)));

export const holdsProof = (value: Value): boolean =>
  isProof(value) || (value.kind === 'list' && value.items.some(holdsProof));

/** The functions of the program that a call can run, but for those that are to be written elsewhere. */
export const writtenCallees = (run: Run, expr: Call['expr'], state: State): FunctionNode[] =>
  run.program
    .callees(expr, scopeOf(state))
    .map(({ fn }) => fn)
    .filter((fn) => !isUnwritten(fn));

export const isOwn = (run: Run, { expr, callee, state }: Call): boolean =>
  callee?.kind === 'closure' || writtenCallees(run, expr, state).length > 0;

export const text = (value: Value | undefined): string | undefined =>
  value?.kind === 'const' && typeof value.value === 'string' ? value.value : undefined;

export const isSent = (value: Value): value is Extract<Value, { kind: 'sent' }> => value.kind === 'sent';
