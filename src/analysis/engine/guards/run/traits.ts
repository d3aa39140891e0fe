import {
  COOKIE_FUNCTION,
  CREDENTIAL_HOLDER,
  MAY_CHECK,
  NOT_SIGNED_IN,
  PERMISSION_CALL,
  POLICY_CALL,
  ROLE_FLAG,
  ROLE_NAME,
  SIGNED_IN,
  VERIFYING,
  PERSON_NAME,
} from '../../../../knowledge/controls/identity';
import { CALLER_MEMBERS, CALLER_NAMES, CALLER_STORES } from '../../../../knowledge/controls/caller';
import type { Expr, Stmt } from '../../../read/ir';
import { callsIn, writesByName } from '../../evidence/called-names';
import type { FunctionNode, Program } from '../../link/definitions';
import { walkDeep, walkStmts } from '../../link/walk';
import { lastName } from '../../last-name';
import { refusalOf } from '../../evidence/refusals';
import { callableMade } from './callable';
import { isCredential } from './paths';

/** What a function may do, for whoever decides whether it is worth running. */
export interface Traits {
  /** It turns away, or looks at who asks, itself or in what it calls. */
  decides: boolean;
  throws: boolean;
  changes: boolean;
}

const MAX_DEPTH = 3;
const memo = new WeakMap<Program, Map<FunctionNode, Traits>>();

export function traitsOf(program: Program, fn: FunctionNode, depth = 0): Traits {
  let known = memo.get(program);
  if (!known) memo.set(program, (known = new Map<FunctionNode, Traits>()));
  const before = known.get(fn);
  if (before) return before;
  const traits: Traits = { decides: false, throws: throwsIn(fn.fn.body), changes: false };
  known.set(fn, traits);
  traits.changes = callsIn(program, fn).some(writesByName);
  traits.decides = traits.throws || decidesIn(program, fn, depth);
  return traits;
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

function decidesIn(program: Program, fn: FunctionNode, depth: number): boolean {
  const asking: Expr[] = [];
  const callees: FunctionNode[] = [];
  walkDeep(fn.fn.body, (expr) => {
    if (asks(expr)) asking.push(expr);
    if (asking.length === 0 && expr.kind === 'call' && depth < MAX_DEPTH && callees.length < 12)
      callees.push(...calledBy(program, fn, expr));
  });
  return asking.length > 0 || callees.some((callee) => traitsOf(program, callee, depth + 1).decides);
}

/** An object that a call makes is there to be called. */
function calledBy(program: Program, fn: FunctionNode, expr: Extract<Expr, { kind: 'call' }>): FunctionNode[] {
  const callable = callableMade(program, expr, fn.scope);
  const direct = program.callees(expr, fn.scope).map((one) => one.fn);
  return callable ? [...direct, callable] : direct;
}

const NAMES = [SIGNED_IN, NOT_SIGNED_IN, ROLE_FLAG, ROLE_NAME, PERMISSION_CALL, POLICY_CALL, VERIFYING, PERSON_NAME];

/** By the names it uses: a person, a session, a role, a verification. */
function asks(expr: Expr): boolean {
  if (expr.kind === 'name') return CALLER_STORES.has(expr.name) || CALLER_NAMES.has(expr.name);
  if (expr.kind === 'call') return expr.callee.kind === 'name' && isTelling(expr.callee.name);
  return (
    expr.kind === 'member' &&
    (readsCredential(expr) ||
      CALLER_MEMBERS.has(expr.property) ||
      CALLER_NAMES.has(expr.property) ||
      isTelling(expr.property))
  );
}

/** `headers.authorization`: what a sender proves itself by is read here. */
const readsCredential = ({ object, property }: Extract<Expr, { kind: 'member' }>): boolean =>
  isCredential(property) && CREDENTIAL_HOLDER.test(lastName(object) ?? '');

const isTelling = (name: string): boolean =>
  COOKIE_FUNCTION.test(name) ||
  NAMES.some((words) => words.test(name)) ||
  (MAY_CHECK.test(name) && /user|login|auth/i.test(name));
