/** Functions of the modules for patterns that take one. */
export const PATTERN_CALLS = ['re', 'regex']
  .flatMap((module) =>
    'compile match search fullmatch split sub subn findall finditer'.split(' ').map((name) => `${module}.${name}`),
  )
  .join(' ');
