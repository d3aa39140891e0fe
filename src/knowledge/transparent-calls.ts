/** Library functions whose result stands for their first argument. */
export const TRANSPARENT =
  /(^|\.)(promisify|freeze|seal|assign|extend|partial|memoize|once|debounce|throttle|toRaw|reactive|callbackify|deprecate|wraps\(\)|lru_cache\(\)|from|list|tuple|set|sorted|reversed|deepcopy|copy|cloneDeep|asyncHandler|express-async-handler|sync_to_async|async_to_sync|Object\.create|NestFactory\.create|Promise\.resolve)$|^(?:react(?:\.(?:React|default))?\.(?:cache|useCallback)|next\/cache\.unstable_cache)$|^functools\.cache$/;

/** Methods whose result holds the same elements. */
export const SAME_ELEMENTS = /^(filter|slice|concat|reverse|sort|flat|values|toSorted|copy|bind)$/;

/** What a module is called whose `join` puts paths together. */
export const PATH_MODULES = /^(path|posix)$/;

/** Calls that give back the value they are called with, or on, in another form, such as its hash for a store. */
export const SAME_IN_STORES =
  /^(?:String|str|toString|encodeURIComponent|quote|trim|update|digest|hexdigest|hash|hashSync|createHash|from|encode|md5|sha1|sha256|sha512)$/;

/** The same for what a value is called. */
export const SAME_VALUE =
  /^(?:String|str|toString|trim|strip|toLowerCase|lower|normalize|valueOf|from|encode|decode|unquote)$/;

/** What looks a value up by its name. */
export const LOOKS_UP = /^(?:get|getItem|getenv|env|header|param|require|read|config|option|get_?secret|pop)$/i;

/** Calls that make a collection. */
export const COLLECTIONS =
  /^(set|dict|list|Set|Map|WeakMap|URLSearchParams|Headers|FormData|Counter|OrderedDict|defaultdict|deque|StringIO|BytesIO)$/;

/** What compilers call the function that gives a class its members. */
export const MAKES_CLASS = /^_*createClass\d*$/;

/** Calls that give an instance of the class they are asked for. */
export const GIVES_INSTANCE: ReadonlySet<string> = new Set([
  '@angular/core.inject',
  'typedi.Container.get',
  'tsyringe.container.resolve',
  '@nestjs/core.ModuleRef().get',
  'inversify.Container().get',
]);
