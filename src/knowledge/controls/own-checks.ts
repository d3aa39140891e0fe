import type { ControlCategory } from '../../artifacts/enums';

/** Words by which an own check shows what it looks at, most specific first. */
export const SUBJECTS: readonly { words: RegExp; category: ControlCategory; establishes: string }[] = [
  { words: /csrf|xsrf/i, category: 'cors-csp', establishes: 'csrf' },
  {
    words: /signature|hmac|timingsafeequal|compare_digest|verify_?signature/i,
    category: 'authentication',
    establishes: 'signature',
  },
  { words: /rate_?limit|too_?many|attempts|throttl/i, category: 'rate-limiting', establishes: 'rate-limit' },
  {
    words:
      /(^|[._])(is_?(super_?)?admin|is_?staff|is_?superuser|is_?master|is_?read_?only|is_?maintenance|isroot|roles?|has_?role|user_?role|user_?type|is_?owner_?or_?admin|admin)\b|Role(s)?$|isAdmin|hasRole/i,
    category: 'authorization',
    establishes: 'role',
  },
  {
    words:
      /permission|has_?perm|privilege|scopes?\b|ability|\bcan\b|is_?allowed|authorize[ds]?\b|has_?access|check_?access|access_?level|policy/i,
    category: 'authorization',
    establishes: 'permission',
  },
  {
    words:
      /is_?authenticated|logged_?in|signed_?in|current_?user|authenticat|authorization|session|jwt|bearer|token|api_?key|credential|principal|identity|user_?id\b|\buser\b|\buid\b|\bauth\b|password|login/i,
    category: 'authentication',
    establishes: 'authenticated',
  },
  { words: /valid|schema|errors\b|sanitiz/i, category: 'input-validation', establishes: 'schema' },
];

/** Where a request carries who sent it. */
export const IDENTITY =
  /\b((req|request|ctx|context|c|event|socket|connection|handshake|res|reply)\.(locals\.|state\.|session\.|request\.|handshake\.)?(user|session|auth|currentUser|current_user|account|token|userId|user_id|isAuthenticated|is_authenticated|principal|identity)\b|(req|request|ctx)\.(headers|header|get|signedCookies|cookies|META)\b[\w.\s]*(authorization|token|api-?_?key|session)|current_user\b|g\.(user|current_user)\b|currentUser\b|(?<![\w.])session\.\w*(user|uid|account|auth|logged|login)\w*|get_jwt_identity|state\.user\b)/i;

/** What of a person says what they may do, and not who they are. */
export const WHAT_THEY_MAY = /(?:^|[._\s])(?:roles?|scopes?|permissions?|perms|privileges?|capabilities)(?:$|[\s.])/i;

/** The id of who is signed in. */
export const USER_ID =
  /\b((req|request|ctx|context|c|res)\.(locals\.|state\.|session\.)?(user|auth|account|currentUser|current_user|userId|user_id|identity|principal)\b|current_?user\b|g\.user\b|get_jwt_identity\b|(?<![\w.])session\.\w*(user|uid|account)\w*|(req|request|ctx)\.session\.\w*(user|uid|account|id)\w*)/i;

/** Answers that refuse. */
export const REFUSING_STATUS: ReadonlySet<number> = new Set([401, 403, 407, 419, 429]);
export const REFUSING_NAMES =
  /(unauthori[sz]ed|forbidden|permissiondenied|accessdenied|notauthenticated|authenticationfailed|authenticationerror|authorizationerror|invalidtoken|invalidsession|httpunauthorized|httpforbidden|operation_?forbidden|suspiciousoperation|login_?required|not_?allowed)/i;
export const INVALID_STATUS: ReadonlySet<number> = new Set([400, 422]);
export const LOGIN_TARGET = /(log-?_?in|sign-?_?in|auth|unauthori|denied|forbidden|^\/$|^\/\?)/i;

/** Calls that check a signature over a message, as it stands before the parenthesis. */
export const SIGNATURE_CALLS =
  /(^|\.)(construct_event|constructEvent|constructEventAsync|verify_?(webhook_?)?signature|validateRequest(WithBody)?|verifyWebhook\w*|timingSafeEqual|compare_digest)$/i;

/** What those who run a product are called, as a role or as the permission that only they have. */
export const ADMINISTRATORS = /^(?:super_?)?admin(?:istrator)?s?$|^root$|^super_?users?$/i;

/** The method that a guard of Passport is told what was found. Source: NestJS, "Passport", "Extending guards". */
export const TOLD_PERSON = 'handleRequest';

/** Methods by which guards and permissions that are classes decide. */
export const DECIDERS = [
  'canActivate',
  'has_permission',
  'has_object_permission',
  'use',
  '__call__',
  'test_func',
  'allow_request',
  'process_request',
  'process_view',
  'intercept',
  'dispatch',
];

/** A name that can mean nothing else, for checks whose code is not at hand. */
export const TELLING_NAME =
  /(^|\.)(require_?(auth|login|user)|ensure_?(auth|logged|login)\w*|is_?(authenticated|logged_?in|auth)|login_?required|auth_?required|jwt_?required|token_?required|authenticate(_?(jwt|token|user|request))?|auth_?(middleware|guard|check|handler)|check_?(auth|login|session|jwt|token)|verify_?(token|jwt|session|auth)|protect|auth(orize)?d?|session_?required)$/i;

/** The same for checks of what somebody may do. */
export const TELLING_ROLE =
  /(^|\.)((require|check|is|has|ensure|verify|restrict|only)_?(to_?)?(admin|role|permission|owner|access)\w*|admin_?(only|required)|roles?_?(guard|required|allowed)|permission_?required|can_?access)$/i;

/** The same for what limits how often somebody may ask. */
export const TELLING_LIMIT = /(?:^|\.)(?:rate_?)?(?:limiter|throttler?)\.(?:limit|shared_limit)$/i;

/** Applications that are given members of their own by `decorate(name, value)`. */
export const DECORATED_APPLICATIONS = /^fastify\(\)/;

/** Calls of these do something with the request and let everybody through. */
export const REFUSES_NOBODY =
  /^(?:express|body-parser|cookie-parser|cors|helmet|compression|morgan|multer|method-override|serve-static|serve-favicon|connect-flash|express-session|cookie-session|swagger|@nestjs\/(?:swagger|common)|flask_restx|flask_cors|drf_spectacular|drf_yasg|functools|celery|asyncio|typing)\b/;

/** Members and names that hold what the address names. */
export const OF_THE_ADDRESS = /^(params|query|view_args|kwargs|path_params|match_info|route|url|args)$/;

/** Members of view classes that list what runs first. */
export const GUARD_LISTS =
  /^(permission_classes|decorators|method_decorators|authentication_classes|throttle_classes|permissions)$/;

/** Of those, the ones that a handler may declare for itself instead. */
export const OVERRIDABLE_LISTS = /^permission_classes$/;

/** Their own methods that do. */
export const FIRST_METHODS = /^(test_func|dispatch|initial|check_permissions|prepare)$/;

/** Calls that ask for a function to run before the handler. */
export const DEPENDENCY_CALLS = /^(Depends|Security)$/;

/** Calls, as they are written, that fail when a credential does not verify. */
export const VERIFYING_CALLS =
  /(^|\.)(verify\w*|jwtVerify|decode|authenticate|check_password|verifyIdToken|getUser|validateToken|loads|introspect)$/i;
/** Names of what decides who may do something, where its code was not understood. */
export const ABOUT_RIGHTS =
  /permission|require_?(?:auth|login|role|scope)|authori[sz]|login_?required|has_?(?:role|scope)/i;
