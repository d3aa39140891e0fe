/** Last segments of routes that are meant to be reachable without signing in. */
const LAST = String.raw`(log-?_?in(-?_?(by|with)-?_?\w+)?|log-?_?out|sign-?_?in|sign-?_?out|sign-?_?up|register|registration|(forgot|forgotten|reset|recover)(ed)?(-?_?(pw|pwd|pass|password))?|(set-?_?up|first-?_?(?:run|time|install(?:ation)?)|install(ation|er)?|onboarding|bootstrap)([-_]\w+)*|(request-?_?)?password-?_?(reset|recovery|forgot)(-?_?request)?|reset_password_request|(?:request|send|initiate|start)-?_?(?:password-?_?)?(?:reset|recovery)(?:-?_?(?:password|pw|link|code|e?mail))?|(?:request|send|resend|generate)-?_?(?:otp|magic-?_?link|(?:login|sign-?_?in)-?_?(?:code|link|otp))|health(z|check|-check)?|livez|readyz|liveness|readiness|ping|status|metrics|favicon(\.ico)?|robots(\.txt)?|sitemap(\.xml)?|access-?_?token|oauth-?_?token|token|(?:get|create|obtain|issue)-?_?(?:(?:api|access|auth)-?_?)?token|(?:auth|accounts?|password)/(?:new|set|choose)-?_?password|(verify|confirm)-?_?(e?mail|account|registration|sign-?_?up)|(auth|e?mail|registration|sign-?_?up)/(verify|verification|confirm|confirmation)(-?_?(code|otp|pin))?|resend-?_?(verification|confirmation|link|code)(-?_?e?mail)?|(?:accept-?_?(?:invite|invitation)|(?:invites?|invitations?)/accept)|opensearch(\.xml)?|manifest(\.json|\.webmanifest)?|verification-?_?email(-?_?request)?|activate|captcha|csrf(-?_?token)?|swagger(\.json)?|openapi(\.json)?|api-?docs|redoc|version|about|contact|terms|privacy)`;

/** Segments below which everything is public, or authenticated in another way. */
const BELOW = String.raw`(static|assets|public|\.well-known|well-known|nodeinfo|oauth2?|sso|saml|openid|callback|webhooks?|docs|swagger|swagger-ui)`;
const PARAMETER = String.raw`(/([:<{\[(][^/]*))*`;

/** What a form leads to. */
const AFTER = String.raw`(/(done|sent|complete|completed|success|closed|resend|thanks|thank-?_?you))?`;

/** Whoever has the address has the proof: it was mailed or handed out. */
const SECRET_PARAMETER = String.raw`[:<{\[](\w+:)?\w*(token|(?:activation|ping|access|share|secret|feed|badge|embed|guest|upload|download)_?key|confirmation_?key|confirm_?key|reset_?key|verification_?code|invitation_?(code|key)|signature)\w*`;

/** First-run set-up: open until it was used once. What has to be known of it is whether it closes. */
export const FIRST_RUN =
  /^(?:\/api)?\/init(?:iali[sz]e)?\/?$|(?:^|\/)create-?_?(?:first-?_?)?admin\/?$|(^|\/)(set-?_?up|first-?_?(?:run|time|install(?:ation)?)|install(ation|er)?|onboarding|bootstrap)([-_]\w+)*(\/|$)/i;

export const PUBLIC_ROUTE = new RegExp(
  `(^|/)(${LAST}${PARAMETER}${AFTER}/?\\$?$|${BELOW}(/|$))|/${SECRET_PARAMETER}`,
  'i',
);
/** Below these, what is public is what is shown: what changes it is not. */
export const SHOWN_BELOW = /(^|\/)(static|assets|docs|swagger|swagger-ui)(\/|$)/i;

/** Pages about the product: to be read, not to be written by everybody. */
export const SHOWN_PAGE = /(^|\/)(about|terms|privacy|version|metrics)(\/[:<{[(][^/]*)*\/?$/i;

/** Does something to the one object that the address names: `users/{id}/activate`. */
export const ACTS_ON_OBJECT =
  /[:<{[(][^/]*(?:id|int:|uuid)[^/]*\/(?:activate|(?:forgot|reset|recover)(?:[-_]?(?:password|pw))?|install|token|status|version|register)\/?$/i;
/** The handler's name says it. */
export const PUBLIC_HANDLER =
  /^(\w+\.)?(display|show|render|handle|get|post|do|process|view|api|user)?_?(log_?in|log_?out|sign_?in|sign_?out|sign_?up|register(_?user)?|health_?z?(_?check)?|ping|favicon|robots(_?txt)?|forgot_?password|(?:request_?|send_?)?reset_?password|(?:request|send)_?(?:password_?reset|otp)|recover_?password|password_?reset|login_?access_?token|webhook)(_?(page|view|form|request|handler|action|user))?$|(^|\.)(PasswordReset\w*|Login|Logout|SignUp|Register|Registration|Activation|ResendActivation|ConfirmEmail|VerifyEmail)View\b/i;
export const WEBHOOK = /(^|\/|_|-)(webhooks?|ipn)(\/|$|_|-)/i;

/** Calls that answer with a page or set a cookie: a browser is on the other side. */
export const PAGE_CALLS =
  /(^|\.)(render|renderFile|view|sendFile|sendfile|cookie|clearCookie|set_cookie|delete_cookie|render_template|render_template_string|render_to_response|render_to_string|TemplateResponse|template|redirect|redirect_to|url_for|HttpResponseRedirect|RedirectResponse|HTMLResponse|flash|send_from_directory|messages)$/;

/** Methods of stores and files that change something. */
export const WRITING_CALLS =
  /(^|\.)(save|saveAll|insert|insertOne|insertMany|insert_one|insert_many|update|updateOne|updateMany|update_one|update_many|replaceOne|replace_one|remove|delete|deleteOne|deleteMany|delete_one|delete_many|destroy|destroyAll|drop|dropDatabase|dropCollection|create|createCollection|createMany|bulk_create|bulkWrite|bulk_write|upsert|findOneAndUpdate|findOneAndDelete|findByIdAndUpdate|findByIdAndDelete|find_one_and_update|commit|add|add_all|merge|set_password|writeFile|writeFileSync|unlink|unlinkSync|rename|mkdir|rmdir|rm|write|put|putObject|put_object|upload|get_or_create|update_or_create|increment|perform_create|perform_update|perform_destroy|form_valid|sendMail|send_mail|createIndex|createIndexes|dropIndex|dropIndexes|reIndex|renameCollection|truncate)$/;
/** The same words on answers, streams, digests and headers change nothing that lasts. */
export const ANSWERING_CALLS =
  /(^|\.)(res|response|resp|reply|rsp|out|output|stdout|stderr|stream|writer|socket|ws|conn|connection|headers|searchParams|params|classList|hash|hmac|cipher|decipher|digest|\w*(createHash|createHmac|createCipheriv|createDecipheriv|Set|Map|URLSearchParams|Headers|FormData)\(\))(\.\w+\(\))*\.(write|add|update|put|merge|remove|delete|create)$/;
export const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'Query', 'Subscription']);
export const WRITING_METHODS: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'Mutation']);
