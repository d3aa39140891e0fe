/** Calls that check a token before code goes on with it. */
export const VERIFIES = /^(?:verify\w*|jwtVerify|authenticate\w*|introspect\w*|validateToken)$/i;

/** Calls that read a token, and check its signature unless they are told not to. */
export const TOKEN_READERS =
  /^(?:jsonwebtoken\.verify|jwt-simple\.decode|jwt\.decode|jose\.jwt\.decode|authlib\.jose\.jwt\.decode|jsonwebtoken\.decode|jwt-decode|jwt_decode|jose\.decodeJwt)$/;
/** Those whose third argument turns that off. */
export const UNVERIFIED_WHEN_TOLD = /^jwt-simple\.decode$/;
/** Those that accept unsigned tokens when the key is empty. */
export const TAKES_EMPTY_KEYS = /^jsonwebtoken\.verify$/;
/** Those of a server that never check it. */
export const READS_ONLY = /^jsonwebtoken\.decode$/;

/** What a token says about the key that it was signed with. */
export const SAYS_WHICH_KEY: ReadonlySet<string> = new Set(['header', 'kid', 'alg', 'typ']);
/** What it says about when it is valid. */
export const SAYS_WHEN: ReadonlySet<string> = new Set(['exp', 'iat', 'nbf']);
/** The part that holds what it says. */
export const TOKEN_PARTS: ReadonlySet<string> = new Set(['payload']);

/** Middleware that checks tokens as its options say. */
export const CHECKS_BY_OPTIONS = /^(?:express-jwt(?:\.expressjwt|\.expressJwt)?|koa-jwt)$/;
/** Names of keys that everybody may know. */
export const PUBLIC_KEY = /public|pub_?key|cert/i;
