/** What carries the identity of a sender: what browsers attach by themselves, or what a program has to add. */

/** Members of a request that a browser fills by itself with what a site gave it. */
export const AMBIENT_MEMBERS: ReadonlySet<string> = new Set(['session', 'user', 'currentUser', 'current_user']);
/** Members of a request that hold its cookies. */
export const COOKIE_MEMBERS: ReadonlySet<string> = new Set(['cookies', 'COOKIES', 'signedCookies']);
/** Cookies that say who sends the request; others keep a language or a choice. */
export const IDENTITY_COOKIE = /auth|sess|token|jwt|user|login|account|remember|\bsid\b|_sid\b|identity/i;
/** Methods that read one cookie of a request. */
export const COOKIE_READERS: ReadonlySet<string> = new Set([
  'get_cookie',
  'getCookie',
  'get_signed_cookie',
  'get_secure_cookie',
]);
/** Headers that hold a credential which no browser adds for another site. */
export const CREDENTIAL_HEADER =
  /^(?:http[_-])?(?:(?:proxy[_-])?authorization|api[_-]?key|(?:x[_-])?(?!.*(?:csrf|xsrf))[\w-]*(?:api[_-]?key|access[_-]?key|token|auth|signature|secret)[\w-]*)$/i;
/** Members of a request that hold its headers, and calls that read one. */
export const HEADER_HOLDERS: ReadonlySet<string> = new Set(['headers', 'META', 'environ']);
export const HEADER_READERS: ReadonlySet<string> = new Set(['header', 'get', 'getHeader', 'get_header']);
/** Names that mean the signed-in user of the session wherever they stand. */
export const AMBIENT_NAMES: ReadonlySet<string> = new Set(['current_user', 'currentUser']);
/** Decorators and middleware after which a signed-in user is there. */
export const SIGN_IN_DECORATOR =
  /(?:^|\.)(?:login_required|fresh_login_required|permission_required|user_passes_test|staff_member_required|\w*LoginRequiredMixin)$/;
