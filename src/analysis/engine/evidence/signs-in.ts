import {
  CREDENTIAL_NAMES,
  IDENTITY_IN_SESSION,
  SIGNS_IN_CALLS,
  TOKEN_MAKERS,
} from '../../../knowledge/controls/signing-in';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { FunctionNode, Program } from '../link/definitions';
import { walkDeep } from '../link/walk';

const MOST_CALLEES = 12;

/**
 * Whether a handler lets its sender in: it is sent something that proves who that is, and keeps who it is for the
 * requests that follow. Nobody can have signed in before.
 */
export function signsIn(program: Program, handler: FunctionNode): boolean {
  return takesCredentials(handler) && remembers(program, handler, 0);
}

function takesCredentials({ fn }: FunctionNode): boolean {
  if (fn.params.some(({ name }) => name !== undefined && CREDENTIAL_NAMES.test(name))) return true;
  let found = false;
  walkDeep(fn.body, (expr) => {
    found ||= namesCredential(expr);
  });
  return found;
}

/** `body.password`, `form['token']`, `get('code')`. */
function namesCredential(expr: Expr): boolean {
  if (expr.kind === 'member') return CREDENTIAL_NAMES.test(expr.property);
  return expr.kind === 'literal' && typeof expr.value === 'string' && CREDENTIAL_NAMES.test(expr.value);
}

function remembers(program: Program, node: FunctionNode, depth: number): boolean {
  const signs: Expr[] = [];
  const inner: FunctionNode[] = [];
  walkDeep(node.fn.body, (expr) => {
    if (expr.kind === 'assign' && keepsIdentity(expr)) signs.push(expr);
    if (expr.kind !== 'call') return;
    if (letsIn(program, expr, node)) signs.push(expr);
    if (depth < 1) inner.push(...program.callees(expr, node.scope).map((one) => one.fn));
  });
  return signs.length > 0 || inner.slice(0, MOST_CALLEES).some((callee) => remembers(program, callee, depth + 1));
}

/** `req.session.userId = user.id`. */
function keepsIdentity({ target, value }: Extract<Expr, { kind: 'assign' }>): boolean {
  if (target.kind !== 'place') return false;
  const place = target.expr;
  if (place.kind !== 'member' && place.kind !== 'index') return false;
  return isSession(place.object) && IDENTITY_IN_SESSION.test(keyOf(place)) && value.kind !== 'literal';
}

const keyOf = (place: Extract<Expr, { kind: 'member' | 'index' }>): string => {
  if (place.kind === 'member') return place.property;
  return place.index.kind === 'literal' ? String(place.index.value) : '';
};

const isSession = (expr: Expr): boolean => /^session$/i.test(lastName(expr) ?? '');

function letsIn(program: Program, expr: Extract<Expr, { kind: 'call' }>, { scope }: FunctionNode): boolean {
  const name = lastName(expr.callee) ?? '';
  if (SIGNS_IN_CALLS.test(name) && expr.callee.kind === 'member') return true;
  return program.externalPaths(expr.callee, scope).some((path) => TOKEN_MAKERS.test(path));
}
