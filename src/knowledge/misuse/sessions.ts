/** Libraries that keep sessions on the server under an id. */
export const SERVER_SESSIONS = /^(?:express-session|@fastify\/session|fastify-session)$/;

/** Middleware that keeps sessions and sets their cookie. */
export const SESSION_MIDDLEWARE =
  /^(?:express-session|cookie-session|koa-session|@fastify\/session|fastify-session|client-sessions)$/;

/** Those whose options are the cookie's, not an object inside them. */
export const COOKIE_OPTIONS_DIRECT = /^(?:cookie-session|koa-session)$/;
