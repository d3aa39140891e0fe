import type { Rules } from '../../lower/lowerer';
import { DECLARATIONS } from './declarations';
import { EXPRESSIONS } from './expressions';
import { LITERALS } from './literals';
import { MARKUP } from './markup';
import { MODULES } from './modules';
import { PATTERNS } from './patterns';
import { STATEMENTS } from './statements';
import { TYPES } from './types';

/** `\\u0065val` is `eval`. Source: ECMA-262, 12.7, Names and Keywords. */
const withoutEscapes = (spelling: string): string =>
  spelling.replace(/\\u(?:\{([0-9a-f]{1,6})\}|([0-9a-f]{4}))/gi, (escape, long?: string, short?: string) => {
    const code = parseInt(long ?? short ?? '', 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
  });

/** JavaScript, JSX, TypeScript and TSX: one grammar family, one set of rules. */
export const JAVASCRIPT: Rules = {
  expressions: new Map([...EXPRESSIONS, ...LITERALS, ...MARKUP]),
  statements: new Map([...STATEMENTS, ...DECLARATIONS, ...MODULES]),
  patterns: new Map(PATTERNS),
  types: new Map(TYPES),
  nameOf: withoutEscapes,
};
