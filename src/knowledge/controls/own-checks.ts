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
