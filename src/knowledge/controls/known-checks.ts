import type { PlainBasis } from '../../artifacts/basis';
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
  basis: PlainBasis;
  /** Requests that only read pass it. */
  onlyChanging?: true;
}

/** Calls that make one check of several, each of which has to let through. Source: Hono, "Combine Middleware". */
export const ASKS_ALL = /^hono\/combine\.every\(\)$/;

/** What looks like a check and lets everybody through. */
export const OPEN_CHECKS = /^rest_framework\.permissions\.AllowAny(?:\(\))?$/;

const check = (
  path: RegExp,
  category: ControlCategory,
  establishes: string,
  basis: PlainBasis,
  strength: ControlStrength = 'strong',
): KnownCheck => ({ path, category, establishes, strength, basis });

export const KNOWN_CHECKS: readonly KnownCheck[] = [
  // Who is asking
  check(
    /^(koa-|@nestjs\/|@fastify\/|fastify-)?passport(\.default|\.Passport\(\)|\.Authenticator\(\)|\.KoaPassport\(\))?\.(authenticate|authorize|AuthGuard)(\(\)){1,2}$/,
    'authentication',
    'authenticated',
    'passport-verifies',
  ),
  check(
    /^(express-jwt(\.expressjwt|\.expressJwt)?|koa-jwt|express-oauth2-jwt-bearer\.auth|express-openid-connect\.(requiresAuth|auth)|connect-ensure-login\.ensure\w+|@clerk\/express\.(requireAuth|clerkMiddleware)|express-bearer-token|supertokens-node\S*verifySession|hono\/(jwt\.jwt|bearer-auth\.bearerAuth|basic-auth\.basicAuth)|restify-jwt-community|keycloak-connect\(\)\.protect)\(\)(\.unless\(\))?$/,
    'authentication',
    'authenticated',
    'library-wants-token',
  ),
  check(
    /^(express-basic-auth|basic-auth-connect|koa-basic-auth|connect\.basicAuth|express\.basicAuth|http-auth\S*|http-auth-connect)\(\)$/,
    'authentication',
    'authenticated',
    'shared-password',
    'partial',
  ),
  check(/^flask_login\.(utils\.)?(fresh_)?login_required$/, 'authentication', 'authenticated', 'flask-login-asks'),
  check(
    /^(flask_jwt_extended|flask_jwt)\.(jwt_required|fresh_jwt_required|jwt_refresh_token_required|verify_jwt_in_request)(\(\))?$/,
    'authentication',
    'authenticated',
    'token-verifies',
  ),
  check(
    /^flask_httpauth\.(HTTPBasicAuth|HTTPTokenAuth|HTTPDigestAuth|MultiAuth)\(\)\.login_required(\(\))?$/,
    'authentication',
    'authenticated',
    'flask-httpauth-asks',
  ),
  check(
    /^flask_(security|praetorian|security_too|simplelogin|appbuilder\.security\.decorators)\.(\w+\.)?(auth_required|auth_token_required|login_required|http_auth_required|has_access|has_access_api|protect)(\(\))?$/,
    'authentication',
    'authenticated',
    'extension-asks',
  ),
  check(
    /^django\.contrib\.auth\.(decorators\.login_required(\(\))?|mixins\.(LoginRequiredMixin|AccessMixin))$/,
    'authentication',
    'authenticated',
    'django-redirects',
  ),
  check(
    /^django\.contrib\.auth\.(decorators\.permission_required(\(\))?|mixins\.PermissionRequiredMixin)$/,
    'authentication',
    'authenticated',
    'permission-needs-user',
  ),
  check(
    /^django\.contrib\.(admin\.views\.decorators|auth\.decorators)\.staff_member_required(\(\))?$/,
    'authentication',
    'authenticated',
    'staff-is-signed-in',
  ),
  check(
    /^django\.contrib\.auth\.views\.PasswordChange(?:Done)?View$/,
    'authentication',
    'authenticated',
    'django-redirects-before-change',
  ),
  check(
    /^django\.contrib\.auth\.middleware\.LoginRequiredMiddleware$/,
    'authentication',
    'authenticated',
    'django-asks-everywhere',
  ),
  check(/^braces\.views\.\w*LoginRequiredMixin$/, 'authentication', 'authenticated', 'mixin-asks'),
  check(
    /^rest_framework\.permissions\.IsAuthenticated(\(\))?$/,
    'authentication',
    'authenticated',
    'drf-rejects-anonymous',
  ),
  {
    ...check(
      /^rest_framework\.permissions\.(IsAuthenticatedOrReadOnly|DjangoModelPermissionsOrAnonReadOnly)(\(\))?$/,
      'authentication',
      'authenticated',
      'drf-rejects-anonymous-changes',
    ),
    onlyChanging: true,
  },
  check(
    /^fastapi\.security\.(\w+\.)?(OAuth2PasswordBearer|OAuth2AuthorizationCodeBearer|HTTPBearer|HTTPBasic|HTTPDigest|APIKey\w+|OpenIdConnect)\(\)$/,
    'authentication',
    'credentials-present',
    'credential-sent',
    'weak',
  ),
  // Source: Django Ninja, "Authentication".
  check(
    /^ninja\.security(\.\w+)?\.(django_auth|SessionAuth\(\))$/,
    'authentication',
    'authenticated',
    'ninja-asks-session',
  ),
  check(
    /^ninja\.security(\.\w+)?\.(HttpBearer|HttpBasicAuth|APIKeyHeader|APIKeyQuery|APIKeyCookie)$/,
    'authentication',
    'authenticated',
    'ninja-asks-credential',
  ),
  check(
    /^(fastapi_users\.FastAPIUsers\(\)\.current_user\(\)|starlette\.authentication\.requires\(\))$/,
    'authentication',
    'authenticated',
    'library-wants-user',
  ),
  check(
    /^aiohttp_(security\.(check_authorized|login_required)|session\.\w+)$/,
    'authentication',
    'authenticated',
    'library-rejects-anonymous',
  ),
  check(/^tornado\.web\.authenticated$/, 'authentication', 'authenticated', 'tornado-redirects'),
  check(
    /^(express-session|cookie-session|koa-session|koa-generic-session|@fastify\/(secure-)?session|client-sessions|iron-session)(\.\w+)?\(\)$/,
    'authentication',
    'session',
    'session-kept',
    'partial',
  ),
  // What they may do
  check(
    /^django\.contrib\.auth\.(decorators\.(permission_required|user_passes_test)(\(\))?|mixins\.(PermissionRequiredMixin|UserPassesTestMixin))$/,
    'authorization',
    'permission',
    'django-asks-permission',
  ),
  check(
    /^django\.contrib\.(admin\.views\.decorators\.staff_member_required(\(\))?|auth\.decorators\.staff_member_required)$/,
    'authorization',
    'role',
    'staff-only',
  ),
  ...STAFF_CHECKS,
  check(
    /^rest_framework\.permissions\.(IsAdminUser|DjangoModelPermissions\w*|DjangoObjectPermissions|BasePermission)$/,
    'authorization',
    'permission',
    'drf-asks-permission',
  ),
  check(
    /^(flask_security|flask_user|flask_principal|flask_praetorian)\.(\w+\.)?(roles_required|roles_accepted|permissions_required|Permission\(\)\.require)(\(\))?$/,
    'authorization',
    'role',
    'extension-asks-role',
  ),
  check(
    /^(express-jwt-permissions\(\)\.check|connect-roles\(\)\.(can|is)|accesscontrol-middleware|express-acl\.authorize|@casl\/\S+|casbin-express-authz\S*)(\(\))?$/,
    'authorization',
    'permission',
    'library-asks-permission',
  ),
  // That a browser's user meant it
  check(
    /^(csurf|csrf-csrf\.doubleCsrf\(\)\.doubleCsrfProtection|tiny-csrf|lusca\.csrf|koa-csrf|csrf-sync\.csrfSync\(\)\.csrfSynchronisedProtection|@fastify\/csrf-protection|express\.csrf|connect\.csrf)(\(\))?$/,
    'cors-csp',
    'csrf',
    'changes-need-token',
  ),
  check(
    /^(flask_wtf|flask_wtf\.csrf)\.(CSRFProtect|CsrfProtect)\(\)(\.protect)?$/,
    'cors-csp',
    'csrf',
    'flask-wtf-asks',
  ),
  check(
    /^(?:\w+\.)+CsrfViewMiddleware$|^django\.views\.decorators\.csrf\.(csrf_protect|requires_csrf_token)$/,
    'cors-csp',
    'csrf',
    'django-asks-token',
  ),
  // Headers and origins
  check(
    /^(helmet|koa-helmet|@fastify\/helmet|fastify-helmet|helmet-csp)(\.\w+)?\(\)$|^(helmet|@fastify\/helmet|fastify-helmet)$|^lusca(\.(csp|xframe|hsts|xssProtection|nosniff))?\(\)$/,
    'cors-csp',
    'headers',
    'sets-headers',
  ),
  check(
    /^(flask_talisman|talisman)\.Talisman\(\)$|^(secure\.Secure|django_csp\.\w+|csp\.middleware\.CSPMiddleware|django\.middleware\.security\.SecurityMiddleware|django\.middleware\.clickjacking\.XFrameOptionsMiddleware)/,
    'cors-csp',
    'headers',
    'sets-headers',
  ),
  check(
    /^(cors|@koa\/cors|koa2-cors|@fastify\/cors|fastify-cors|hono\/cors\.cors)(\.default)?(\(\))?$|^(flask_cors\.(CORS\(\)|cross_origin\(\))|fastapi\.middleware\.cors\.CORSMiddleware|starlette\.middleware\.cors\.CORSMiddleware|corsheaders\.middleware\.CorsMiddleware)$/,
    'cors-csp',
    'cors',
    'names-origins',
    'partial',
  ),
  // How often and how much
  check(
    /^(express-rate-limit(\.rateLimit|\.default)?|express-slow-down|koa-ratelimit|koa2-ratelimit\S*|express-brute\(\)\.prevent|express-limiter\S*|@fastify\/rate-limit|fastify-rate-limit|rate-limiter-flexible\S*|limiter\S*|express-bouncer\S*|hono-rate-limiter\S*|@nestjs\/throttler\.(?!Skip)\w+)(\(\))?$/,
    'rate-limiting',
    'rate-limit',
    'limits-clients',
  ),
  check(
    /^(flask_limiter\.Limiter\(\)\.(limit|shared_limit)\(\)|slowapi\.Limiter\(\)\.limit\(\)|slowapi\.middleware\.SlowAPI\w*Middleware(?:\(\))?|django_ratelimit\.decorators\.ratelimit\(\)|ratelimit\.decorators\.ratelimit\(\)|fastapi_limiter\.depends\.RateLimiter\(\)|rest_framework\.throttling\.\w+|axes\.\S+|sanic_limiter\S*)$/,
    'rate-limiting',
    'rate-limit',
    'limits-clients',
  ),
  // What input looks like
  check(
    /^(celebrate\.(celebrate|Segments)|express-validator(\.check)?\.(body|check|query|param|header|cookie|checkSchema|oneOf|validationResult)|express-joi-validation\S*|zod-express-middleware\.\w+|express-zod-api\S*|express-yup\S*|koa-validate\S*|@hono\/zod-validator\.zValidator|express-openapi-validator\.middleware|@nestjs\/common\.(ValidationPipe|Parse\w+Pipe)|express-jsonschema\S*|webargs\.\S+|flask_expects_json\.expects_json|flask_pydantic\.validate|marshmallow\S*)(\(\))*(\.\w+(\(\))?){0,8}$/,
    'input-validation',
    'schema',
    'schema-before-handler',
  ),
  check(
    /^(express-mongo-sanitize|hpp|xss-clean|express-xss-sanitizer\S*|express-sanitizer)(\.\w+)?\(\)$/,
    'input-validation',
    'sanitized',
    'removes-keys',
    'partial',
  ),
  // What is written down
  check(
    /^(morgan|koa-logger|koa-morgan|pino-http|express-winston\.logger|express-pino-logger|express-bunyan-logger|koa-pino-logger|serve-favicon-logger|express-requests-logger)\(\)$/,
    'logging-audit',
    'log',
    'requests-logged',
    'partial',
  ),
];
