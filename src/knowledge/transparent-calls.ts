/** Library functions whose result stands for their first argument. */
export const TRANSPARENT =
  /(^|\.)(promisify|freeze|seal|assign|extend|partial|memoize|once|debounce|throttle|toRaw|reactive|callbackify|deprecate|wraps\(\)|lru_cache\(\)|from|list|tuple|set|sorted|reversed|deepcopy|copy|cloneDeep|asyncHandler|express-async-handler|sync_to_async|async_to_sync|create|resolve)$/;

/** Methods whose result holds the same elements. */
export const SAME_ELEMENTS = /^(filter|slice|concat|reverse|sort|flat|values|toSorted|copy|bind)$/;
