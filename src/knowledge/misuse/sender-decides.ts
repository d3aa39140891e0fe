/** What a sender writes freely: keys of cookies and headers that must not decide anything. */

/** Names and values that speak of what somebody may do. */
export const POWERFUL =
  /(?:^|[-_.])(?:is[-_]?)?(?:admin(?:istrator)?|role|roles|superuser|staff|privileges?|user[-_]?role|access[-_]?level)(?:$|[-_.:])|^is(?:Admin|Staff|Superuser)$|^userRole$|^isadmin$/i;
/** Methods that read a cookie as it was sent. */
export const PLAIN_COOKIE_READERS: ReadonlySet<string> = new Set(['get_cookie', 'getCookie']);
/** Functions of libraries that limit how often a sender may ask. */
export const LIMITERS =
  /^(?:express-rate-limit(?:\.rateLimit)?|express-slow-down(?:\.slowDown)?|koa-ratelimit|@fastify\/rate-limit|hono-rate-limiter\.rateLimiter|flask_limiter\.Limiter|slowapi\.Limiter)$/;
/** The options by which a limiter is told whose requests it counts together. */
export const SENDER_KEY_OPTIONS = ['keyGenerator', 'key_func', 'id'] as const;
/** Headers that a delivery network sets anew whatever the sender wrote. */
export const SET_BY_PROXIES = /^(?:cf-connecting-ip|true-client-ip|fly-client-ip|x-vercel-|authorization|cookie)/i;
/** The password that an account has before it is changed. */
export const CURRENT_PASSWORD = /^(?:current|old|existing|previous|present)_?(?:pass(?:word)?|pwd|passwd)$/i;
