/** How handlers answer, by the names of what they call. */

/** Calls that give an answer or a part of one. */
export const ANSWERING =
  /^(?:status|sendStatus|writeHead|set_status|send_error|code|json|jsonify|send|end|abort|make_response|Response|HttpResponse\w*|JsonResponse|JSONResponse|PlainTextResponse|HTTPException|HttpException|HttpError|createError|Boom|throw)$/;
/** Calls that hand an error on to whoever answers errors. */
export const PASSING_ON = /^(?:next|done|reject|fail)$/;

/** What says that somebody asked too often. */
export const TOO_MANY = /too.?many.?(?:requests|attempts|tries|failures|logins)/i;

/** Names of what counts attempts or shuts out. */
export const ATTEMPT_WORDS =
  /attempt|lock_?out|throttl|rate_?limit|failed_?logins?|login_?failures?|failures?_?count|(?:token|leaky)_?bucket|too_?many/i;
/** Functions that by their names count attempts or shut out. */
export const LIMITING_FUNCTIONS = /lock_?out|throttl|rate_?limit|login_?attempt|failed_?(?:login|attempt)/i;

/** What says that nobody knows who asks. */
export const UNKNOWN_SENDER = /unauthori[sz]ed|not_?authenticated|authentication_?(?:error|failed)|login_?required/i;
