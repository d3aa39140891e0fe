import { COOKIE_MEMBERS, HEADER_HOLDERS, HEADER_READERS } from '../../../knowledge/controls/carriers';
import {
  CURRENT_PASSWORD,
  LIMITERS,
  PLAIN_COOKIE_READERS,
  POWERFUL,
  SENDER_KEY_OPTIONS,
  SET_BY_PROXIES,
} from '../../../knowledge/misuse/sender-decides';
import type { Expr } from '../../read/ir';
import { returnsOf, walkExpr } from '../link/walk';
import { namesIn, steps } from '../evidence/spelling';
import { argument, calledName, calls, literalOf, misuse, property, type Rule, type Site } from './site';

/** What a sender writes freely must not say who the sender is, or what they may do. */

interface Sent {
  in: 'cookie' | 'header';
  key: string;
}

/** `req.cookies.admin`, `request.COOKIES.get('admin')`, `req.headers['x-role']`, `req.get('X-Role')`. */
function sent(expr: Expr): Sent | undefined {
  if (expr.kind === 'await') return sent(expr.value);
  if (expr.kind === 'call') return sentByCall(expr);
  const path = steps(expr);
  const key = path?.at(-1);
  const holder = path?.at(-2) ?? '';
  return key === undefined ? undefined : heldBy(holder, key);
}

function heldBy(holder: string, key: string): Sent | undefined {
  if (COOKIE_MEMBERS.has(holder) && !/signed/i.test(holder)) return { in: 'cookie', key };
  return HEADER_HOLDERS.has(holder) ? { in: 'header', key } : undefined;
}

function sentByCall(expr: Extract<Expr, { kind: 'call' }>): Sent | undefined {
  const first = argument(expr, 0);
  if (expr.callee.kind !== 'member' || first?.kind !== 'literal' || typeof first.value !== 'string') return undefined;
  const name = expr.callee.property;
  if (PLAIN_COOKIE_READERS.has(name)) return { in: 'cookie', key: first.value };
  const holder = steps(expr.callee.object)?.at(-1) ?? '';
  if (name === 'get') return heldBy(holder, first.value) ?? ofRequest(holder, first.value);
  return HEADER_READERS.has(name) ? ofRequest(holder, first.value) : undefined;
}

const ofRequest = (holder: string, key: string): Sent | undefined =>
  /^(?:req|request)$/.test(holder) && /^x-/i.test(key) ? { in: 'header', key } : undefined;

const textOf = (expr: Expr): string | undefined =>
  expr.kind === 'literal' && expr.value !== null && expr.type !== 'undefined' ? String(expr.value) : undefined;

/** `req.cookies.admin === '1'`: whoever writes it is an administrator. */
const powerFromSender: Rule = ({ expr }) => {
  if (expr.kind !== 'binary' || !/^[!=]==?$/.test(expr.op)) return undefined;
  const left = sent(expr.left);
  const found = left ?? sent(expr.right);
  const value = textOf(left ? expr.right : expr.left);
  if (!found || value === undefined || value === '') return undefined;
  const custom = found.in === 'header' && /^x[-_]/i.test(found.key);
  if (!POWERFUL.test(found.key) && !(custom && POWERFUL.test(value))) return undefined;
  return misuse(
    'missing-authorization',
    found.key,
    { what: 'sender-says-rights', of: found.key.slice(0, 40), sentAs: found.in },
    expr.span,
  );
};

/** `rateLimit({ keyGenerator: (req) => req.headers['x-forwarded-for'] })`: another key with each attempt. */
const keyFromSender: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const library = calls(site, LIMITERS);
  if (library === undefined) return undefined;
  const options = literalOf(site, argument(expr, 0));
  const key = SENDER_KEY_OPTIONS.map((name) => argument(expr, -1, name) ?? property(options, name)).find(Boolean);
  const header = key && headerReturned(site, key);
  if (!key || header === undefined) return undefined;
  return misuse(
    'missing-rate-limiting',
    calledName(expr),
    { what: 'limiter-by-header', of: header.slice(0, 40) },
    key.span,
    'medium',
  );
};

function headerReturned(site: Site, key: Expr): string | undefined {
  const fns = site.program
    .resolve(key, site.scope)
    .flatMap((one) => (one.kind === 'function' ? [one.fn.fn] : []))
    .concat(key.kind === 'function' ? [key.fn] : []);
  for (const fn of fns)
    for (const value of returnsOf(fn.body)) {
      const found = freeHeaderIn(value);
      if (found !== undefined) return found;
    }
  return undefined;
}

/** A header that no proxy in front is known to set anew. */
function freeHeaderIn(value: Expr): string | undefined {
  let found: string | undefined;
  walkExpr(value, {
    expr: (one) => {
      const read = sent(one);
      if (read?.in === 'header' && !SET_BY_PROXIES.test(read.key)) found ??= read.key;
      return true;
    },
  });
  return found;
}

/** `serveIndex('uploads')`: the names of all files, not only those that pages lead to. */
const listsFolder: Rule = (site) => {
  const library = calls(site, /^serve-index$/);
  if (library === undefined) return undefined;
  return misuse('sensitive-file-exposure', library, 'folder-listed', site.expr.span, 'medium');
};

/** `if (current && hash(current) !== user.password)`: who leaves it out is not asked. */
const checkedWhenSent: Rule = ({ expr }) => {
  if (expr.kind !== 'binary' || !/^(?:&&|and)$/.test(expr.op)) return undefined;
  const name = steps(expr.left)?.at(-1) ?? '';
  if (!CURRENT_PASSWORD.test(name)) return undefined;
  if (!comparisonsIn(expr.right).some((one) => namesIn(one).includes(name))) return undefined;
  return misuse('missing-authentication', name, { what: 'compared-when-sent', of: name.slice(0, 40) }, expr.span);
};

/** What differs, or fails to fit, turns away. */
function comparisonsIn(expr: Expr): Expr[] {
  if (expr.kind === 'binary') {
    if (/^(?:&&|\|\||and|or)$/.test(expr.op)) return [...comparisonsIn(expr.left), ...comparisonsIn(expr.right)];
    return expr.op === '!=' || expr.op === '!==' ? [expr] : [];
  }
  return expr.kind === 'unary' && /^(?:!|not)$/.test(expr.op) && expr.operand.kind === 'call' ? [expr.operand] : [];
}

export const SENDER_CALL_RULES: readonly Rule[] = [keyFromSender, listsFolder];
export const SENDER_VALUE_RULES: readonly Rule[] = [powerFromSender, checkedWhenSent];
