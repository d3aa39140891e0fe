import { lastName } from '../last-name';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { handlerRole, roleOfName } from '../handler-roles';
import { walkDeep } from '../link/walk';
import { misuse, type Rule, type Site } from './site';
import { SERVER_SESSIONS } from '../../../knowledge/misuse/sessions';

const IDENTITY =
  /^(?:user|user_?id|uid|username|user_?name|account|account_?id|member|member_?id|current_?user|logged_?in|is_?logged_?in|authenticated|is_?authenticated|is_?auth|auth|admin|is_?admin|role)$/i;
const SIGNS_IN =
  /compare|verify|authenticat|validate_?(?:login|user|password)|check_?password|log_?in|sign_?in|find_?by_?credentials/i;

/** A session that keeps its id when somebody signs in: who planted the id is signed in as well. */
const keptSession: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'assign' || expr.target.kind !== 'place' || expr.target.expr.kind !== 'member') return undefined;
  const place = expr.target.expr;
  if (!IDENTITY.test(place.property) || !isSession(place.object, site) || isNothing(expr.value)) return undefined;
  const handler = handlerAround(site);
  if (!handler || !usesServerSessions(site) || !signsIn(handler) || renews(handler)) return undefined;
  return misuse('session-fixation', 'req.session', 'session-id-kept', place.span, 'medium');
};

/** A function that is there to sign somebody in, whoever calls it. */
const LOGS_IN = /^(?:log|sign)_?in(?:_?user)?$/i;

/** `request.session.set(key, user)` in a function that signs in: the session is kept by whoever planted it. */
const keptByLogIn: Rule = (site) => {
  const { expr, owner } = site;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member' || expr.callee.property !== 'set') return undefined;
  const [, value] = expr.args;
  if (!value || !LOGS_IN.test(owner.fn.name) || !isSession(expr.callee.object, site) || isNothing(value.value))
    return undefined;
  return renews(owner) ? undefined : misuse('session-fixation', 'session', 'session-kept', expr.span, 'medium');
};

const isNothing = (value: Expr): boolean =>
  value.kind === 'literal' &&
  (value.value === null || value.value === false || value.value === '' || value.type === 'undefined');

const REQUEST = /^(?:req|request|ctx|context)$/;

/** `session` of the request, whatever that is called. */
const isSession = (expr: Expr, { owner, program }: Site): boolean =>
  expr.kind === 'member' &&
  expr.property === 'session' &&
  expr.object.kind === 'name' &&
  (REQUEST.test(expr.object.name) || roleOfName(expr.object.name, owner, program) === 'request');

/** The innermost function around that gets the request. */
function handlerAround({ owner, program }: Site): FunctionNode | undefined {
  let fn: FunctionNode | undefined = owner;
  for (let depth = 0; fn && depth < 8; depth++, fn = fn.parent) {
    const node = fn;
    const getsIt = node.fn.params.some(
      (param, at) => REQUEST.test(param.name ?? '') || handlerRole(node, at, program) === 'request',
    );
    if (getsIt) return node;
  }
  return undefined;
}

const known = new WeakMap<Program, boolean>();

/** Sessions that are kept on the server under an id; a cookie that holds the session itself has none to plant. */
function usesServerSessions({ program }: Site): boolean {
  let uses = known.get(program);
  if (uses === undefined)
    known.set(
      program,
      (uses = program.calls.some(({ expr, scope }) =>
        program.externalPaths(expr.callee, scope).some((path) => SERVER_SESSIONS.test(path)),
      )),
    );
  return uses;
}

function signsIn(handler: FunctionNode): boolean {
  let found = SIGNS_IN.test(handler.fn.name) && !/sign_?up|register/i.test(handler.fn.name);
  walkDeep(handler.fn.body, (expr) => {
    if (expr.kind === 'call' && SIGNS_IN.test(calledName(expr))) found = true;
  });
  return found;
}

function renews(handler: FunctionNode): boolean {
  let found = false;
  walkDeep(handler.fn.body, (expr) => {
    if (
      expr.kind === 'call' &&
      /^(?:regenerate|regenerateSession|renew|rotate|logIn|cycle_?key)$/i.test(calledName(expr))
    )
      found = true;
  });
  return found;
}

function calledName(expr: Extract<Expr, { kind: 'call' }>): string {
  return lastName(expr.callee) ?? '';
}

/** About assignments only. */
export const SESSION_RULES: readonly Rule[] = [keptSession];
export const SESSION_CALL_RULES: readonly Rule[] = [keptByLogIn];
