/** What tells browsers how to treat pages, by the names in code. */

/** Headers that protect pages, and settings that send them. */
export const PROTECTIVE_HEADERS =
  /^(?:content[-_]security[-_]policy|x[-_]frame[-_]options|strict[-_]transport[-_]security|x[-_]content[-_]type[-_]options|csp_default_src|secure_hsts_seconds|secure_content_type_nosniff)$/i;
/** Calls that install a set of them. */
export const HEADER_CALLS = /^(?:helmet|talisman|secure_headers|secureHeaders)$/i;
/** Names under which the attribute of a cookie is set. */
export const SAME_SITE = /(?:^|_)same_?site$/i;
/** Names of what keeps other sites from sending requests. */
export const FORM_TOKEN = /csrf|xsrf/i;
/** Calls that accept a form only with its token. */
export const FORM_TOKEN_CALLS =
  /^(?:validate_on_submit|(?:validate|verify|check|assert|ensure)_?(?:csrf|xsrf)\w*|(?:csrf|xsrf)_?(?:validate|verify|check|protect)\w*)$/i;
