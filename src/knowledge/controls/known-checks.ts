import type { ControlCategory, ControlStrength } from '../../artifacts/enums';
import { STAFF_CHECKS } from './django-staff';

/** A library's middleware, decorator, guard or dependency, and what it establishes for the request. */
export interface KnownCheck {
  /** Library path of the expression as it is installed. */
  path: RegExp;
  category: ControlCategory;
  /** `authenticated`, `session`, `role`, `permission`, `csrf`, `rate-limit`, `schema`, `headers`, `cors`, `log`, … */
  establishes: string;
  strength: ControlStrength;
  basis: string;
  /** Requests that only read pass it. */
  onlyChanging?: true;
}

/** What looks like a check and lets everybody through. */
export const OPEN_CHECKS = /^rest_framework\.permissions\.AllowAny(?:\(\))?$/;

const check = (
  path: RegExp,
  category: ControlCategory,
  establishes: string,
  basis: string,
  strength: ControlStrength = 'strong',
): KnownCheck => ({ path, category, establishes, strength, basis });

export const KNOWN_CHECKS: readonly KnownCheck[] = [
  // Who is asking
  check(
    /^(koa-|@nestjs\/|@fastify\/|fastify-)?passport(\.default|\.Passport\(\)|\.Authenticator\(\)|\.KoaPassport\(\))?\.(authenticate|authorize|AuthGuard)(\(\)){1,2}$/,
    'authentication',
    'authenticated',
    'Passport rejects requests whose credentials do not verify.',
  ),
  check(
    /^(express-jwt(\.expressjwt|\.expressJwt)?|koa-jwt|express-oauth2-jwt-bearer\.auth|express-openid-connect\.(requiresAuth|auth)|connect-ensure-login\.ensure\w+|@clerk\/express\.(requireAuth|clerkMiddleware)|express-bearer-token|supertokens-node\S*verifySession|hono\/(jwt\.jwt|bearer-auth\.bearerAuth|basic-auth\.basicAuth)|restify-jwt-community|keycloak-connect\(\)\.protect)\(\)(\.unless\(\))?$/,
    'authentication',
    'authenticated',
    'The library rejects requests without a valid token.',
  ),
  check(
    /^(express-basic-auth|basic-auth-connect|koa-basic-auth|connect\.basicAuth|express\.basicAuth|http-auth\S*|http-auth-connect)\(\)$/,
    'authentication',
    'authenticated',
    'HTTP basic authentication: one shared password, sent with each request.',
    'partial',
  ),
  check(
    /^flask_login\.(utils\.)?(fresh_)?login_required$/,
    'authentication',
    'authenticated',
    'Flask-Login redirects or rejects requests without a signed-in user.',
  ),
  check(
    /^(flask_jwt_extended|flask_jwt)\.(jwt_required|fresh_jwt_required|jwt_refresh_token_required|verify_jwt_in_request)(\(\))?$/,
    'authentication',
    'authenticated',
    'The token has to verify.',
  ),
  check(
    /^flask_httpauth\.(HTTPBasicAuth|HTTPTokenAuth|HTTPDigestAuth|MultiAuth)\(\)\.login_required(\(\))?$/,
    'authentication',
    'authenticated',
    'Flask-HTTPAuth rejects requests without valid credentials.',
  ),
  check(
    /^flask_(security|praetorian|security_too|simplelogin|appbuilder\.security\.decorators)\.(\w+\.)?(auth_required|auth_token_required|login_required|http_auth_required|has_access|has_access_api|protect)(\(\))?$/,
    'authentication',
    'authenticated',
    'The extension rejects requests without a signed-in user.',
  ),
  check(
    /^django\.contrib\.auth\.(decorators\.login_required(\(\))?|mixins\.(LoginRequiredMixin|AccessMixin))$/,
    'authentication',
    'authenticated',
    'Django redirects requests without a signed-in user to the login page.',
  ),
  check(
    /^django\.contrib\.auth\.(decorators\.permission_required(\(\))?|mixins\.PermissionRequiredMixin)$/,
    'authentication',
    'authenticated',
    'Nobody but a signed-in user has a permission.',
  ),
  check(
    /^django\.contrib\.(admin\.views\.decorators|auth\.decorators)\.staff_member_required(\(\))?$/,
    'authentication',
    'authenticated',
    'Only a signed-in user is a staff member.',
  ),
  check(
    /^django\.contrib\.auth\.views\.PasswordChange(?:Done)?View$/,
    'authentication',
    'authenticated',
    'Django redirects requests without a signed-in user to the login page before the password is changed.',
  ),
  check(
    /^django\.contrib\.auth\.middleware\.LoginRequiredMiddleware$/,
    'authentication',
    'authenticated',
    'Django asks for a signed-in user on every view.',
  ),
  check(
    /^braces\.views\.\w*LoginRequiredMixin$/,
    'authentication',
    'authenticated',
    'The mixin asks for a signed-in user.',
  ),
  check(
    /^rest_framework\.permissions\.IsAuthenticated(\(\))?$/,
    'authentication',
    'authenticated',
    'Django REST framework rejects anonymous requests.',
  ),
  {
    ...check(
      /^rest_framework\.permissions\.(IsAuthenticatedOrReadOnly|DjangoModelPermissionsOrAnonReadOnly)(\(\))?$/,
      'authentication',
      'authenticated',
      'Django REST framework rejects anonymous requests that change something.',
    ),
    onlyChanging: true,
  },
  check(
    /^fastapi\.security\.(\w+\.)?(OAuth2PasswordBearer|OAuth2AuthorizationCodeBearer|HTTPBearer|HTTPBasic|HTTPDigest|APIKey\w+|OpenIdConnect)\(\)$/,
    'authentication',
    'credentials-present',
    'Only asks that a credential is sent; what it says is checked elsewhere.',
    'weak',
  ),
  check(
    /^(fastapi_users\.FastAPIUsers\(\)\.current_user\(\)|starlette\.authentication\.requires\(\))$/,
    'authentication',
    'authenticated',
    'The library rejects requests without a valid user.',
  ),
  check(
    /^aiohttp_(security\.(check_authorized|login_required)|session\.\w+)$/,
    'authentication',
    'authenticated',
    'The library rejects anonymous requests.',
  ),
  check(
    /^tornado\.web\.authenticated$/,
    'authentication',
    'authenticated',
    'Tornado redirects requests without a current user.',
  ),
  check(
    /^(express-session|cookie-session|koa-session|koa-generic-session|@fastify\/(secure-)?session|client-sessions|iron-session)(\.\w+)?\(\)$/,
    'authentication',
    'session',
    'Keeps a session; it does not ask for a signed-in user.',
    'partial',
  ),
  // What they may do
  check(
    /^django\.contrib\.auth\.(decorators\.(permission_required|user_passes_test)(\(\))?|mixins\.(PermissionRequiredMixin|UserPassesTestMixin))$/,
    'authorization',
    'permission',
    'Django asks for a permission or a test on the user.',
  ),
  check(
    /^django\.contrib\.(admin\.views\.decorators\.staff_member_required(\(\))?|auth\.decorators\.staff_member_required)$/,
    'authorization',
    'role',
    'Only staff members get through.',
  ),
  ...STAFF_CHECKS,
  check(
    /^rest_framework\.permissions\.(IsAdminUser|DjangoModelPermissions\w*|DjangoObjectPermissions|BasePermission)$/,
    'authorization',
    'permission',
    'Django REST framework asks for the permission.',
  ),
  check(
    /^(flask_security|flask_user|flask_principal|flask_praetorian)\.(\w+\.)?(roles_required|roles_accepted|permissions_required|Permission\(\)\.require)(\(\))?$/,
    'authorization',
    'role',
    'The extension asks for a role.',
  ),
  check(
    /^(express-jwt-permissions\(\)\.check|connect-roles\(\)\.(can|is)|accesscontrol-middleware|express-acl\.authorize|@casl\/\S+|casbin-express-authz\S*)(\(\))?$/,
    'authorization',
    'permission',
    'The library asks for a permission.',
  ),
  // That a browser's user meant it
  check(
    /^(csurf|csrf-csrf\.doubleCsrf\(\)\.doubleCsrfProtection|tiny-csrf|lusca\.csrf|koa-csrf|csrf-sync\.csrfSync\(\)\.csrfSynchronisedProtection|@fastify\/csrf-protection|express\.csrf|connect\.csrf)(\(\))?$/,
    'cors-csp',
    'csrf',
    'Requests that change state need a token of the page.',
  ),
  check(
    /^(flask_wtf|flask_wtf\.csrf)\.(CSRFProtect|CsrfProtect)\(\)(\.protect)?$/,
    'cors-csp',
    'csrf',
    'Flask-WTF asks for a token on every form.',
  ),
  check(
    /^django\.middleware\.csrf\.CsrfViewMiddleware$|^django\.views\.decorators\.csrf\.(csrf_protect|requires_csrf_token)$/,
    'cors-csp',
    'csrf',
    'Django asks for a token on unsafe methods.',
  ),
  // Headers and origins
  check(
    /^(helmet|koa-helmet|@fastify\/helmet|fastify-helmet|helmet-csp)(\.\w+)?\(\)$|^(helmet|@fastify\/helmet|fastify-helmet)$|^lusca(\.(csp|xframe|hsts|xssProtection|nosniff))?\(\)$/,
    'cors-csp',
    'headers',
    'Sets protective response headers.',
  ),
  check(
    /^(flask_talisman|talisman)\.Talisman\(\)$|^(secure\.Secure|django_csp\.\w+|csp\.middleware\.CSPMiddleware|django\.middleware\.security\.SecurityMiddleware|django\.middleware\.clickjacking\.XFrameOptionsMiddleware)/,
    'cors-csp',
    'headers',
    'Sets protective response headers.',
  ),
  check(
    /^(cors|@koa\/cors|koa2-cors|@fastify\/cors|fastify-cors|hono\/cors\.cors)(\.default)?(\(\))?$|^(flask_cors\.(CORS\(\)|cross_origin\(\))|fastapi\.middleware\.cors\.CORSMiddleware|starlette\.middleware\.cors\.CORSMiddleware|corsheaders\.middleware\.CorsMiddleware)$/,
    'cors-csp',
    'cors',
    'Says which other origins may read responses.',
    'partial',
  ),
  // How often and how much
  check(
    /^(express-rate-limit(\.rateLimit|\.default)?|express-slow-down|koa-ratelimit|koa2-ratelimit\S*|express-brute\(\)\.prevent|express-limiter\S*|@fastify\/rate-limit|fastify-rate-limit|rate-limiter-flexible\S*|limiter\S*|express-bouncer\S*|hono-rate-limiter\S*|@nestjs\/throttler\.\w+)(\(\))?$/,
    'rate-limiting',
    'rate-limit',
    'Limits how often a client may ask.',
  ),
  check(
    /^(flask_limiter\.Limiter\(\)\.(limit|shared_limit)\(\)|slowapi\.Limiter\(\)\.limit\(\)|django_ratelimit\.decorators\.ratelimit\(\)|ratelimit\.decorators\.ratelimit\(\)|fastapi_limiter\.depends\.RateLimiter\(\)|rest_framework\.throttling\.\w+|axes\.\S+|sanic_limiter\S*)$/,
    'rate-limiting',
    'rate-limit',
    'Limits how often a client may ask.',
  ),
  // What input looks like
  check(
    /^(celebrate\.(celebrate|Segments)|express-validator(\.check)?\.(body|check|query|param|header|cookie|checkSchema|oneOf|validationResult)|express-joi-validation\S*|zod-express-middleware\.\w+|express-zod-api\S*|express-yup\S*|koa-validate\S*|@hono\/zod-validator\.zValidator|express-openapi-validator\.middleware|@nestjs\/common\.(ValidationPipe|Parse\w+Pipe)|express-jsonschema\S*|webargs\.\S+|flask_expects_json\.expects_json|flask_pydantic\.validate|marshmallow\S*)(\(\))*(\.\w+(\(\))?){0,8}$/,
    'input-validation',
    'schema',
    'Input is checked against a schema before the handler runs.',
  ),
  check(
    /^(express-mongo-sanitize|hpp|xss-clean|express-xss-sanitizer\S*|express-sanitizer)(\.\w+)?\(\)$/,
    'input-validation',
    'sanitized',
    'Removes dangerous keys or markup from input.',
    'partial',
  ),
  // What is written down
  check(
    /^(morgan|koa-logger|koa-morgan|pino-http|express-winston\.logger|express-pino-logger|express-bunyan-logger|koa-pino-logger|serve-favicon-logger|express-requests-logger)\(\)$/,
    'logging-audit',
    'log',
    'Every request is logged.',
    'partial',
  ),
];
