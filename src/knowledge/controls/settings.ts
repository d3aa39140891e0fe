import { BODY_LIMIT } from '../control-names';
import type { PlainMechanism } from '../../artifacts/basis';
import type { ControlCategory } from '../../artifacts/enums';

/** Settings of Django and Flask by their name: value that protects. */
export const CONTROL_SETTINGS: readonly {
  name: RegExp;
  value?: unknown;
  category: ControlCategory;
  control: string;
  mechanism: PlainMechanism;
}[] = [
  {
    name: /^(SESSION_COOKIE_SECURE|CSRF_COOKIE_SECURE|REMEMBER_COOKIE_SECURE)$/,
    value: true,
    category: 'cors-csp',
    control: 'Secure cookies',
    mechanism: 'cookies-over-tls',
  },
  {
    name: /^(SESSION_COOKIE_HTTPONLY|CSRF_COOKIE_HTTPONLY|REMEMBER_COOKIE_HTTPONLY)$/,
    value: true,
    category: 'cors-csp',
    control: 'HttpOnly cookies',
    mechanism: 'cookies-unreadable',
  },
  {
    name: /^(SESSION_COOKIE_SAMESITE|CSRF_COOKIE_SAMESITE)$/,
    category: 'cors-csp',
    control: 'SameSite cookies',
    mechanism: 'cookies-same-site',
  },
  {
    name: /^SECURE_(HSTS_SECONDS|SSL_REDIRECT)$/,
    category: 'cryptography',
    control: 'TLS enforced',
    mechanism: 'held-to-tls',
  },
  {
    name: /^(X_FRAME_OPTIONS|SECURE_CONTENT_TYPE_NOSNIFF|SECURE_REFERRER_POLICY|CONTENT_SECURITY_POLICY|CSP_DEFAULT_SRC)$/,
    category: 'cors-csp',
    control: 'Security headers',
    mechanism: 'response-headers',
  },
  {
    name: /^AUTH_PASSWORD_VALIDATORS$/,
    category: 'authentication',
    control: 'Password rules',
    mechanism: 'weak-passwords-refused',
  },
  { name: /^PASSWORD_HASHERS$/, category: 'cryptography', control: 'Password hashing', mechanism: 'slow-salted-hash' },
  { name: /^LOGGING$/, category: 'logging-audit', control: 'Application log', mechanism: 'logging-configured' },
  {
    // Django refuses large forms by itself: its settings raise that limit, or say where uploads are kept.
    name: /^MAX_CONTENT_LENGTH$/,
    category: 'rate-limiting',
    control: BODY_LIMIT,
    mechanism: 'large-requests-refused',
  },
  {
    name: /^(CORS_ALLOWED_ORIGINS|CORS_ORIGIN_WHITELIST|ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS)$/,
    category: 'cors-csp',
    control: 'Allowed origins',
    mechanism: 'hosts-named',
  },
];

/** Names of settings that hold something secret. */
export const SECRET_NAME =
  /(secret|passw(or)?d|passphrase|token|api_?key|private_?key|credential|access_?key|auth_?key|client_?secret|dsn|connection_?string|database_?url|mongo(db)?_?ur[il])/i;

/** Template engines of Express that escape by default. */
export const ESCAPING_ENGINES =
  /(^|[.\-])(ejs|pug|jade|hbs|handlebars|express-handlebars|swig|nunjucks|mustache|twig|eta|liquid)(\.|$|\()/;

/** Parsers of bodies that take a limit of their size. */
export const BODY_PARSERS = /^(express|body-parser)\./;

/** Classes whose fields come from the environment. */
export const SETTINGS_CLASSES = /^(pydantic|pydantic_settings)\.(\w+\.)?BaseSettings$/;

/** Members of modules that hold the environment. */
export const ENVIRONMENTS: ReadonlyMap<string, string> = new Map([
  ['process', 'env'],
  ['os', 'environ'],
]);

/** Methods that read a variable of it. */
export const ENVIRONMENT_READERS = /^getenv$/;
