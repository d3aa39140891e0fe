import { roleOfName } from '../handler-roles';
import type { Expr } from '../../read/ir';
import { namesFromElsewhere } from '../value-names';
import {
  argument,
  calledName,
  calls,
  constantOf,
  isSecret,
  literalOf,
  misuse,
  property,
  stringsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Site,
} from './site';
import { COOKIE_OPTIONS_DIRECT, SESSION_MIDDLEWARE } from '../../../knowledge/misuse/sessions';

/** Session middleware: an option set wrongly, or a cookie sent over plain connections. */
const sessionMiddleware: Rule = (site) => {
  if (site.expr.kind !== 'call') return undefined;
  const path = calls(site, SESSION_MIDDLEWARE);
  if (!path) return undefined;
  const options = site.expr.args.map((arg) => literalOf(site, arg.value)).find((one) => one !== undefined);
  if (!options) return undefined;
  const nested = literalOf(site, property(options, 'cookie'));
  const cookie = COOKIE_OPTIONS_DIRECT.test(path) ? options : nested;
  return flaws(site, cookie, nested?.span ?? site.expr.span, path);
};

function flaws(
  site: Site,
  cookie: Extract<Expr, { kind: 'object' }> | undefined,
  span: Expr['span'],
  path: string,
): Misuse | undefined {
  const httpOnly = property(cookie, 'httpOnly');
  if (constantOf(site, httpOnly) === false)
    return misuse('insecure-cookie', path, 'session-cookie-readable', httpOnly?.span ?? span);
  const secure = property(cookie, 'secure');
  if (secure === undefined || constantOf(site, secure) === false)
    return misuse(
      'insecure-cookie',
      path,
      property(cookie, 'sameSite') === undefined ? 'session-cookie-plain-anywhere' : 'session-cookie-plain',
      secure?.span ?? span,
      secure === undefined ? 'medium' : 'high',
    );
  const sameSite = property(cookie, 'sameSite');
  if (stringsOf(site, sameSite).some((one) => one.toLowerCase() === 'none'))
    return misuse('insecure-cookie', path, 'cookie-from-other-sites', sameSite?.span ?? span, 'medium');
  return undefined;
}

const isResponse = (expr: Expr, { owner, program }: Site): boolean =>
  expr.kind === 'name' &&
  (/^(?:res|resp|response|reply|rep)$/i.test(expr.name) || roleOfName(expr.name, owner, program) === 'response');

/** `res.cookie(name, value, options)`. */
const responseCookie: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || calledName(expr) !== 'cookie' || expr.args.length < 2 || expr.callee.kind !== 'member')
    return undefined;
  if (!isResponse(expr.callee.object, site)) return undefined;
  const given = argument(expr, 2);
  const options = literalOf(site, given);
  if (given && !options) return undefined;
  const named = stringsOf(site, argument(expr, 0));
  const secret = named.some(isSecret) || (expr.args[1] !== undefined && mentionsSecret(expr.args[1].value, site));
  if (!secret) return undefined;
  const lacks = (['httpOnly', 'secure'] as const).filter(
    (key) => constantOf(site, property(options, key)) === false || property(options, key) === undefined,
  );
  const lax = stringsOf(site, property(options, 'sameSite')).some((one) => one.toLowerCase() === 'none');
  if (lacks.length === 0 && !lax) return undefined;
  return misuse(
    'insecure-cookie',
    'res.cookie',
    { what: 'cookie-lacks', lacks, ...(named[0] !== undefined && { of: named[0] }) },
    expr.span,
    'high',
  );
};

function mentionsSecret(expr: Expr, { program, scope }: Site): boolean {
  if (expr.kind === 'member') return isSecret(expr.property);
  return expr.kind === 'name' && (isSecret(expr.name) || namesFromElsewhere(program, expr, scope).some(isSecret));
}

/** `response.set_cookie(…)`. */
const setCookie: Rule = (site) => {
  const { expr } = site;
  if (
    expr.kind !== 'call' ||
    expr.callee.kind !== 'member' ||
    expr.callee.property !== 'set_cookie' ||
    expr.args.some((arg) => arg.name === '**')
  )
    return undefined;
  return flawOfSetCookie(site, expr);
};

/** What is not said is less than what is said wrong. */
function weightOf(secret: boolean, unset: boolean): 'high' | 'slight' | 'medium' {
  if (secret) return 'high';
  return unset ? 'slight' : 'medium';
}

function flawOfSetCookie(site: Site, expr: CallExpr): Misuse | undefined {
  const at = (name: string) => argument(expr, -1, name);
  const names = stringsOf(site, argument(expr, 0, 'key'));
  const secret = names.some(isSecret);
  const secure = constantOf(site, at('secure'));
  const unset = at('secure') === undefined;
  if (unset || secure === false || secure === null)
    return misuse('insecure-cookie', 'set_cookie', 'cookie-plain', expr.span, weightOf(secret, unset));
  const httpOnly = constantOf(site, at('httponly'));
  if (httpOnly === false || (at('httponly') === undefined && secret))
    return misuse('insecure-cookie', 'set_cookie', 'cookie-readable', expr.span, 'medium');
  const sameSite = constantOf(site, at('samesite'));
  return sameSite === 'None' || (at('samesite') && sameSite === null)
    ? misuse('insecure-cookie', 'set_cookie', 'cookie-from-other-sites', expr.span, 'medium')
    : undefined;
}

/** `Set-Cookie` written by hand. */
const rawCookie: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call' || !/^(?:setHeader|set|header|append)$/.test(calledName(expr))) return undefined;
  if (stringsOf(site, argument(expr, 0))[0]?.toLowerCase() !== 'set-cookie') return undefined;
  const value = argument(expr, 1);
  const texts = value?.kind === 'array' ? value.items.flatMap((item) => textOf(site, item)) : textOf(site, value);
  const bad = texts.find(
    (text) =>
      /^[\w-]*=/.test(text) &&
      isSecret(text.slice(0, text.indexOf('='))) &&
      !(/;\s*httponly/i.test(text) && /;\s*secure/i.test(text)),
  );
  return bad === undefined
    ? undefined
    : misuse('insecure-cookie', 'Set-Cookie', 'cookie-unprotected', expr.span, 'medium');
};

function textOf(site: Site, expr: Expr | undefined): readonly string[] {
  if (expr?.kind === 'template')
    return [expr.parts.map((part) => (part.kind === 'literal' ? String(part.value) : 'x')).join('')];
  if (expr?.kind === 'binary' && expr.op === '+')
    return [`${textOf(site, expr.left)[0] ?? 'x'}${textOf(site, expr.right)[0] ?? 'x'}`];
  return stringsOf(site, expr);
}

export const COOKIE_RULES: readonly Rule[] = [sessionMiddleware, responseCookie, setCookie, rawCookie];
