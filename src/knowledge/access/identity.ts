/** How the one who asks is spelled, and what is asked of them: names by which accesses are read. */

/** Members of a request, a connection or a context that hold who asks. */
export const IDENTITY_MEMBERS =
  /^(?:session|user|user_?id|auth|account|account_?id|identity|principal|current_?user|current_?account|jwt_?payload|uid|viewer|actor|auth_?user)$/i;
/** Members that a check set and that belong to who asks, by their names. */
export const ESTABLISHED_MEMBERS =
  /user|auth|account|principal|identity|session|member|owner|impersonat|actor|viewer|claims|subject/i;
/** Members on the way from the request to the identity. */
export const HOLDERS: ReadonlySet<string> = new Set([
  'state',
  'locals',
  'request',
  'context',
  'raw',
  'req',
  'ctx',
  'handshake',
  'data',
]);
/** What belongs to who asks together with others. */
export const GROUP_WORDS =
  /^(?:(?:current_?)?(?:team|org|organi[sz]ation|tenant|company|workspace|project|group|household|school|site)(?:s|_?ids?|Ids?)?|memberships?|group_?ids)$/i;
/** Names that stand for the group of who asks wherever they stand. */
export const CURRENT_GROUP =
  /^(?:current_?(?:org|organi[sz]ation|team|tenant|workspace|company)|get_?current_?(?:org|organi[sz]ation|team|tenant|workspace|company)\w*)$/i;
/** Calls that give who asks. */
export const CALLER_CALLS =
  /^(?:get_?current_?(?:user|account|identity)(?!_?(?:type|role|place|score|recent))\w*|get_jwt_identity|currentUser|getAuthUser|getSession|getServerSession|auth)$/;

/** Parts of a request that its sender fills. */
export const INPUT_MEMBERS: ReadonlySet<string> = new Set([
  'body',
  'query',
  'params',
  'param',
  'args',
  'form',
  'json',
  'values',
  'files',
  'file',
  'data',
  'POST',
  'GET',
  'FILES',
  'query_params',
  'path_params',
  'view_args',
  'matchdict',
  'match_info',
  'get_json',
  'getlist',
  'text',
  'formData',
  'searchParams',
  'url',
  'rel_url',
  'valid',
  'get_argument',
  'get_body_argument',
  'get_query_argument',
]);
/** Parts of a request in which browsers and programs send what proves who they are. */
export const CREDENTIAL_MEMBERS: ReadonlySet<string> = new Set([
  'headers',
  'header',
  'cookies',
  'signedCookies',
  'META',
  'authorization',
  'auth',
]);

/** Calls that check a token and give what it says, by library path. */
export const VERIFYING =
  /^(?:jsonwebtoken\.verify|jose\.jwtVerify|jose(?:\.jwt)?\.decode|jwt\.decode|jwt\.PyJWT\(\)\.decode|fast-jwt\.createVerifier\(\)|@nestjs\/jwt\.JwtService\(\)\.verify(?:Async)?|firebase-admin.*\.verify(?:IdToken|SessionCookie)|google-auth-library.*\.verifyIdToken|itsdangerous\..*\.loads|django\.core\.signing\.loads)$/;
/** Calls that compare a secret, by library path or name. */
export const COMPARES_SECRET =
  /(?:^|\.)(?:timingSafeEqual|compare_digest|constructEvent(?:Async)?|construct_event|verify_?signature|safe_compare)$/i;

/** Calls that end a request, unless they are functions of the program. */
export const ENDING = /^(?:abort|exit|_exit|fail|throw|assertNever)$/;

/** Calls that ask whether an object has a member. */
export const ASKS_MEMBER = /^(?:hasattr|hasOwn(?:Property)?)$/;

/** Names of own functions that ask for a role; looked at where their code says nothing. */
export const ROLE_CALLS =
  /^(?:is_?(?:super_?)?admin(?:istrator)?|is_?staff|is_?super_?user|is_?moderator|has_?roles?|check_?roles?|has_?perms?|has_?permissions?|check_?permissions?|require_?permissions?|can|has_?scopes?|user_?has_?permission)$/i;
/** What a role or permission is kept in. */
export const ROLE_MEMBERS =
  /^(?:is_?(?:super_?)?admin|is_?staff|is_?super_?user|is_?moderator|admin|roles?|user_?roles?|role_?(?:id|name)|user_?type|type|permissions?|scopes?|privileges?|abilities)$/i;
/** Flags of an account that say what it may do: `isAdminOrUp`, `canDelete`. */
export const POWER_FLAGS =
  /^(?:is|has)_\w*(?:admin|root|moderator|staff|manager|super_?user)\w*$|^(?:is|has)\w*(?:Admin|Root|Moderator|Staff|Manager|Super[Uu]ser)\w*$|^can(?:[A-Z]\w*|_\w+)$/;
/** Calls that decide about an object and a person by rules that stand elsewhere. */
export const POLICY_CALLS = /access|permi|authori[sz]|allow|polic|\bcan[A-Z_]|^can$|owner|member|ability/i;

/** Columns whose value is a secret that only its holders know. */
export const SECRET_COLUMNS =
  /(?:^|_)(?:token|secret|api_?key|hash|code|nonce|otp|share_?id|access_?id|invite_?code|key)$|(?:Token|Secret|ApiKey|Hash|Code|Nonce|ShareId|AccessId)$/;
/** Columns that hold the state of an object by which it is shown to everybody. */
export const STATE_MEMBERS =
  /^(?:is_?)?(?:public|published|visible|visibility|state|status|draft|active|hidden|banned|enabled|private|shared)$/i;

/** Columns by which an object is shown to everybody. */
export const PUBLISHING_MEMBERS =
  /^(?:is_?)?(?:public|published|publish(?:ed)?_?(?:at|on)|visible|visibility|privacy|shared|listed|draft)$/i;

/** Variables that hold a connection or a request, in functions written inside the one that is handed it. */
export const CONNECTION_NAMES: ReadonlySet<string> = new Set([
  'socket',
  'ws',
  'client',
  'req',
  'request',
  'ctx',
  'context',
]);
/** Parameters by which a message is answered. */
export const ANSWERING_PARAMETERS = /^(?:callback|cb|ack|fn|done|reply|respond)$/i;

/** Columns that say whose an object is. */
export const OWNER_COLUMNS =
  /^(?:user|owner|author|creator|account|customer|member|created_?by|uploaded_?by|added_?by)(?:_?id|Id|ID)?$/i;
/** Where values are kept for a while under keys that are handed out as secrets. */
export const KEPT_FOR_A_WHILE =
  /^(?:flask_caching|django\.core\.cache|redis|ioredis|aioredis|node-cache|lru-cache|memcache|pymemcache|cachetools|keyv)\b/;
/** Decorators that say what is asked of the caller, for a check that reads them. */
export const ASKING_DECORATORS = /perm|role|scope|polic|abilit/i;

/** Calls that compare what was sent with the secret of an object. */
export const VERIFIES_SECRET =
  /^(?:(?:verify|check|compare|match)_?(?:password|hash|secret|token|pw|code)\w*|checkpw|compare(?:Sync)?)$/i;

/** Members of forms and serializers that hold what they have checked. */
export const CHECKED_DATA = /^(?:cleaned_data|validated_data)$/;
