/** Keyword of a router's constructor that prefixes its routes. */
export const PREFIX_KEYWORDS = ['url_prefix', 'prefix', 'path'] as const;

/** Methods of view classes that answer requests. */
export const VIEW_METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);
