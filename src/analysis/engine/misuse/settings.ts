import type { Expr, Span } from '../../read/ir';
import { exemptsFromTokens } from './exemptions';
import { walkDeep } from '../link/walk';
import { makingsOf } from './makings';
import { isVerifiedBefore, runsInBrowser } from './token-reading';
import {
  argument,
  calls,
  constantOf,
  literalOf,
  misuse,
  property,
  stringsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Site,
} from './site';

type Verdict = readonly [
  weakness: string,
  bad: (value: unknown) => boolean,
  message: string,
  confidence: Misuse['confidence'],
];
const off = (value: unknown): boolean => value === false;
const on = (value: unknown): boolean => value === true;

/** Settings by name, as modules, `app.config[…]` and `config.update(…)` write them. */
const SETTINGS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['DEBUG', ['debug-enabled', on, 'Debug mode shows internals to whoever meets an error.', 'medium']],
  [
    'SESSION_COOKIE_SECURE',
    ['insecure-cookie', off, 'The session cookie is also sent over plain connections.', 'high'],
  ],
  ['SESSION_COOKIE_HTTPONLY', ['insecure-cookie', off, 'Scripts can read the session cookie.', 'high']],
  ['CSRF_COOKIE_SECURE', ['insecure-cookie', off, 'The CSRF cookie is also sent over plain connections.', 'medium']],
  ['REMEMBER_COOKIE_HTTPONLY', ['insecure-cookie', off, 'Scripts can read the remember cookie.', 'high']],
  [
    'REMEMBER_COOKIE_SECURE',
    ['insecure-cookie', off, 'The remember cookie is also sent over plain connections.', 'high'],
  ],
  ['WTF_CSRF_ENABLED', ['missing-csrf-protection', off, 'Protection against forged requests is turned off.', 'high']],
  [
    'WTF_CSRF_CHECK_DEFAULT',
    ['missing-csrf-protection', off, 'Protection against forged requests is off unless a view asks for it.', 'medium'],
  ],
  ['CORS_ALLOW_ALL_ORIGINS', ['cors-misconfiguration', on, 'Any site may read answers.', 'medium']],
  ['CORS_ORIGIN_ALLOW_ALL', ['cors-misconfiguration', on, 'Any site may read answers.', 'medium']],
  ['SECURE_BROWSER_XSS_FILTER', ['missing-security-headers', off, 'A protecting header is turned off.', 'low']],
  [
    'SECURE_CONTENT_TYPE_NOSNIFF',
    ['missing-security-headers', off, 'Browsers may guess the type of an answer.', 'medium'],
  ],
]);

const setting: Rule = (site) => {
  const { expr, names } = site;
  if (expr.kind !== 'literal') return undefined;
  const verdict = SETTINGS.get(names[0] ?? '');
  if (!verdict?.[1](expr.value)) return undefined;
  return misuse(
    verdict[0],
    names[0] ?? '',
    verdict[2],
    expr.span,
    names.slice(1).some((name) => FOR_DEVELOPMENT.test(name)) ? 'low' : verdict[3],
  );
};

/** `class TestingConfig`, `class DevelopmentSettings`. */
const FOR_DEVELOPMENT =
  /^(test(ing)?|dev(el|elopment)?|local|debug|ci)_?(config|settings|configuration|environment)?$|_?(testing|development)$/i;
const EVERYWHERE = /^(0\.0\.0\.0|::|)$/;

/** A development server that answers its own machine alone unless it is told otherwise. */
function listensToAll(site: Site, expr: Extract<Expr, { kind: 'call' }>): boolean {
  const host = argument(expr, 0, 'host');
  return (
    host !== undefined &&
    (stringsOf(site, host).some((one) => EVERYWHERE.test(one)) || constantOf(site, host) === undefined)
  );
}

/** Servers started in debug mode. */
const debugRun: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const flag = argument(expr, -1, 'debug');
  if (!flag || constantOf(site, flag) !== true) return undefined;
  const path = calls(
    site,
    /^(?:flask\.Flask\(\)\.run|flask\.Flask|fastapi\.FastAPI|starlette\.applications\.Starlette|bottle\.run|aiohttp\.web\.run_app|quart\.Quart\(\)\.run|tornado\.web\.Application|sanic\.Sanic\(\)\.run|uvicorn\.run|dash\.Dash\(\)\.run(?:_server)?)$/,
  );
  const named =
    expr.callee.kind === 'member' &&
    expr.callee.property === 'run' &&
    expr.callee.object.kind === 'name' &&
    /app$/i.test(expr.callee.object.name);
  const started = named || /\.run(_server)?$|\.run_app$/.test(path ?? '');
  return path || named
    ? misuse(
        'debug-enabled',
        path ?? 'app.run',
        'The debugger runs code for whoever reaches an error page.',
        expr.span,
        started && !listensToAll(site, expr) ? 'low' : 'high',
      )
    : undefined;
};

const errorHandler: Rule = (site) => {
  const path = calls(site, /^(?:errorhandler|express\(\)\.errorHandler|express\.errorHandler)$/);
  return path
    ? misuse('error-details-exposed', path, 'Errors are sent to the client with their stack.', site.expr.span, 'low')
    : undefined;
};

/** A token that the program kept itself: nobody outside hands it in. */
function isFromWithin({ program, scope }: Site, expr: CallExpr): boolean {
  const token = argument(expr, 0);
  if (!token) return false;
  const { outside, elsewhere } = makingsOf(program, token, scope);
  return elsewhere && !outside;
}

/** Tokens whose signature nobody checks. */
const jwt: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const path = calls(
    site,
    /^(?:jsonwebtoken\.verify|jwt-simple\.decode|jwt\.decode|jose\.jwt\.decode|authlib\.jose\.jwt\.decode|jsonwebtoken\.decode|jwt-decode|jwt_decode|jose\.decodeJwt)$/,
  );
  if (!path) return undefined;
  const options = [...expr.args].map((arg) => literalOf(site, arg.value)).filter((one) => one !== undefined);
  const found = (message: string, confidence: Misuse['confidence'] = 'high'): Misuse =>
    misuse('jwt-verification-disabled', path, message, expr.span, confidence);
  if (options.some((one) => constantOf(site, property(one, 'verify_signature')) === false))
    return found('The signature is not checked.');
  if (
    constantOf(site, argument(expr, -1, 'verify')) === false ||
    (path === 'jwt-simple.decode' && constantOf(site, argument(expr, 2)) === true)
  )
    return found('The signature is not checked.');
  const listed = [argument(expr, -1, 'algorithms'), ...options.map((one) => property(one, 'algorithms'))].flatMap(
    (one) => (one?.kind === 'array' ? one.items : one ? [one] : []),
  );
  if (listed.flatMap((one) => stringsOf(site, one)).some((name) => name.toLowerCase() === 'none'))
    return found('Unsigned tokens are accepted.');
  const key = argument(expr, 1);
  if (path === 'jsonwebtoken.verify' && key?.kind === 'literal' && !key.value)
    return found('The key is empty: unsigned tokens are accepted.');
  return path === 'jsonwebtoken.decode' &&
    !isVerifiedBefore(site) &&
    !runsInBrowser(site) &&
    !readsHeaderOnly(site, expr) &&
    !isFromWithin(site, expr)
    ? found('The token is read without checking its signature.', 'medium')
    : undefined;
};
/** The header says which key a token is to be verified with: it has to be read before. */
function readsHeaderOnly(site: Site, expr: Expr): boolean {
  let result: string | undefined;
  let direct = false;
  const used: string[] = [];
  walkDeep(site.owner.fn.body, (one) => {
    if (one.kind === 'member' && one.object === expr) direct = one.property === 'header';
    if (one.kind === 'assign' && one.value === expr && one.target.kind === 'bind') result = one.target.name;
  });
  for (const stmt of site.owner.fn.body) {
    if (stmt.kind !== 'declare' || stmt.value !== expr) continue;
    if (stmt.target.kind === 'objectPattern')
      return stmt.target.properties.length > 0 && stmt.target.properties.every((property) => property.key === 'header');
    if (stmt.target.kind === 'bind') result = stmt.target.name;
  }
  if (result === undefined) return direct;
  walkDeep(site.owner.fn.body, (one) => {
    if (one.kind === 'member' && one.object.kind === 'name' && one.object.name === result) used.push(one.property);
  });
  return used.length > 0 && used.every((name) => name === 'header');
}

/** Template engines told not to escape. */
const autoescape: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const jinja = calls(
    site,
    /^jinja2\.(?:Environment|Template|environment\.Environment|sandbox\.SandboxedEnvironment)$/,
  );
  if (jinja) {
    const value = argument(expr, -1, 'autoescape');
    if (value === undefined && rendersNoPage(site)) return undefined;
    if (value === undefined ? jinja.endsWith('Environment') : constantOf(site, value) === false)
      return unescaped(jinja, expr.span);
    return value === undefined && jinja.endsWith('Template') ? unescaped(jinja, expr.span, 'low') : undefined;
  }
  const path = calls(
    site,
    /^(?:nunjucks\.configure|nunjucks\.Environment|swig\.setDefaults|swig\.Swig|swig-templates\.setDefaults|handlebars\.compile|twig\.extend|marked\.setOptions|marked\.use|marked|markdown-it|ejs\.render)$/,
  );
  if (!path) return undefined;
  const options = expr.args.map((arg) => literalOf(site, arg.value)).find((one) => one !== undefined);
  for (const [name, bad] of [
    ['autoescape', false],
    ['noEscape', true],
    ['sanitize', false],
    ['html', true],
  ] as const) {
    const value = property(options, name);
    if (value && constantOf(site, value) === bad && (name !== 'html' || path === 'markdown-it'))
      return unescaped(path, value.span);
  }
  return undefined;
};
/** All templates that the function names are for something else than browsers: `mail.txt`, `query.sql.j2`. */
function rendersNoPage({ owner }: Site): boolean {
  const names: (string | undefined)[] = [];
  walkDeep(owner.fn.body, (expr) => {
    if (
      expr.kind !== 'call' ||
      expr.callee.kind !== 'member' ||
      !/^(get_template|select_template)$/.test(expr.callee.property)
    )
      return;
    const first = expr.args[0]?.value;
    names.push(first?.kind === 'literal' && typeof first.value === 'string' ? first.value : undefined);
  });
  return (
    names.length > 0 &&
    names.every((name) => {
      const extension = /\.(\w{1,8})$/.exec(name?.replace(/\.(j2|jinja2?|tmpl|tpl)$/i, '') ?? '')?.[1];
      return extension !== undefined && !/^(html?|xhtml|xml|svg)$/i.test(extension);
    })
  );
}

function unescaped(path: string, span: Span, confidence: Misuse['confidence'] = 'high'): Misuse {
  return misuse('unsafe-html-rendering', path, 'What is put into pages is not escaped.', span, confidence);
}

const HELMET = new Set([
  'contentSecurityPolicy',
  'frameguard',
  'hsts',
  'noSniff',
  'xFrameOptions',
  'strictTransportSecurity',
  'xContentTypeOptions',
]);
const helmet: Rule = (site) => {
  if (site.expr.kind !== 'call' || !calls(site, /^helmet$/)) return undefined;
  const options = literalOf(site, argument(site.expr, 0));
  const disabled = options?.properties.find(
    (one) => one.key !== undefined && HELMET.has(one.key) && constantOf(site, one.value) === false,
  );
  return disabled
    ? misuse('missing-security-headers', 'helmet', `\`${disabled.key ?? ''}\` is turned off.`, disabled.span, 'medium')
    : undefined;
};

/** Those that say something about other expressions than calls. */
export const SETTING_VALUE_RULES: readonly Rule[] = [setting, exemptsFromTokens];
export const SETTING_RULES: readonly Rule[] = [
  setting,
  debugRun,
  errorHandler,
  jwt,
  exemptsFromTokens,
  autoescape,
  helmet,
];
