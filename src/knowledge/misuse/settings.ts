import type { SeenPlainly } from '../../artifacts/seen';
import type { Certainty } from '../certainty';
/** A setting that is wrong with some values. */
type Verdict = readonly [weakness: string, bad: (value: unknown) => boolean, seen: SeenPlainly, confidence: Certainty];
const off = (value: unknown): boolean => value === false;
const on = (value: unknown): boolean => value === true;

/** Settings by name, as modules, `app.config[…]` and `config.update(…)` write them. */
export const SETTINGS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['DEBUG', ['debug-enabled', on, 'debug-mode', 'medium']],
  ['SESSION_COOKIE_SECURE', ['insecure-cookie', off, 'session-cookie-plain', 'high']],
  ['SESSION_COOKIE_HTTPONLY', ['insecure-cookie', off, 'session-cookie-readable', 'high']],
  ['CSRF_COOKIE_SECURE', ['insecure-cookie', off, 'csrf-cookie-plain', 'medium']],
  ['REMEMBER_COOKIE_HTTPONLY', ['insecure-cookie', off, 'remember-cookie-readable', 'high']],
  ['REMEMBER_COOKIE_SECURE', ['insecure-cookie', off, 'remember-cookie-plain', 'high']],
  ['WTF_CSRF_ENABLED', ['missing-csrf-protection', off, 'forgery-protection-off', 'high']],
  ['WTF_CSRF_CHECK_DEFAULT', ['missing-csrf-protection', off, 'forgery-protection-on-demand', 'medium']],
  ['CORS_ALLOW_ALL_ORIGINS', ['cors-misconfiguration', on, 'any-site', 'medium']],
  ['CORS_ORIGIN_ALLOW_ALL', ['cors-misconfiguration', on, 'any-site', 'medium']],
  ['SECURE_BROWSER_XSS_FILTER', ['missing-security-headers', off, 'header-off', 'slight']],
  ['SECURE_CONTENT_TYPE_NOSNIFF', ['missing-security-headers', off, 'type-guessed', 'medium']],
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
