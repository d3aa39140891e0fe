import type { Expr, Span, Stmt } from '../../read/ir';
import { namesWhereItGoes } from '../destinations';
import type { FunctionNode } from '../link/definitions';
import { lastName } from '../last-name';
import { childrenOf } from '../link/parts-of';
import { returnsOf, walkDeep } from '../link/walk';
import { assignments } from './assigned';
import { calls, isSecret, type Misuse, misuse, type Rule, type Site, wordsOf } from './site';
import { isShared, makesNoSecret } from './random-uses';
import { PREDICTABLE } from '../../../knowledge/misuse/randomness';

/** Numbers that can be predicted, used where they must not be. */
const insecureRandom: Rule = (site) => {
  if (site.expr.kind !== 'call') return undefined;
  const path = calls(site, PREDICTABLE);
  const nearest = wordsOf(site.names[0] ?? '');
  if (!path || QUANTITY.test(nearest) || CALLS.test(nearest) || makesNoSecret(site, site.expr, path)) return undefined;
  const direct = site.names.find(forSecurity);
  if (direct !== undefined) {
    if (isOfNobody(site)) return about(direct, path, site.expr.span, 'low');
    const sure = sureness(direct);
    return about(direct, path, site.expr.span, sure === 'low' && givesSecretAway(site) ? 'medium' : sure);
  }
  const target = flowsToSecret(site.owner, site.names[0]) ?? secretOfCallers(site);
  if (target === undefined) return undefined;
  return about(target, path, site.expr.span, sureness(target) === 'low' ? 'low' : 'medium');
};

/** How much of something there is may be guessed: what it is made of decides. */
const QUANTITY = /(?:^| )(?:length|len|size|count|amount|duration|delay|timeout|rounds)$/;

/** What something is called is there to be seen. */
const CALLS = /(?:^| )(?:user ?name|nick(?: ?name)?|display name|full name|slug|title|label|file ?name|suffix|prefix)$/;

/** A function that is there to make secrets hands on what it makes: nobody can say that it stays inside. */
const MAKES_SECRETS =
  /^(?:get|make|create|generate|gen|new|random|build)\b.*\b(?:secret|password|passwd|token|api key)s?$/;
const givesSecretAway = ({ owner }: Site): boolean =>
  MAKES_SECRETS.test(wordsOf(owner.fn.name)) && returnsOf(owner.fn.body).length > 0;

/** Nobody is known by it: all callers share one value, or it was made when the program started. */
const isOfNobody = (site: Site): boolean => isShared(site, site.names) || isOneCookie(site);

const COOKIES = /(?:^| )(?:cookies?|sessions?)$/;
const isOneCookie = ({ names, owner, program, file }: Site): boolean =>
  owner === program.moduleOf(file) && names.some((name) => COOKIES.test(wordsOf(name)));

const about = (name: string, path: string, span: Span, confidence: Misuse['confidence']): Misuse => ({
  ...misuse('insecure-random', path, { what: 'predictable', of: name }, span, confidence),
  subject: name,
});

/** Has to differ each time, and is not kept secret. */
const ONLY_UNIQUE = /(?:^| )(?:nonce|salt|guid|uuid)(?:$| )/;
/** A key that nobody is handed: what a generator gave cannot be told from what it signs. */
const STAYS_INSIDE = /(?:^| )(?:secret|(?:private|secret|signing|encryption|session) key)$/;
/** What opens something by its name; the rest may be a mark or a key of a list. */
const OPENS = /(?:^| )(?:auth|login|invite|invitation|coupon|voucher|reset|verification|activation|otp)(?:$| )/;
function sureness(name: string): 'high' | 'medium' | 'low' {
  const words = wordsOf(name);
  if (ONLY_UNIQUE.test(words) || STAYS_INSIDE.test(words)) return 'low';
  if (isSecret(name)) return 'high';
  return OPENS.test(words) ? 'medium' : 'low';
}
const HARMLESS = /color|colour|test|mock|sample|jitter|delay|backoff|retry|demo|lorem|placeholder/;
/**
 * What follows in the name of a function says for whom or from what something is made, not what: `events for
 * session`.
 */
const BEHIND_ITS_NOUN = /(?<=\w) (?:for|of|by|from|per|with) .*$/;
function forSecurity(name: string): boolean {
  const words = wordsOf(name).replace(BEHIND_ITS_NOUN, '');
  return (
    !HARMLESS.test(words) &&
    !QUANTITY.test(words) &&
    (isSecret(words) || /(?:^| )(?:uuid|guid|key|code|auth|login|invite|coupon)(?:$| )/.test(words))
  );
}

/** A helper that returns the number: what its callers make of it. */
function secretOfCallers({ owner, program, expr, names: [name] }: Site): string | undefined {
  const isReturned = returnsOf(owner.fn.body).some(
    (value) => holds(value, expr) || (name !== undefined && mentionsAny(value, new Set([name]))),
  );
  if (!isReturned) return undefined;
  for (const { caller, expr: call } of program.callersOf(owner).slice(0, MOST_CALLERS)) {
    if (entersCookie(caller.fn.body, (value) => holds(value, call))) return COOKIE;
    for (const { names, value } of assignments(caller.fn.body)) {
      if (!holds(value, call)) continue;
      const secret = names.find(forSecurity) ?? flowsToSecret(caller, names[0]);
      if (secret !== undefined) return secret;
    }
  }
  return undefined;
}
const MOST_CALLERS = 20;

const COOKIE = 'session cookie';
const SETS_COOKIE = /^(?:cookie|set_cookie|setCookie|set_signed_cookie)$/;

/** Whether a value is put into a cookie: by a call for that, or by the header. */
function entersCookie(body: readonly Stmt[], isIt: (value: Expr) => boolean): boolean {
  let found = false;
  walkDeep(body, (expr) => {
    if (found || expr.kind !== 'call') return;
    const [first, second] = expr.args.map(({ value }) => value);
    const header = first?.kind === 'literal' && /^set-cookie$/i.test(String(first.value));
    const takes = header || SETS_COOKIE.test(lastName(expr.callee) ?? '');
    found = takes && second !== undefined && isIt(second);
  });
  return found;
}

/** Whether an expression is, or has in it, another. */
function holds(expr: Expr, other: Expr, depth = 0): boolean {
  return expr === other || (depth < 10 && childrenOf(expr).some((child) => holds(child, other, depth + 1)));
}

const MAX_ROUNDS = 3;
/** The name of something secret in the same function that the variable is put into. */
function flowsToSecret(owner: FunctionNode, start: string | undefined): string | undefined {
  if (start === undefined) return undefined;
  const direct = namesWhereItGoes(owner.fn.body, start).find(forSecurity);
  if (direct !== undefined) return direct;
  if (entersCookie(owner.fn.body, (value) => mentionsAny(value, new Set([start])))) return COOKIE;
  const pairs = assignments(owner.fn.body);
  const reached = new Set([start]);
  for (let round = 0; round < MAX_ROUNDS; round++) {
    for (const { names, value } of pairs) {
      if (!mentionsAny(value, reached)) continue;
      const secret = names.find(forSecurity);
      if (secret !== undefined) return secret;
      for (const name of names) reached.add(name);
    }
  }
  return undefined;
}

function mentionsAny(expr: Expr, names: ReadonlySet<string>, depth = 0): boolean {
  if (depth > 10) return false;
  return expr.kind === 'name'
    ? names.has(expr.name)
    : childrenOf(expr).some((child) => mentionsAny(child, names, depth + 1));
}

export const RANDOMNESS_RULES: readonly Rule[] = [insecureRandom];
