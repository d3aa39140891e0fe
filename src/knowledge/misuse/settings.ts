import type { Certainty } from '../certainty';
/** A setting that is wrong with some values. */
type Verdict = readonly [weakness: string, bad: (value: unknown) => boolean, message: string, confidence: Certainty];
const off = (value: unknown): boolean => value === false;
const on = (value: unknown): boolean => value === true;

/** Settings by name, as modules, `app.config[…]` and `config.update(…)` write them. */
export const SETTINGS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
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
  ['SECURE_BROWSER_XSS_FILTER', ['missing-security-headers', off, 'A protecting header is turned off.', 'slight']],
  [
    'SECURE_CONTENT_TYPE_NOSNIFF',
    ['missing-security-headers', off, 'Browsers may guess the type of an answer.', 'medium'],
  ],
]);

/** `class TestingConfig`, `class DevelopmentSettings`. */
export const FOR_DEVELOPMENT =
  /^(test(ing)?|dev(el|elopment)?|local|debug|ci)_?(config|settings|configuration|environment)?$|_?(testing|development)$/i;

/** Calls that make or start a server, with a debug mode by keyword. */
export const DEBUG_SERVERS =
  /^(?:flask\.Flask\(\)\.run|flask\.Flask|fastapi\.FastAPI|starlette\.applications\.Starlette|bottle\.run|aiohttp\.web\.run_app|quart\.Quart\(\)\.run|tornado\.web\.Application|sanic\.Sanic\(\)\.run|uvicorn\.run|dash\.Dash\(\)\.run(?:_server)?)$/;

/** Those that start it here, for this machine alone unless told otherwise. */
export const STARTS = /\.run(_server)?$|\.run_app$/;

/** Middleware that answers errors with their stack. */
export const ERROR_PAGES = /^(?:errorhandler|express\(\)\.errorHandler|express\.errorHandler)$/;

/** Its options for headers that a site should not turn off. */
export const PROTECTING_HEADERS: ReadonlySet<string> = new Set([
  'contentSecurityPolicy',
  'frameguard',
  'hsts',
  'noSniff',
  'xFrameOptions',
  'strictTransportSecurity',
  'xContentTypeOptions',
]);

/** Middleware that sets protective headers. */
export const HEADER_MIDDLEWARE = /^helmet$/;

/** How it is named in findings. */
export const HEADER_MIDDLEWARE_NAME = 'helmet';
