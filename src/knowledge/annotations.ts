/** Generics that say nothing about the value but its argument. */
export const TRANSPARENT_TYPES = new Set([
  'Optional',
  'Promise',
  'Awaited',
  'Partial',
  'Readonly',
  'Required',
  'NonNullable',
  'Annotated',
  'Final',
  'ClassVar',
  'Awaitable',
  'Union',
]);

/** The library path of the generic whose other arguments say something about the first. */
export const ANNOTATED_PATH = /(^|\.)Annotated$/;

/** Generics in declared types, by what they make of their arguments. */
export const TYPE_GENERICS = {
  /** The first with something said about it. */
  annotated: 'Annotated',
  /** The first, or nothing. */
  optional: 'Optional',
  /** Any of them. */
  union: 'Union',
  /** One of these values. */
  literal: 'Literal',
  /** Several of the first. */
  list: /^(?:list|List|Sequence|set|Set|conlist|tuple|Tuple|Iterable|frozenset)$/,
};

/** Generics that are called by the name of their first argument. */
export const NAMED_BY_FIRST = /^(?:Optional|Annotated|Union)$/;

/** Types of what is gone through item by item, which their first argument is the type of. Source: Python, `typing`. */
export const GIVES_ITEMS = /^(?:Async)?(?:Generator|Iterator|Iterable)$/;
