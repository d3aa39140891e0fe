import type { Rules } from '../../lower/lowerer';
import { EXPRESSIONS } from './expressions';
import { IMPORTS } from './imports';
import { PATTERNS } from './patterns';
import { STATEMENTS } from './statements';
import { STRINGS } from './strings';
import { TYPES } from './types';

/** Python 3, and of Python 2 what the grammar still reads. */
export const PYTHON: Rules = {
  expressions: new Map([...EXPRESSIONS, ...STRINGS]),
  statements: new Map([...STATEMENTS, ...IMPORTS]),
  patterns: new Map(PATTERNS),
  types: new Map(TYPES),
  // PEP 3131: names are compared in normal form KC.
  nameOf: (spelling) => spelling.normalize('NFKC'),
};
