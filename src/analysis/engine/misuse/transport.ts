import { argument, calls, constantOf, literalOf, misuse, property, stringsOf, type Rule } from './site';
import { targetNames } from './walk-sites';

const HTTP_CLIENT = /^(?:requests|httpx|aiohttp|urllib3|tornado|httplib2|treq|niquests)\b/;

/** Certificates that nobody checks. */
const keywordOff: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const path = calls(site, HTTP_CLIENT);
  for (const [name, bad] of [
    ['verify', false],
    ['verify_ssl', false],
    ['ssl', false],
    ['validate_cert', false],
    ['disable_ssl_certificate_validation', true],
  ] as const) {
    const value = argument(expr, -1, name);
    if (value && path && constantOf(site, value) === bad)
      return misuse('tls-verification-disabled', path, `\`${name}\` turns the check of certificates off.`, value.span);
  }
  const cert = argument(expr, -1, 'cert_reqs');
  if (
    cert &&
    (stringsOf(site, cert).includes('CERT_NONE') ||
      site.program.externalPaths(cert, site.scope).includes('ssl.CERT_NONE'))
  )
    return misuse('tls-verification-disabled', 'cert_reqs', 'Certificates are not checked.', cert.span);
  return undefined;
};

const unverifiedContext: Rule = (site) => {
  const path = calls(site, /^ssl\.(?:_create_unverified_context|_create_stdlib_context)$/);
  if (path) return misuse('tls-verification-disabled', path, 'Certificates are not checked.', site.expr.span);
  const policy = calls(site, /^paramiko\.(?:client\.)?SSHClient\(\)\.set_missing_host_key_policy$/);
  if (!policy || site.expr.kind !== 'call') return undefined;
  const value = argument(site.expr, 0, 'policy');
  const accepts =
    value && [...site.program.externalPaths(value, site.scope)].some((one) => /AutoAddPolicy|WarningPolicy/.test(one));
  return accepts ? misuse('tls-verification-disabled', policy, 'Any host key is accepted.', site.expr.span) : undefined;
};

const JS_OPTIONS: readonly [string, boolean][] = [
  ['rejectUnauthorized', false],
  ['strictSSL', false],
  ['insecureHTTPParser', true],
  ['ignoreHTTPSErrors', true],
  ['strictSsl', false],
];
const optionOff: Rule = (site) => {
  if (site.expr.kind !== 'object') return undefined;
  for (const [name, bad] of JS_OPTIONS) {
    const value = property(site.expr, name);
    if (value && constantOf(site, value) === bad)
      return misuse('tls-verification-disabled', name, `\`${name}\` turns the check of certificates off.`, value.span);
  }
  return undefined;
};

/** What is assigned to these decides about certificates. */
const CHECKS: ReadonlySet<string> = new Set([
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'rejectUnauthorized',
  'check_hostname',
  'verify_mode',
  '_create_default_https_context',
]);

const assigned: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'assign') return undefined;
  const [name = ''] = targetNames(expr.target);
  if (!CHECKS.has(name)) return undefined;
  const value = constantOf(site, expr.value);
  if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' && (value === '0' || value === 0))
    return misuse('tls-verification-disabled', name, 'The whole process accepts any certificate.', expr.span);
  if ((name === 'rejectUnauthorized' || name === 'check_hostname') && value === false)
    return misuse('tls-verification-disabled', name, 'Certificates are not checked.', expr.span);
  if (name === 'verify_mode' && site.program.externalPaths(expr.value, site.scope).includes('ssl.CERT_NONE'))
    return misuse('tls-verification-disabled', 'ssl.CERT_NONE', 'Certificates are not checked.', expr.span);
  if (
    name === '_create_default_https_context' &&
    site.program.externalPaths(expr.value, site.scope).includes('ssl._create_unverified_context')
  )
    return misuse('tls-verification-disabled', name, 'The whole process accepts any certificate.', expr.span);
  return undefined;
};

/** Who may read answers across origins. */
const cors: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const node = calls(site, /^(?:cors|@koa\/cors|koa2-cors|koa-cors|@fastify\/cors|kcors)$/);
  if (node) return corsOptions(literalOf(site, argument(expr, 0)), site, expr.span, node);
  const enable = calls(site, /\.enableCors$/);
  if (enable) return corsOptions(literalOf(site, argument(expr, 0)), site, expr.span, enable);
  const decorated = calls(site, /^(?:flask_cors\.CORS|flask_cors\.cross_origin)$/);
  if (decorated) {
    const origins = argument(expr, -1, 'origins');
    const all = !origins || stringsOf(site, origins).includes('*');
    return all && constantOf(site, argument(expr, -1, 'supports_credentials')) === true
      ? misuse('cors-misconfiguration', decorated, "Any site may read answers with the user's cookies.", expr.span)
      : undefined;
  }
  const origins = argument(expr, -1, 'allow_origins');
  if (origins?.kind !== 'array') return undefined;
  const holdsMiddleware =
    expr.args.some((arg) =>
      site.program.externalPaths(arg.value, site.scope).some((path) => /CORSMiddleware$/.test(path)),
    ) || calls(site, /CORSMiddleware$/) !== undefined;
  if (!holdsMiddleware) return undefined;
  const every = origins.items.some((item) => stringsOf(site, item).includes('*'));
  const credentials = constantOf(site, argument(expr, -1, 'allow_credentials')) === true;
  return every
    ? misuse(
        'cors-misconfiguration',
        'CORSMiddleware',
        credentials ? "Any site may read answers with the user's cookies." : 'Any site may read answers.',
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
  const origin = property(options, 'origin');
  const value = constantOf(site, origin);
  const credentials = constantOf(site, property(options, 'credentials')) === true;
  const open = value === true || value === '*' || (origin === undefined && options !== undefined);
  const reflected = value === true || (origin?.kind === 'function' && false);
  if (open && credentials)
    return misuse(
      'cors-misconfiguration',
      path,
      "Any site may read answers with the user's cookies.",
      origin?.span ?? span,
      reflected ? 'high' : 'medium',
    );
  return options === undefined || value === '*'
    ? misuse('cors-misconfiguration', path, 'Any site may read answers.', origin?.span ?? span, 'low')
    : undefined;
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
