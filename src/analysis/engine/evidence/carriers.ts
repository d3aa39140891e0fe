import { REQUEST_NAMES, CALLER_HOLDERS } from '../../../knowledge/controls/caller';
import {
  AMBIENT_MEMBERS,
  AMBIENT_NAMES,
  COOKIE_MEMBERS,
  COOKIE_READERS,
  CREDENTIAL_HEADER,
  HEADER_HOLDERS,
  HEADER_READERS,
  IDENTITY_COOKIE,
  SIGN_IN_DECORATOR,
} from '../../../knowledge/controls/carriers';
import { STORED_CREDENTIAL } from '../../../knowledge/controls/identity';
import { SIGNATURE_CALLS } from '../../../knowledge/controls/own-checks';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { dotted, walkDeep } from '../link/walk';
import { callsIn, writesByName } from './called-names';
import { calledName, steps } from './spelling';

/** How what a function goes by came to it. */
export interface Carriers {
  /** A session, a signed-in user or an identity cookie is read: browsers send them along by themselves. */
  ambient: boolean;
  /** A credential that only a program adds is read: a header, or a signature over the message. */
  explicit: boolean;
}

const MAX_DEPTH = 3;
const MAX_CALLEES = 30;

/** What carries the identity that a function looks at, in the functions it calls and the decorators on it as well. */
export function carriersOf(program: Program, fn: FunctionNode): Carriers {
  const found: Carriers = { ambient: false, explicit: false };
  const seen = new Set<FunctionNode>();
  const visit = (one: FunctionNode, depth: number): void => {
    if (seen.has(one)) return;
    seen.add(one);
    const callees: FunctionNode[] = [];
    walkDeep(one.fn.body, (expr) => {
      note(found, expr);
      if (expr.kind === 'call' && depth < MAX_DEPTH && callees.length < MAX_CALLEES)
        callees.push(...program.callees(expr, one.scope).map((callee) => callee.fn));
    });
    for (const callee of callees) visit(callee, depth + 1);
    for (const decorator of decoratorsOf(program, one, found)) visit(decorator, depth + 1);
  };
  visit(fn, 0);
  return found;
}

/** Decorators of the program around a function; those of libraries are noted. */
function decoratorsOf(program: Program, { fn, scope }: FunctionNode, found: Carriers): FunctionNode[] {
  const outer = scope.parent ?? scope;
  return fn.decorators.flatMap((decorator) => {
    const named = decorator.kind === 'call' ? decorator.callee : decorator;
    if (SIGN_IN_DECORATOR.test(dotted(named) ?? '')) found.ambient = true;
    return program.resolve(named, outer).flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
  });
}

/** Whether functions change what is stored for whoever a browser is signed in as. */
export function actsOnAmbientAuthority(program: Program, functions: readonly FunctionNode[]): boolean {
  return functions.some((fn) => {
    const { ambient, explicit } = carriersOf(program, fn);
    return ambient && !explicit && callsIn(program, fn).some(writesByName);
  });
}

const LOOKS_UP = /get|filter|find|first|where|exists/i;

/** `filter(Token.auth_token == given)`, `get(webhook_token=given)`: whoever asks knows a secret that is stored. */
function asksForSecret(expr: Expr): boolean {
  if (expr.kind === 'call')
    return LOOKS_UP.test(calledName(expr)) && expr.args.some(({ name = '' }) => STORED_CREDENTIAL.test(name));
  if (expr.kind !== 'binary' || expr.op !== '==') return false;
  return [expr.left, expr.right].some((side) => side.kind === 'member' && STORED_CREDENTIAL.test(side.property));
}

function note(found: Carriers, expr: Expr): void {
  if (asksForSecret(expr)) found.explicit = true;
  if (expr.kind === 'call') noteCall(found, expr);
  const path = expr.kind === 'member' || expr.kind === 'index' ? steps(expr) : undefined;
  if (path) notePath(found, path);
  else if (expr.kind === 'name' && AMBIENT_NAMES.has(expr.name)) found.ambient = true;
}

function notePath(found: Carriers, path: readonly string[]): void {
  const last = path.at(-1) ?? '';
  const holder = path.at(-2) ?? '';
  if (HEADER_HOLDERS.has(holder) && CREDENTIAL_HEADER.test(last)) found.explicit = true;
  if (COOKIE_MEMBERS.has(holder) && IDENTITY_COOKIE.test(last)) found.ambient = true;
  if (isAmbientPath(path)) found.ambient = true;
}

/** `request.user`, `ctx.state.session`, `session.user_id`. */
function isAmbientPath([root = '', ...members]: readonly string[]): boolean {
  if (AMBIENT_NAMES.has(root)) return true;
  if (root === 'session' || root === 'g') return IDENTITY_COOKIE.test(members[0] ?? '');
  const at = root === 'this' || root === 'self' ? members.slice(1) : members;
  const isRequest = REQUEST_NAMES.has(root) || (at.length < members.length && REQUEST_NAMES.has(members[0] ?? ''));
  const first = at.find((member) => !CALLER_HOLDERS.has(member));
  return isRequest && first !== undefined && AMBIENT_MEMBERS.has(first);
}

function noteCall(found: Carriers, call: Extract<Expr, { kind: 'call' }>): void {
  if (SIGNATURE_CALLS.test(dotted(call.callee) ?? '')) found.explicit = true;
  const key = keyIn(call);
  if (key === '') return;
  const receiver = call.callee.kind === 'member' ? (steps(call.callee.object)?.at(-1) ?? '') : '';
  const name = calledName(call);
  if (readsHeader(name, receiver) && CREDENTIAL_HEADER.test(key)) found.explicit = true;
  if (readsCookie(name, receiver) && IDENTITY_COOKIE.test(key)) found.ambient = true;
}

/** The text by which a call asks for something. */
function keyIn({ args }: Extract<Expr, { kind: 'call' }>): string {
  const key = args.find(({ value }) => value.kind === 'literal' && typeof value.value === 'string')?.value;
  return key?.kind === 'literal' ? String(key.value) : '';
}

function readsHeader(name: string, receiver: string): boolean {
  const ofHeaders = name !== 'get' || HEADER_HOLDERS.has(receiver) || REQUEST_NAMES.has(receiver);
  return HEADER_READERS.has(name) && ofHeaders;
}

const readsCookie = (name: string, receiver: string): boolean =>
  COOKIE_READERS.has(name) || (name === 'get' && (COOKIE_MEMBERS.has(receiver) || receiver === 'session'));
