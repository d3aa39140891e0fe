import type { Pattern } from '../../../read/ir';
import type { PatternRule } from '../../lower/lowerer';
import { firstNamed, named } from '../../lower/nodes';

const inner: PatternRule = (node, low) => low.pattern(firstNamed(node));

/** What follows a starred target is bound, too; its position is then counted from the wrong end. */
const sequence: PatternRule = (node, low) => {
  const result: Extract<Pattern, { kind: 'arrayPattern' }> = { kind: 'arrayPattern', items: [], span: low.span(node) };
  for (const child of named(node)) {
    if (child.type === 'list_splat_pattern' || child.type === 'list_splat') result.rest = inner(child, low);
    else result.items.push(low.pattern(child));
  }
  return result;
};

export const PATTERNS: readonly (readonly [string, PatternRule])[] = [
  ['identifier', (node, low) => ({ kind: 'bind', name: low.text(node), span: low.span(node) })],
  ['pattern_list', sequence],
  ['tuple_pattern', sequence],
  ['list_pattern', sequence],
  ['expression_list', sequence],
  ['tuple', sequence],
  ['list', sequence],
  ['parenthesized_expression', inner],
  ['list_splat_pattern', inner],
  ['list_splat', inner],
  ['dictionary_splat_pattern', inner],
  ['as_pattern_target', inner],
];
