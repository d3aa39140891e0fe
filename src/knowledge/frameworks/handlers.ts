/** What the request is called. */
export const HANDLED_REQUEST = /^_?(?:req|request)$/;

/** What comes after it is called. */
export const HANDLED_RESPONSE = /^_?(?:res|resp|response)$/;

/** Methods that are given handlers. */
export const REGISTERING = /^(?:use|get|post|put|patch|delete|del|all|head|options|route)$/;

/** Members that requests have and little else. */
export const OF_REQUESTS =
  /^(?:originalUrl|baseUrl|query|params|body|headers|rawHeaders|cookies|signedCookies|session|hostname|xhr|socket|httpVersion)$/;

/** Methods that responses have and little else. */
export const OF_RESPONSES =
  /^(?:json|jsonp|sendStatus|redirect|render|setHeader|removeHeader|getHeaders|writeHead|sendFile|clearCookie|attachment|sendfile)$/;
