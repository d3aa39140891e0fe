/** Functions of the modules for patterns that take one. */
export const PATTERN_CALLS = ['re', 'regex']
  .flatMap((module) =>
    'compile match search fullmatch split sub subn findall finditer'.split(' ').map((name) => `${module}.${name}`),
  )
  .join(' ');

/** Makes a pattern of a text. */
export const MAKES_PATTERN = /^(?:RegExp|re\.compile)$/;
