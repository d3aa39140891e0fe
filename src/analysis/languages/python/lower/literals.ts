import type { Property } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { field, firstNamed, named } from '../../lower/nodes';

export const name: ExprRule = (node, low) => ({ kind: 'name', name: low.text(node), span: low.span(node) });
export const inner: ExprRule = (node, low) => low.expr(firstNamed(node));

export const unwrap: ExprRule = (node, low) => {
  let current: SyntaxNode | undefined = node;
  while (current?.type === 'parenthesized_expression') current = firstNamed(current);
  return low.expr(current);
};

export const number: ExprRule = (node, low) => {
  const text = low
    .text(node)
    .replace(/_/g, '')
    .replace(/[lLjJ]+$/, '');
  const value = Number(/^0[0-7]+$/.test(text) ? `0o${text}` : text);
  // JSON, which trees are kept in, has no infinity.
  return {
    kind: 'literal',
    type: 'number',
    value: Number.isFinite(value) ? value : Number.MAX_VALUE,
    span: low.span(node),
  };
};

export const constant =
  (value: boolean | null, type: 'boolean' | 'null'): ExprRule =>
  (node, low) => ({ kind: 'literal', type, value, span: low.span(node) });

function pair(node: SyntaxNode, low: Lowerer): Property {
  const span = low.span(node);
  if (node.type !== 'pair') return { value: low.expr(firstNamed(node)), kind: 'spread', span };
  const key = low.expr(field(node, 'key'));
  const value = low.expr(field(node, 'value'));
  return key.kind === 'literal' && key.value !== null
    ? { key: String(key.value), value, kind: 'value', span }
    : { computed: key, value, kind: 'value', span };
}

export const dictionary: ExprRule = (node, low) => ({
  kind: 'object',
  properties: named(node)
    .filter((child) => child.type !== 'ERROR')
    .map((child) => pair(child, low)),
  span: low.span(node),
});

export const items =
  (type: 'array' | 'tuple' | 'set'): ExprRule =>
  (node, low) => ({ kind: 'array', type, items: named(node).map((child) => low.expr(child)), span: low.span(node) });
