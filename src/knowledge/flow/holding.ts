/** What is made of what it is given and says what may be: patterns, and collections of what is allowed. */
export const HOLDING =
  /^(?:Set|Map|RegExp|Object\.(?:freeze|seal|fromEntries)|frozenset|set|tuple|dict|types\.MappingProxyType|re\.compile|regex\.compile)\(\)$/;
