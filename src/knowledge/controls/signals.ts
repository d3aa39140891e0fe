import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import type { ControlFact } from '../../artifacts/facts';

/** A library call that implements or installs a protection. */
export interface ControlSignal {
  category: ControlCategory;
  name: string;
  mechanism: string;
  /** Library path of what is called. */
  path: RegExp;
  scope: ControlFact['scope'];
  strength: ControlStrength;
  basis: string;
  /** Every place counts for itself; otherwise the first of a file. */
  each?: boolean;
}

type Signal = [
  category: ControlCategory,
  name: string,
  mechanism: string,
  path: RegExp,
  basis: string,
  scope?: ControlFact['scope'],
  strength?: ControlStrength,
];

const LIST: readonly Signal[] = [
  [
    'authentication',
    'Passport strategy',
    'Credentials are verified by a Passport strategy',
    /^passport(\.\w+)?\.use$/,
    'A strategy is registered.',
    'app',
  ],
  [
    'authentication',
    'Session store',
    'Server sessions',
    /^(express-session|cookie-session|koa-session|@fastify\/(secure-)?session|flask_session\.Session)$/,
    'Sessions keep who is signed in.',
    'app',
    'partial',
  ],
  [
    'authentication',
    'Token verification',
    'JWT signature verification',
    /^(jsonwebtoken\.verify|jose\.jwtVerify|jwt\.decode|jose\.jwt\.decode|jwt-simple\.decode|firebase-admin\.auth\(\)\.verifyIdToken|google-auth-library\.OAuth2Client\(\)\.verifyIdToken|itsdangerous\.\w*Serializer\(\)\.loads)$/,
    'The signature of the token is checked.',
    'function',
  ],
  [
    'authentication',
    'Sign-in',
    'Framework sign-in',
    /^(flask_login\.(utils\.)?login_user|django\.contrib\.auth\.(authenticate|login)|passport\.authenticate)$/,
    'Signing in goes through the framework.',
    'function',
  ],
  [
    'authentication',
    'Login manager',
    'Flask-Login',
    /^flask_login\.LoginManager$/,
    'Flask-Login manages the session of the user.',
    'app',
  ],
  [
    'authorization',
    'Policy engine',
    'Central policies',
    /^(casbin\.newEnforcer|@casl\/ability\.\w+|accesscontrol\.AccessControl|oso\.Oso|flask_principal\.(Principal|Permission)|acl)$/,
    'Permissions are decided by a policy engine.',
    'app',
  ],
  [
    'input-validation',
    'Schema validation',
    'Input is checked against a schema',
    /^((@hapi\/)?joi\.object|zod(\.z)?\.object|yup\.object|ajv(\.\w+)?|express-validator(\.check)?\.(body|check|query|param|checkSchema)|celebrate\.celebrate|class-validator\.validate\w*|jsonschema\.validate|cerberus\.Validator|flask_restful\.reqparse\.RequestParser|webargs\.\S+|marshmallow\.Schema)$/,
    'A schema says what input may look like.',
    'function',
  ],
  [
    'input-validation',
    'Global validation pipe',
    'Every request body is validated',
    /^@nestjs\/common\.ValidationPipe$/,
    'The pipe validates input by the decorators of the DTO.',
    'app',
  ],
  [
    'input-validation',
    'Key sanitisation',
    'Operators are removed from input',
    /^(express-mongo-sanitize|mongo-sanitize|hpp)$/,
    'Keys that databases would run are removed.',
    'app',
    'partial',
  ],
  [
    'input-validation',
    'Safe file names',
    'File names are normalised',
    /^(werkzeug\.utils\.secure_filename|sanitize-filename|path\.basename|os\.path\.basename)$/,
    'Directories are taken out of file names.',
    'function',
    'partial',
  ],
  [
    'input-validation',
    'Safe YAML and XML',
    'Parsers that build no objects and load no entities',
    /^(yaml\.safe_load|js-yaml\.safeLoad|defusedxml\S*|ast\.literal_eval)$/,
    'The parser only gives plain data.',
    'function',
  ],
  [
    'output-encoding',
    'HTML escaping',
    'Special characters are encoded',
    /^(escape-html|he\.(encode|escape)|lodash\.escape|validator\.escape|html\.escape|markupsafe\.escape|flask\.escape|django\.utils\.html\.(escape|conditional_escape|format_html|strip_tags)|xml\.sax\.saxutils\.escape|entities\.encode\w*|sanitize-html|xss|isomorphic-dompurify\.sanitize|dompurify(\(\))?\.sanitize|DOMPurify\.sanitize|bleach\.(clean|linkify)|nh3\.clean)$/,
    'Markup in values is encoded or removed.',
    'function',
  ],
  [
    'output-encoding',
    'Template auto-escaping',
    'Jinja templates escape values in HTML files',
    /^flask\.(templating\.)?render_template$/,
    'Flask turns auto-escaping on for HTML templates.',
    'app',
  ],
  [
    'output-encoding',
    'Template auto-escaping',
    'Django templates escape values',
    /^django\.(shortcuts\.render|template\.loader\.render_to_string)$/,
    'Django templates escape values unless told otherwise.',
    'app',
  ],
  [
    'cryptography',
    'Password hashing',
    'Slow salted hash',
    /^(bcrypt(js)?\.(hash|hashSync|hashpw|compare|compareSync|checkpw)|bcrypt-nodejs\.\w+|argon2(\.PasswordHasher\(\))?\.(hash|verify)|crypto\.(scrypt|scryptSync|pbkdf2|pbkdf2Sync)|hashlib\.(pbkdf2_hmac|scrypt)|werkzeug\.security\.(generate_password_hash|check_password_hash)|passlib\.\S+\.(hash|verify)|pwdlib\.\S+\.(hash|verify|verify_and_update)|django\.contrib\.auth\.hashers\.\w+|flask_bcrypt\.Bcrypt\(\)\.\w+|@node-rs\/(bcrypt|argon2)\.\w+)$/,
    'Passwords are stored as a slow, salted hash.',
    'function',
  ],
  [
    'cryptography',
    'Encryption',
    'Authenticated or block encryption',
    /^(crypto\.createCipheriv|cryptography\.fernet\.Fernet|nacl\.\S+SecretBox|tweetnacl\.secretbox|libsodium-wrappers\.\w+|cryptography\.hazmat\.\S+AESGCM|@aws-sdk\/client-kms\.\w+)$/,
    'Data is encrypted with a key.',
    'function',
  ],
  [
    'cryptography',
    'Secure random numbers',
    'Random values for secrets',
    /^(crypto\.(randomBytes|randomUUID|randomInt)|secrets\.\w+|os\.urandom|uuid\.(v4|uuid4)|nanoid\.nanoid)$/,
    'Unpredictable values come from the system.',
    'function',
  ],
  [
    'cryptography',
    'Constant-time comparison',
    'Secrets are compared without leaking time',
    /^(crypto\.timingSafeEqual|hmac\.compare_digest|secrets\.compare_digest|django\.utils\.crypto\.constant_time_compare|tsscmp|scmp)$/,
    'How long a comparison takes says nothing about the secret.',
    'function',
  ],
  [
    'cryptography',
    'TLS server',
    'The server speaks TLS itself',
    /^(https\.createServer|http2\.createSecureServer|tls\.createServer|ssl\.(create_default_context|SSLContext))$/,
    'Traffic is encrypted.',
    'app',
  ],
  [
    'cryptography',
    'Signed values',
    'Values are signed',
    /^(crypto\.createHmac|itsdangerous\.\w+|django\.core\.signing\.\w+|jsonwebtoken\.sign|jwt\.encode|jose\.SignJWT)$/,
    'Changed values are noticed.',
    'function',
    'partial',
  ],
  [
    'secrets-management',
    'Environment file',
    'Secrets come from the environment',
    /^(dotenv(-safe|-expand|-flow)?\.config|dotenv\.load_dotenv|environs\.Env|decouple\.config|environ\.Env|pydantic_settings\.BaseSettings|envalid\.cleanEnv|nconf\.env|@nestjs\/config\.ConfigModule\.forRoot)$/,
    'Settings are read from the environment and not from the code.',
    'app',
    'partial',
  ],
  [
    'secrets-management',
    'Secret store',
    'A vault hands out secrets',
    /^(node-vault|hvac\.Client|@aws-sdk\/client-(secrets-manager|ssm)\.\w+|@google-cloud\/secret-manager\.\w+|google\.cloud\.secretmanager\.\w+|@azure\/keyvault-secrets\.\w+|azure\.keyvault\.secrets\.\w+|keyring\.get_password)$/,
    'Secrets are kept in a store made for them.',
    'app',
  ],
  [
    'logging-audit',
    'Application log',
    'Structured logging',
    /^(winston\.createLogger|winston\.Logger|pino|bunyan\.createLogger|log4js\.getLogger|loglevel|logging\.(getLogger|basicConfig|config\.dictConfig|config\.fileConfig)|structlog\.\w+|loguru\.logger\.\w+|signale\.\w+)$/,
    'Events are written to a log.',
    'file',
    'partial',
  ],
  [
    'logging-audit',
    'Request log',
    'Every request is logged',
    /^(morgan|koa-logger|koa-morgan|pino-http|express-winston\.logger|express-pino-logger)$/,
    'Requests leave a record.',
    'app',
    'partial',
  ],
  [
    'rate-limiting',
    'Rate limit',
    'Requests per client are limited',
    /^(express-rate-limit(\.rateLimit)?|express-slow-down|rate-limiter-flexible\.\w+|koa-ratelimit|@fastify\/rate-limit|@nestjs\/throttler\.ThrottlerModule\.forRoot|express-brute|flask_limiter\.Limiter|slowapi\.Limiter|fastapi_limiter\.FastAPILimiter\.init|django_ratelimit\.decorators\.ratelimit)$/,
    'Too many requests are refused.',
    'app',
  ],
  [
    'cors-csp',
    'Security headers',
    'Protective response headers',
    /^(helmet(\.\w+)?|koa-helmet|@fastify\/helmet|lusca(\.\w+)?|flask_talisman\.Talisman|secure\.Secure|next-safe)$/,
    'Browsers are told what pages may do.',
    'app',
  ],
  [
    'cors-csp',
    'CSRF protection',
    'Forms carry a token',
    /^(csurf|csrf-csrf\.doubleCsrf|csrf-sync\.csrfSync|tiny-csrf|koa-csrf|lusca\.csrf|@fastify\/csrf-protection|flask_wtf(\.csrf)?\.(CSRFProtect|CsrfProtect)|starlette_csrf\.\w+|fastapi_csrf_protect\.\w+)$/,
    'Requests from other pages are refused.',
    'app',
  ],
  [
    'cors-csp',
    'CORS policy',
    'Which origins may read answers',
    /^(cors|@koa\/cors|@fastify\/cors|flask_cors\.CORS)$/,
    'Other origins are named.',
    'app',
    'partial',
  ],
];

export const CONTROL_SIGNALS: readonly ControlSignal[] = LIST.map(
  ([category, name, mechanism, path, basis, scope = 'function', strength = 'strong']) => ({
    category,
    name,
    mechanism,
    path,
    basis,
    scope,
    strength,
  }),
);

/** Settings of Django and Flask by their name: value that protects. */
export const CONTROL_SETTINGS: readonly {
  name: RegExp;
  value?: unknown;
  category: ControlCategory;
  control: string;
  mechanism: string;
}[] = [
  {
    name: /^(SESSION_COOKIE_SECURE|CSRF_COOKIE_SECURE|REMEMBER_COOKIE_SECURE)$/,
    value: true,
    category: 'cors-csp',
    control: 'Secure cookies',
    mechanism: 'Cookies are only sent over TLS',
  },
  {
    name: /^(SESSION_COOKIE_HTTPONLY|CSRF_COOKIE_HTTPONLY|REMEMBER_COOKIE_HTTPONLY)$/,
    value: true,
    category: 'cors-csp',
    control: 'HttpOnly cookies',
    mechanism: 'Scripts cannot read cookies',
  },
  {
    name: /^(SESSION_COOKIE_SAMESITE|CSRF_COOKIE_SAMESITE)$/,
    category: 'cors-csp',
    control: 'SameSite cookies',
    mechanism: 'Cookies are not sent by other sites',
  },
  {
    name: /^SECURE_(HSTS_SECONDS|SSL_REDIRECT)$/,
    category: 'cryptography',
    control: 'TLS enforced',
    mechanism: 'Browsers are held to TLS',
  },
  {
    name: /^(X_FRAME_OPTIONS|SECURE_CONTENT_TYPE_NOSNIFF|SECURE_REFERRER_POLICY|CONTENT_SECURITY_POLICY|CSP_DEFAULT_SRC)$/,
    category: 'cors-csp',
    control: 'Security headers',
    mechanism: 'Protective response headers',
  },
  {
    name: /^AUTH_PASSWORD_VALIDATORS$/,
    category: 'authentication',
    control: 'Password rules',
    mechanism: 'Weak passwords are refused',
  },
  { name: /^PASSWORD_HASHERS$/, category: 'cryptography', control: 'Password hashing', mechanism: 'Slow salted hash' },
  { name: /^LOGGING$/, category: 'logging-audit', control: 'Application log', mechanism: 'Logging is configured' },
  {
    name: /^(MAX_CONTENT_LENGTH|DATA_UPLOAD_MAX_MEMORY_SIZE|FILE_UPLOAD_MAX_MEMORY_SIZE)$/,
    category: 'rate-limiting',
    control: 'Body size limit',
    mechanism: 'Large requests are refused',
  },
  {
    name: /^(CORS_ALLOWED_ORIGINS|CORS_ORIGIN_WHITELIST|ALLOWED_HOSTS|CSRF_TRUSTED_ORIGINS)$/,
    category: 'cors-csp',
    control: 'Allowed origins',
    mechanism: 'Hosts and origins are named',
  },
];

/** Names of settings that hold something secret. */
export const SECRET_NAME =
  /(secret|passw(or)?d|passphrase|token|api_?key|private_?key|credential|access_?key|auth_?key|client_?secret|dsn|connection_?string|database_?url|mongo(db)?_?ur[il])/i;

/** Template engines of Express that escape by default. */
export const ESCAPING_ENGINES =
  /(^|[.\-])(ejs|pug|jade|hbs|handlebars|express-handlebars|swig|nunjucks|mustache|twig|eta|liquid)(\.|$|\()/;
