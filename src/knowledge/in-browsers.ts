/** Libraries for cookies that only work in a browser. */
export const BROWSER_COOKIES =
  /^(?:js-cookie|universal-cookie|react-cookie|vue-cookies?|vue3-cookies|cookies-js|ngx-cookie)\b/;

/** Global values that only a browser has. */
export const BROWSER_VALUES: ReadonlySet<string> = new Set(['localStorage', 'sessionStorage', 'document', 'window']);
