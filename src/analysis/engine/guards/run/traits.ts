import {
  MAY_CHECK,
  NOT_SIGNED_IN,
  PERMISSION_CALL,
  POLICY_CALL,
  ROLE_FLAG,
  ROLE_NAME,
  SIGNED_IN,
  VERIFYING,
} from '../../../../knowledge/controls/identity';
import { CALLER_MEMBERS, CALLER_NAMES, CALLER_STORES } from '../../../../knowledge/controls/caller';
import type { Expr, Stmt } from '../../../read/ir';
import { callsIn, writesByName } from '../../evidence/called-names';
import type { FunctionNode, Program } from '../../link/definitions';
import { walkDeep, walkStmts } from '../../link/walk';
import { refusalOf } from '../refusals';

/** What a function may do, for whoever decides whether it is worth running. */
export interface Traits {
  /** It turns away, or looks at who asks, itself or in what it calls. */
  decides: boolean;
  throws: boolean;
  changes: boolean;
}

const MAX_DEPTH = 3;
const MOST_CALLEES = 12;
const memo = new WeakMap<Program, Map<FunctionNode, Own>>();

/** What a function does itself. */
interface Own {
  throws: boolean;
  changes: boolean;
  asks: boolean;
  /** The functions it calls. */
  callees: readonly FunctionNode[];
  /** Whether it decides, as found for each depth of calls: a function asked about deep down tells less. */
  decides: (boolean | undefined)[];
}

export function traitsOf(program: Program, fn: FunctionNode): Traits {
  const { throws, changes } = ownOf(program, fn);
  return { decides: decides(program, fn, 0), throws, changes };
}

function decides(program: Program, fn: FunctionNode, depth: number): boolean {
  const own = ownOf(program, fn);
  return (own.decides[depth] ??=
    own.throws || own.asks || (depth < MAX_DEPTH && own.callees.some((callee) => decides(program, callee, depth + 1))));
}

function ownOf(program: Program, fn: FunctionNode): Own {
  let known = memo.get(program);
  if (!known) memo.set(program, (known = new Map<FunctionNode, Own>()));
  let own = known.get(fn);
  if (!own) known.set(fn, (own = look(program, fn)));
  return own;
}

function look(program: Program, fn: FunctionNode): Own {
  const callees: FunctionNode[] = [];
  let asking = false;
  walkDeep(fn.fn.body, (expr) => {
    asking ||= asks(expr);
    if (!asking && expr.kind === 'call' && callees.length < MOST_CALLEES)
      callees.push(...program.callees(expr, fn.scope).map((one) => one.fn));
  });
  return {
    throws: throwsIn(fn.fn.body),
    changes: callsIn(program, fn).some(writesByName),
    asks: asking,
    callees,
    decides: [],
  };
}

function throwsIn(body: readonly Stmt[]): boolean {
  let found = false;
  walkStmts(body, {
    stmt: (stmt) => {
      if (stmt.kind === 'throw') found = true;
      return !found;
    },
    expr: (expr) => {
      if (expr.kind === 'call' && refusalOf(expr) !== undefined) found = true;
      return !found;
    },
  });
  return found;
}

const NAMES = [SIGNED_IN, NOT_SIGNED_IN, ROLE_FLAG, ROLE_NAME, PERMISSION_CALL, POLICY_CALL, VERIFYING];

/** By the names it uses: a person, a session, a role, a verification. */
function asks(expr: Expr): boolean {
  if (expr.kind === 'name') return CALLER_STORES.has(expr.name) || CALLER_NAMES.has(expr.name);
  if (expr.kind === 'call') return expr.callee.kind === 'name' && isTelling(expr.callee.name);
  return (
    expr.kind === 'member' &&
    (CALLER_MEMBERS.has(expr.property) || CALLER_NAMES.has(expr.property) || isTelling(expr.property))
  );
}

const isTelling = (name: string): boolean =>
  NAMES.some((words) => words.test(name)) || (MAY_CHECK.test(name) && /user|login|auth/i.test(name));
