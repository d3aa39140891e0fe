/**
 * How code asks who sent a request and what they may do: dotted paths as they are spelled once local names are replaced
 * by what they stand for. Constant keys, and keys that are read with `get`, count as members.
 */

/** What a request or its context is called where a server hands it over. */
const REQUEST = String.raw`(?:self\.|this\.)?(?:req|request|ctx|context|c|event|res|reply|socket|connection|client|info)`;
export const REQUEST_VARIABLE = new RegExp(`^${REQUEST}$`);

/** What may stand between a request and the identity of its sender. */
const HOLDER = String.raw`(?:ctx|state|locals|var|request|req|context|raw|data|handshake|auth|scope|session|passport|info|conn|_request)`;
const PERSON = String.raw`(?:user|userId|user_id|userID|uid|currentUser|current_user|account|accountId|principal|identity|jwtPayload|auth|payload|member|viewer|me)`;

/** The person a server knows behind a request; undefined, or somebody without a name, for strangers. */
export const PERSON_PATH = new RegExp(
  String.raw`^(?:${REQUEST}(?:\.${HOLDER})*\.${PERSON}|(?:\w+\.)*(?:current_user|currentUser|current_identity|g\.user|g\.current_user|g\.identity)|(?:${REQUEST}\.)?get\('user'\))$`,
);
/** Objects that stand there for strangers as well: their members are empty, and reading them does not fail. */
export const STRANGER_OBJECT = /(?:^|\.)(?:request\.user|current_user|current_identity|g\.user|g\.current_user|auth)$/;

/** Calls that answer who is signed in, of libraries and of code that was not read. */
export const PERSON_CALL =
  /(?:^|\.)(?:get_?(?:server_?)?session|get_?(?:current_?|auth(?:enticated)?_?|session_?|logged_?in_?)user(?:_?id)?|current_?user|get_?auth|auth|get_jwt_identity|get_jwt|get_?current_?identity|validate_?session|require_?user|get_?claims|auth\.get_?user)$/i;
/** Calls of libraries that answer who is signed in under names that say less, by library path, and their names. */
export const PERSON_OF_LIBRARY = /^(?:next-auth|@auth\/core)\/jwt\.getToken$/;
export const PERSON_NAME = /^getToken$/;
/** Members and calls that say whether somebody is signed in. */
export const SIGNED_IN =
  /(?:^|[._])(?:is_?authenticated|is_?logged_?in|is_?signed_?in|logged_?in|signed_?in|authed|is_?auth)$/i;
export const NOT_SIGNED_IN = /(?:^|[._])(?:is_?anonymous|is_?guest|is_?unauthenticated|is_?not_?authenticated)$/i;

/** Values that a server keeps for a browser between requests. */
export const SESSION_PATH = new RegExp(String.raw`^(?:${REQUEST}\.)*(?:session|request\.session|http_session)$`);

/** Keys of it that are there for who is signed in. */
export const SESSION_PERSON =
  /^(?:id|email|\w*(?:user|uid|account|auth|logged|login|signed|member|customer|admin|person|profile|principal)\w*)$/i;
/** Keys that anybody's session may hold, whatever else their names hold. */
export const SESSION_ANYBODY =
  /nonce|csrf|xsrf|state|verifier|redirect|return|next|flash|message|lang|locale|theme|captcha|attempt|error|cart|visit/i;

/** Headers and cookies that say who sends. */
export const CREDENTIAL =
  /authorization|(?:^|[-_.])(?:token|auth|session|sid|jwt|bearer|access|credential|api[-_]?key|apikey|key|secret)s?(?:[-_.]|$)|token$|session$|apikey$/i;
/** What programs send to prove who they are, wherever they send it. */
export const KEY_FOR_PROGRAMS = /^(?:x[-_])?(?:api|access|auth)[-_]?(?:key|token)$/i;

/** Where requests keep headers and cookies. */
export const CREDENTIAL_HOLDER = /(?:^|\.)(?:headers?|cookies|signedCookies|META|COOKIES|handshake\.auth)$/;

/** Where they keep what the address asks. */
export const QUERY_HOLDER = /(?:^|\.)(?:query|query_params|args)$/;

/** Readers of one header or cookie: `req.get('authorization')`. */
export const HEADER_READER =
  /(?:^|\.)(?:get|header|getHeader|get_header|getCookie|get_cookie|get_secure_cookie|get_signed_cookie|cookie|getSignedCookie|headers\.get|headers|cookies\.get)$/i;
/** Functions that are handed a request and read a cookie of it. Sources: Hono, "Cookie Helper"; h3, "Cookie". */
export const COOKIE_FUNCTION = /^get(?:Signed)?Cookie$/;
/** Cookies whose value the server signed. */
export const SIGNED_READER = /(?:^|\.)(?:get_secure_cookie|get_signed_cookie|unsignCookie|getSignedCookie)$/;

/** Where requests keep what their senders chose. */
export const SENT =
  /^(?:body|query|params|form|args|json|files|data|GET|POST|values|query_params|path_params|match_info|headers|header|cookies|signedCookies|META|COOKIES|get_json|rawBody|payload|formData)$/;

/** Calls that fail, or give nothing, unless what they are given proves who sent it. */
export const VERIFYING =
  /(?:^|\.)(?:\w*verify\w*|jwtDecrypt|decode(?:_?token|_?jwt)?|authenticate\w*|introspect|unsign|\w*valid(?:ate)?_?(?:token|session|api_?key|jwt)\w*|verifyIdToken|loads|check_?token|login_?by_?token|checkApiKey|from_?token|by_?token|by_?api_?key|token_?to_?user|load_?user\w*)$/i;
/** What is read in another way by the same names. */
export const NOT_VERIFYING =
  /^(?:json|base64|JSON|Buffer|yaml|pickle|binascii|urllib|html|iconv|he|qs|querystring|zlib|TextDecoder|email|mail)\b|(?:^|\.)(?:verify_?email|decodeURIComponent|decodeURI)$/i;
/** Calls that find a stored thing by a key. */
export const LOOK_UP =
  /^(?:get|find\w*|fetch\w*|load\w*|lookup\w*|by\w*|first|one|scalar\w*|query|select\w*|filter\w*|where|exec\w*|search\w*|has|exists|includes|hget|hgetall|all|getOne|countDocuments|count)$/i;
/** Columns that tell people apart. */
export const KEY_OF_PERSON = /^(?:id|pk|uuid|uid|sub|subject|e_?mail(?:_?address)?|user_?name|login)$/i;
/** Of those, and of a program's own, the ones that give a record or nothing. */
export const GIVES_RECORD =
  /^(?:get|find|fetch|load|lookup|first|one|scalar)(?!\w*(?:_(?:list|all|count|many)|List|All|Count|Many)(?![a-z]))/;
/** Calls that find in a text what has a certain form. */
export const MATCHING = /^(?:match|search|fullmatch|exec|findall|matchAll)$/;
/** Calls that ask what type something is of. */
export const ASKS_TYPE = /^isinstance$/;
/** What holds credentials that are no longer taken, and columns that say so. */
export const WITHDRAWN = /revoked|revocation|(?:black|block|deny)_?list|withdrawn|invalidated|banned/i;
/** Columns in which credentials are kept. */
export const STORED_CREDENTIAL =
  /^(?:\w+_)?(?:token|api_?key|access_?key|secret)(?:_?(?:hash|digest|value))?$|[a-z](?:Token|ApiKey|Secret)(?:Hash|Digest|Value)?$/;
/** Calls that make a condition of a query. */
export const CONDITION_MAKERS = /^(?:Q|and_|or_|not_)$/;

/** Calls that make a fixed text of a secret, from which it is not found again. */
export const HASHING =
  /(?:^|[._])(?:sha\d\w*|md5|blake\w*|hmac\w*|hash\w*|hexdigest|digest|createH(?:ash|mac)\(\)\.update)$/i;
/** Types of parameters whose values nobody guesses, and of plain ones that a sender chooses. */
export const OF_PERSON = /^(?:usr|user|account|uid|session|client|device)(?:_?(?:id|key|uuid))?$/i;
export const RANDOM_TYPE = /^UUID\d?$/;
export const SENT_TYPE = /^(?:str|int)$/;

/** Calls that compare two secrets. */
export const COMPARING_SECRETS =
  /(?:^|\.)(?:timingSafeEqual|compare_digest|safeCompare|constantTimeCompare|constant_time_compare|tsscmp|secureCompare|safe_str_cmp)$/i;
/** Where an application keeps its settings. */
export const SETTING_PATH =
  /^(?:process\.env|import\.meta\.env|os\.environ|os\.getenv\(\)|(?:app\.|current_app\.)?(?:config|settings|env|environment)|Config|Settings|django\.conf\.settings)\.\w+$/i;
/** Settings and constants that hold a secret, by their last name. */
export const SECRET_SETTING = /key|token|secret|pass|auth|credential/i;

/** Members of a person that are true for some roles only; the group is the role. */
export const ROLE_FLAG =
  /^(?:is|has)?_?(?:role_)?(super_?user|admin(?:istrator)?|staff|moderator|super_?admin|owner|editor|manager|root|operator|master|maintainer|teacher|instructor)(?:_?(?:role|user|access|rights?|or_?(?:up|above|higher|better|greater)))?$/i;
/** Members of a person that name a role. */
export const ROLE_NAME =
  /^(?:user_?)?(?:roles?|role_?(?:name|id)|user_?type|account_?type|level|access_?level|rank|groups?|authority|authorities)$/i;
/** Members that say what somebody is, or what a token is for. */
export const ROLE_OR_PURPOSE = /^(?:type|kind|token_?type)$/i;
/** What of these is a role. */
export const ROLE_OF_POWER = /admin|staff|super|owner|manager|moderator|root|editor|teacher|operator|employee|agent/i;
/** Methods of a person that tell a role: `user.getRole()`, `user.get_team_role(team)`, `user.roleIn(team)`. */
export const GIVES_ROLE =
  /^(?!(?:set|add|remove|has|is|check|require|assign|update|delete|create|change)(?:_|[A-Z]))\w*?[rR]oles?(?:_?(?:in|for|of|at|on|In|For|Of|At|On)(?:_|[A-Z]|$)\w*)?$/;
/** Members of a person that say in what state the account is: true for some, whoever they are. */
export const STATE_FLAG =
  /^(?:has|must|needs|should|is_?new|last|failed|login)_?\w*|\w*(?:active|enabled|verified|confirmed|banned|expired|disabled|deleted|locked|blocked|suspended|pending|status|force|reset|two_?factor|2fa|mfa|totp|exp|iat)\w*$/i;
/** Settings that switch a sign-in on or off. */
export const SWITCH =
  /(?:disable|skip|bypass|no|without|enable|require|use|is|allow)_?\w*(?:auth|login|sign_?in)(?:entication)?\b|\b(?:auth|login)(?:entication)?_?(?:enabled|disabled|required|mode)\b|\b(?:has|is|use|require)?_?password_?(?:enabled|required|protected|set)\b|(?:auth(?:entication)?|login|sso|identity)_?(?:provider|backend|plugin)(?:_?(?:name|slug|class|type))?\b/i;
const INVITES = /(?:^|[._])\w*(?:anon|guest|public_?(?:access|browse|browsing|mode|instance|view)|open_?access)\w*$/i;

/** Settings by which an application offers to be used without signing in. */
export const isInviting = (path: string): boolean => SETTING_PATH.test(path) && INVITES.test(path);

/** Calls that ask whether somebody has the role they are given. */
export const ROLE_CALL =
  /(?:^|\.)(?:has_?(?:any_?)?roles?|is_?in_?role|is_?role|check_?roles?|in_?group|has_?group|isUserInRole)$/i;
/** Members and calls that ask what somebody may do. */
export const PERMISSION_CALL =
  /(?:^|\.)(?:has_?(?:any_?|all_?|object_?)?perm(?:ission)?s?|has_?module_?perms|check_?perm(?:ission)?s?|has_?access|has_?(?:required_?)?scopes?|has_?privilege|is_?allowed|has_?object_?permission)$/i;
export const PERMISSION_NAME = /^(?:permissions?|perms?|scopes?|privileges?|abilities|grants)$/i;

/** Members of a person that are true for those who may do something: `user.canUpload`. */
export const PERMISSION_FLAG = /^(?:can|may)(?:_[a-z]|[A-Z])\w*$/;

/** Calls that decide whether a person may do something to a thing. */
export const POLICY_CALL =
  /(?:^|\.)(?:authorize|can|cannot|ability|allow(?:s|ed)?|permit(?:s|ted)?|enforce|policy|check_?(?:access|ability|policy)|check_?can_?\w+|has_?access_?to\w*|may|can_?(?:access|view|read|edit|update|delete|write|manage|modify)\w*|user_?can\w*|ensure_?can\w*|is_?authorized)$/i;
/** Of those, the ones that say who may not. */
export const NEGATED_POLICY = /(?:^|\.)cannot$/i;

/** Calls that give what somebody may do: `abilities.createForUser(user)`, `defineAbilityFor(user)`. */
export const GIVES_ABILITY =
  /abilit(?:y|ies)\w*\.(?:create|build|define|get|for)\w*$|(?:^|\.)(?:create|build|define|get|make)\w*abilit(?:y|ies)\w*$/i;

/** Functions a guard class or middleware object hands the request on with. */
export const CONTINUING = /(?:^|\.)(?:get_response|call_next|_?app|next|proceed|handle|dispatch)$/;

/** Methods that decide by what they return. */
export const DECIDING_METHOD = /^(?:canActivate|has_permission|has_object_permission|test_func|allow_request)$/;

/** The methods that run when an object is entered. Source: Python, "With Statement Context Managers". */
export const ENTERED_METHOD = /^__a?enter__$/;
/** The method that runs when an object is called like a function. */
export const CALLED_METHOD = /^__call__$/;

/** What is called to refuse, in code that was not read. */
export const MAY_CHECK =
  /auth|login|session|token|permission|access|allow|guard|check|verif|valid|require|ensure|assert|can[A-Z_]|protect|polic|role|admin|owner|member/i;

/** What a request says about how it was addressed. */
export const METHOD_PATH = new RegExp(String.raw`^(?:${REQUEST}\.)+(?:method|httpMethod|request\.method)$`);
/** Where requests keep the parts of the address that have names. */
export const ADDRESS_PARAMETERS = /^(?:params|view_args|match_info|matchdict)$/;
export const ADDRESS_PATH = new RegExp(
  String.raw`^(?:${REQUEST}\.)+(?:path|url|originalUrl|baseUrl|path_info|route\.path|routerPath|nextUrl\.pathname|url\.path|url\.pathname|rel_url\.path|routeOptions\.url|full_path)$`,
);
export const ENDPOINT_PATH = new RegExp(
  String.raw`^(?:${REQUEST}\.)+(?:endpoint|url_rule\.endpoint|resolver_match\.(?:url_name|view_name|func\.__name__))$`,
);

/** Reads a mark that decorators left on a handler or its class, and sets one. */
export const READS_MARK = /(?:^|\.)reflector\.(?:get|getAll|getAllAndOverride|getAllAndMerge)$/i;
export const SETS_MARK = /(?:^|\.)SetMetadata$/;

/** Calls whose effect lasts although their names do not say so: programs, code, files, other servers. */
export const RUNS =
  /(?:^|\.)(?:eval|exec|execSync|execFile|execFileSync|spawn|spawnSync|fork|system|popen|check_output|check_call|run_command|Popen|compile|runInNewContext|runInThisContext)$|^subprocess\./;
/** Statements of a query language that change what is stored. */
export const CHANGING_STATEMENT = /^\s*(?:insert|update|delete|drop|alter|create|truncate|replace|merge|grant)\b/i;
export const QUERYING = /(?:^|\.)(?:query|execute|executemany|raw|run|exec|\$queryRaw\w*|\$executeRaw\w*)$/;

/** Calls that hand their argument on as another type. */
export const CONVERTING =
  /^(?:Boolean|bool|String|str|Number|int|parseInt|decodeURIComponent|unquote|UUID|ObjectId|cast|list|set|frozenset|Set|tuple|asdict|dict)$/;
/** Methods that hand on a part or another spelling of what they belong to. */
export const TRANSFORMING =
  /^(?:toString|trim|strip|lstrip|rstrip|toLowerCase|lower|upper|toUpperCase|split|rsplit|slice|substring|substr|replace|replaceAll|removeprefix|removesuffix|partition|rpartition|encode|decode|pop|shift|at|match|model_dump|toJSON|toObject|lean|exec|unwrap|copy|group|groups|groupdict)$/;
/** Calls that give the request where a server hands over something around it. */
export const GIVES_REQUEST = /(?:^|\.)(?:getRequest|getReq|get_request|toRequest|getHttpRequest)\(\)$/;

/** Verifications of libraries that fail when what they are given is not genuine. */
export const FAILING_VERIFICATION =
  /^(?:jsonwebtoken|jwt|jose|PyJWT|itsdangerous|passlib|google|firebase_admin|firebase-admin|jwks|fast-jwt|@fastify|stripe|Stripe|svix|standardwebhooks)\b|(?:^|\.)(?:jwt|JWT|stripe)\.(?:verify|decode|webhooks)\w*|jwtVerify|construct_?event|verify_jwt_in_request/i;
/** Objects whose making fails when the request was not signed. Source: mohawk, "Receiver". */
export const VERIFIES_WHEN_MADE = /^mohawk\.Receiver$/;
/** Checks of a signature over a whole message. */
export const MESSAGE_SIGNATURE =
  /construct_?event|verify_?(?:webhook|signature)|webhooks?\.(?:verify|unwrap)|validateRequest|svix/i;
/** Calls that end a function: they throw. */
export const ABORTING =
  /(?:^|\.)(?:abort|throw|fail|raise_\w+|handle_no_permission|redirect_to_login|httperror|HTTPError)$/;
/** Functions of libraries that redirect or refuse by throwing. */
export const THROWING_ANSWERS =
  /^(?:next\/navigation\.|@sveltejs\/kit\.|@remix-run\/\S+\.|react-router\S*\.)(?:redirect|permanentRedirect|notFound|unauthorized|forbidden|error)$/;
/** Calls on lists and promises that run the function they are given. */
export const RUNNING =
  /(?:^|\.)(?:then|catch|finally|map|forEach|filter|reduce|tap|pipe|nextTick|setTimeout|setImmediate|run|runInAction|transaction|withTransaction|atomic)$/;
/** Members of a context or an answer that hold its status. */
export const ANSWER_STATUS = /^(?:status|statusCode|status_code)$/;

/** Functions that make a page. */
export const RENDERING = /(?:^|_)render(?:$|_|[A-Z])/i;

/** Library checks that ask a function of the program about the person. */
export const ANSWER_FLAG = /^(?:ok|success|succeeded|authorized|authenticated)$/;
export const TESTS_PERSON = /(?:^|\.)user_passes_test(?:\(\))?$/;

/** Names that every program has. */
export const PLATFORM =
  /^(?:parseInt|parseFloat|isNaN|isFinite|Number|String|Boolean|Date|Math|JSON|Object|Array|Buffer|Promise|Symbol|RegExp|Map|Set|URL|Error|fetch|console|process|setTimeout|structuredClone|len|int|str|float|bool|isinstance|issubclass|hasattr|getattr|setattr|print|list|dict|set|tuple|sorted|range|enumerate|zip|any|all|min|max|sum|type|id|repr|iter|next|open|os|sys|time|datetime|re|json|logging)$/;

/** Ways of `passport` to sign in, by the names they are usually registered under. */
export const SIGN_IN_STRATEGY =
  /^(?:local|ldap\w*|oidc|openid\w*|oauth\w*|saml\w*|cas|google\w*|github\w*|gitlab\w*|facebook\w*|twitter\w*|discord\w*|linkedin\w*|apple\w*|microsoft\w*|azure\w*|auth0|magic\w*|webauthn)$/i;

/**
 * Lists of methods that libraries keep, by their last name. Sources: Django REST framework, "Permissions";
 * Flask-Login, configuration.
 */
export const KEPT_METHODS: ReadonlyMap<string, readonly string[]> = new Map([
  ['SAFE_METHODS', ['GET', 'HEAD', 'OPTIONS']],
  ['EXEMPT_METHODS', ['OPTIONS']],
]);
