/** What a check looks at when an address or a path comes from outside, by the names in the condition. */
export const TARGET_SIGNS: readonly { about: 'address' | 'host' | 'path'; names: RegExp }[] = [
  {
    about: 'host',
    names:
      /^(?:hostname|netloc|host|origin|allow(?:ed)?_?(?:list|hosts?|urls?|origins?)|whitelist|isPrivate\w*|is_private\w*|ipaddress|ip_address)$/i,
  },
  { about: 'address', names: /^(?:is_?safe\w*|safe_?url\w*|url_has_allowed\w*)$/i },
  { about: 'path', names: /^(?:commonpath|commonprefix|is_relative_to|basename|secure_filename)$/ },
];
/** Calls that look at how a text begins. */
export const BEGINS = /^starts_?with$/i;
/** Which checks are usual against which kind of flaw. */
export const USUAL_CHECKS: Readonly<Record<string, ReadonlySet<string>>> = {
  'open-redirect': new Set(['host', 'address']),
  'path-traversal': new Set(['path', 'address']),
  ssrf: new Set(['host']),
};
