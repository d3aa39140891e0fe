/**
 * Who sent a request, as frameworks hand it to the code: names to recognise it by. Paths are dotted, constant keys
 * count as members.
 */

/** Members of a request, or of its context, that hold the identity of its sender. */
export const CALLER_MEMBERS: ReadonlySet<string> = new Set([
  'session',
  'user',
  'userId',
  'user_id',
  'auth',
  'account',
  'identity',
  'principal',
  'currentUser',
  'current_user',
  'jwtPayload',
  'token',
]);
/** Members of a request between it and the identity: `ctx.state.user`, `res.locals.user`. */
export const CALLER_HOLDERS: ReadonlySet<string> = new Set(['state', 'locals', 'request', 'context', 'raw']);
/** Parameters that are requests, in functions that nobody registers visibly. */
export const REQUEST_NAMES: ReadonlySet<string> = new Set(['req', 'request', 'ctx', 'context', 'info', 'res', 'c']);
/** First parameters of methods that are the object itself. */
export const RECEIVERS: ReadonlySet<string> = new Set(['self', 'cls']);
/** Types of such parameters. */
export const REQUEST_TYPE = /(?:Request|Response|Context|Ctx|Req|Res)$/;
/** Names that mean the sender wherever they stand, alone or as a member. */
export const CALLER_NAMES: ReadonlySet<string> = new Set([
  'current_user',
  'currentUser',
  'current_identity',
  'currentAccount',
  'get_current_user',
  'getCurrentUser',
  'get_jwt_identity',
]);
/** Modules' values that keep the sender between requests: what is taken from them belongs to the sender. */
export const CALLER_STORES: ReadonlySet<string> = new Set(['session']);
/** Global holders with a member that is the sender: `g.user`. */
export const CALLER_GLOBALS: ReadonlySet<string> = new Set(['g']);
/** Calls and annotations that have a parameter filled by another function. */
export const INJECTING: ReadonlySet<string> = new Set(['Depends', 'Security']);
/** What fills it, when it is the sender. */
export const INJECTED_CALLER = /(?:user|auth|principal|identity|account)/i;
/** Types of parameters that are the sender. */
export const CALLER_TYPE =
  /^(?:Current|Active|Auth\w*?|LoggedIn|SignedIn)_?(?:Active)?(?:User|Account|Principal|Identity)\w*$/;
/** Decorators of parameters that are the sender. */
export const CALLER_DECORATORS: ReadonlySet<string> = new Set(['CurrentUser', 'User', 'GetUser', 'AuthUser']);

/** Members of anything that say what somebody may do. */
export const ROLE_WORDS =
  /^(?:is_?admin|is_?staff|is_?super_?user|is_?owner|is_?moderator|roles?|user_?roles?|has_?role|check_?role|has_?perms?|has_?permissions?|\w*permissions?|scopes?|has_?scope|privileges?)$/i;
/** Methods that compare an object with a person. */
export const COMPARING_METHODS: ReadonlySet<string> = new Set([
  'equals',
  'isEqual',
  'includes',
  'has',
  'can',
  'authorize',
  'has_perm',
  'has_object_permission',
  'check_object_permissions',
]);
/** Methods by which records are selected, changed or removed. */
export const QUERY_METHODS =
  /^(?:find|findOne|findAll|findMany|findUnique|findFirst|findById\w*|findBy\w*|findAndCountAll|findOneBy|get|get_or_404|first_or_404|filter|filter_by|where|andWhere|query|update\w*|delete\w*|remove\w*|destroy|execute|aggregate|select|exists|all|count|get_object_or_404|get_list_or_404)$/;
/** Queries that change records. */
export const UPDATING = /^update/i;
/** The key under which a query has its condition. */
export const CONDITION_KEY = 'where';
/** Keys of a query that say what is written or shown, not which records are meant. */
export const NOT_SELECTING: ReadonlySet<string> = new Set([
  'data',
  'set',
  '$set',
  'values',
  'defaults',
  'create',
  'include',
  'attributes',
  'order',
  'orderBy',
]);
/** Calls that show or send something, keep a session or note an event: nothing is done in somebody's name by them. */
export const SHOWING_CALLS =
  /^(?:render\w*|json|jsonify|log\w*|print|flash|send|end|redirect|info|warn|warning|error|debug|trace|url_for|destroy|regenerate|save|set|str|String|Number|int|parseInt|isAuthenticated|is_authenticated|toString|bool|Boolean|len)$/;
/** Questions whether somebody is signed in, by what is asked. */
export const SIGNED_IN = /^is_?(?:authenticated|logged_?in)$/i;
