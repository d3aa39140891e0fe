import type { Expr } from '../../read/ir';
import { argument, calls, constantOf, literalOf, misuse, property, stringsOf, type Rule } from './site';
import { targetNames } from './walk-sites';
import {
  ANY_HOST_KEY,
  CERTIFICATES_KEYWORD,
  CLIENTS_WITH_KEYWORDS,
  HOST_KEY_POLICY,
  NO_CERTIFICATES,
  UNCHECKED_ASSIGNMENTS,
  UNCHECKED_KEYWORDS,
  UNCHECKED_OPTIONS,
  UNVERIFIED_CONTEXTS,
} from '../../../knowledge/misuse/transport';
import {
  CORS_BY_KEYWORDS,
  CORS_CLASSES,
  CORS_CLASS_NAME,
  CORS_METHODS,
  CORS_MIDDLEWARE,
} from '../../../knowledge/misuse/cors';

/** Certificates that nobody checks. */
const keywordOff: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const path = calls(site, CLIENTS_WITH_KEYWORDS);
  for (const [name, bad] of path ? UNCHECKED_KEYWORDS : []) {
    const value = argument(expr, -1, name);
    if (value && path && constantOf(site, value) === bad) return unchecked(name, path, value);
  }
  const cert = argument(expr, -1, CERTIFICATES_KEYWORD);
  if (
    cert &&
    (stringsOf(site, cert).includes(NO_CERTIFICATES.name) ||
      site.program.externalPaths(cert, site.scope).includes(NO_CERTIFICATES.path))
  )
    return misuse('tls-verification-disabled', CERTIFICATES_KEYWORD, 'certificates-unchecked', cert.span);
  return undefined;
};

/** What a field holds may be set elsewhere: the constant is one of the values it can have. */
function unchecked(name: string, path: string, value: Expr): ReturnType<Rule> {
  const settled = value.kind !== 'member';
  const what = settled ? 'certificates-off' : 'certificates-off-by-default';
  return misuse('tls-verification-disabled', path, { what, of: name }, value.span, settled ? 'high' : 'medium');
}

const unverifiedContext: Rule = (site) => {
  const path = calls(site, UNVERIFIED_CONTEXTS);
  if (path) return misuse('tls-verification-disabled', path, 'certificates-unchecked', site.expr.span);
  const policy = calls(site, HOST_KEY_POLICY);
  if (!policy || site.expr.kind !== 'call') return undefined;
  const value = argument(site.expr, 0, 'policy');
  const accepts = value && [...site.program.externalPaths(value, site.scope)].some((one) => ANY_HOST_KEY.test(one));
  return accepts ? misuse('tls-verification-disabled', policy, 'any-host-key', site.expr.span) : undefined;
};

const optionOff: Rule = (site) => {
  if (site.expr.kind !== 'object') return undefined;
  for (const [name, bad] of UNCHECKED_OPTIONS) {
    const value = property(site.expr, name);
    if (value && constantOf(site, value) === bad) return unchecked(name, name, value);
  }
  return undefined;
};

const assigned: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'assign') return undefined;
  const [name = ''] = targetNames(expr.target);
  const row = UNCHECKED_ASSIGNMENTS.get(name);
  if (!row) return undefined;
  const value = constantOf(site, expr.value);
  const off =
    row.path === undefined
      ? row.values?.some((one) => one === value)
      : site.program.externalPaths(expr.value, site.scope).includes(row.path);
  return off === true ? misuse('tls-verification-disabled', row.shownAs ?? name, row.seen, expr.span) : undefined;
};

/** Who may read answers across origins. */
const cors: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const node = calls(site, CORS_MIDDLEWARE);
  if (node) return corsOptions(literalOf(site, argument(expr, 0)), site, expr.span, node);
  const enable = calls(site, CORS_METHODS);
  if (enable) return corsOptions(literalOf(site, argument(expr, 0)), site, expr.span, enable);
  const decorated = calls(site, CORS_BY_KEYWORDS);
  if (decorated) {
    const origins = argument(expr, -1, 'origins');
    const all = !origins || stringsOf(site, origins).includes('*');
    return all && constantOf(site, argument(expr, -1, 'supports_credentials')) === true
      ? misuse('cors-misconfiguration', decorated, 'any-site-with-cookies', expr.span)
      : undefined;
  }
  const origins = argument(expr, -1, 'allow_origins');
  if (origins?.kind !== 'array') return undefined;
  const holdsMiddleware =
    expr.args.some((arg) =>
      site.program.externalPaths(arg.value, site.scope).some((path) => CORS_CLASSES.test(path)),
    ) || calls(site, CORS_CLASSES) !== undefined;
  if (!holdsMiddleware) return undefined;
  const every = origins.items.some((item) => stringsOf(site, item).includes('*'));
  const credentials = constantOf(site, argument(expr, -1, 'allow_credentials')) === true;
  return every
    ? misuse(
        'cors-misconfiguration',
        CORS_CLASS_NAME,
        credentials ? 'any-site-with-cookies' : 'any-site',
        expr.span,
        credentials ? 'high' : 'low',
      )
    : undefined;
};

function corsOptions(
  options: ReturnType<typeof literalOf>,
  site: Parameters<Rule>[0],
  span: Parameters<typeof misuse>[3],
  path: string,
): ReturnType<Rule> {
  if (!options) return misuse('cors-misconfiguration', path, 'any-site', span, 'low');
  const origin = property(options, 'origin');
  const value = constantOf(site, origin);
  const open = value === true || value === '*' || origin === undefined;
  const at = origin?.span ?? span;
  if (open && constantOf(site, property(options, 'credentials')) === true)
    return misuse('cors-misconfiguration', path, 'any-site-with-cookies', at, value === true ? 'high' : 'medium');
  return value === '*' ? misuse('cors-misconfiguration', path, 'any-site', at, 'low') : undefined;
}

/** What a setting switches off where somebody asks for it is not how the program works. */
const unlessAskedFor =
  (rule: Rule): Rule =>
  (site) => {
    const found = rule(site);
    return found && site.optional ? { ...found, confidence: 'low' } : found;
  };

/** About objects and assignments. */
export const TRANSPORT_VALUE_RULES: readonly Rule[] = [optionOff, assigned].map(unlessAskedFor);

/** About calls. */
export const TRANSPORT_RULES: readonly Rule[] = [...[keywordOff, unverifiedContext].map(unlessAskedFor), cors];
