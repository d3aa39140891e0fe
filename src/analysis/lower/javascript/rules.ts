import type { Rules } from '../lowerer';
import { DECLARATIONS } from './declarations';
import { EXPRESSIONS } from './expressions';
import { LITERALS } from './literals';
import { MARKUP } from './markup';
import { MODULES } from './modules';
import { PATTERNS } from './patterns';
import { STATEMENTS } from './statements';
import { TYPES } from './types';

/** JavaScript, JSX, TypeScript and TSX: one grammar family, one set of rules. */
export const JAVASCRIPT: Rules = {
  expressions: new Map([...EXPRESSIONS, ...LITERALS, ...MARKUP]),
  statements: new Map([...STATEMENTS, ...DECLARATIONS, ...MODULES]),
  patterns: new Map(PATTERNS),
  types: new Map(TYPES),
};
