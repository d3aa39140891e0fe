import type { Expr, Stmt } from '../../read/ir';
import { flatBody } from '../link/flat-body';
import { type Decision, decisionsOf } from './decisions';
import { type Setting, settingsOf } from './places';

export type Call = Extract<Expr, { kind: 'call' }>;

/** One body, gone through once for all questions. Functions written in it are bodies of their own. */
export interface Body {
  stmts: readonly Stmt[];
  calls: readonly Call[];
  settings: readonly Setting[];
  decisions: readonly Decision[];
}

export function bodyOf(stmts: readonly Stmt[]): Body {
  return { stmts, calls: callsOf(stmts), settings: settingsOf(stmts), decisions: decisionsOf(stmts) };
}

export const callsOf = (stmts: readonly Stmt[]): readonly Call[] => flatBody(stmts).calls;
