/** How a sender proves who it is. */
export const MECHANISM_NAMES = ['jwt', 'apikey', 'basic', 'mtls', 'signature', 'session'] as const;
export type Mechanism = (typeof MECHANISM_NAMES)[number];

/** By the names of what checks it: a function of the program, the path of a library's. The first that fits holds. */
const BY_NAME: readonly (readonly [RegExp, Mechanism])[] = [
  [/jwt|bearer|token|oauth|oidc|openid|keycloak|clerk/i, 'jwt'],
  [/api.?key|x-api/i, 'apikey'],
  [/basic/i, 'basic'],
  [/mtls|client.?cert/i, 'mtls'],
  [/signature|hmac|webhook/i, 'signature'],
  [/session|cookie|passport|login_?required|ensure_?logged_?in|flask_login|contrib\.auth/i, 'session'],
];

export const mechanismOf = (...names: readonly string[]): Mechanism | undefined =>
  BY_NAME.find(([sign]) => names.some((name) => sign.test(name)))?.[1];

/** What checks of identity establish that let everybody through: a session is kept, or something was sent. */
export const LETS_THROUGH: ReadonlySet<string> = new Set(['session', 'credentials-present']);
