import type { Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, named } from '../../lower/nodes';

type Element = Extract<Expr, { kind: 'element' }>;

function attribute(node: SyntaxNode, low: Lowerer): Element['attributes'][number] {
  const span = low.span(node);
  if (node.type === 'jsx_expression') return { name: '...', value: low.expr(node), span };
  const [nameNode, valueNode] = named(node);
  const value: Expr = valueNode ? low.expr(valueNode) : { kind: 'literal', type: 'boolean', value: true, span };
  return { name: low.text(nameNode), value, span };
}

const text: ExprRule = (node, low) => ({
  kind: 'literal',
  type: 'string',
  value: low.text(node),
  span: low.span(node),
});

function child(node: SyntaxNode, low: Lowerer): Expr[] {
  if (node.type === 'jsx_opening_element' || node.type === 'jsx_closing_element') return [];
  if (node.type === 'jsx_text' && low.text(node).trim() === '') return [];
  // `{/* comment */}`
  if (node.type === 'jsx_expression' && named(node).length === 0) return [];
  return [low.expr(node)];
}

const element: ExprRule = (node, low) => {
  const opening = node.type === 'jsx_self_closing_element' ? node : childOfType(node, 'jsx_opening_element');
  return {
    kind: 'element',
    tag: opening ? low.text(field(opening, 'name')) : '',
    attributes: opening ? fields(opening, 'attribute').map((one) => attribute(one, low)) : [],
    children: opening === node ? [] : named(node).flatMap((one) => child(one, low)),
    span: low.span(node),
  };
};

const container: ExprRule = (node, low) => {
  const inner = firstNamed(node);
  return inner ? low.expr(inner) : { kind: 'other', syntax: 'empty', parts: [], span: low.span(node) };
};

export const MARKUP: readonly (readonly [string, ExprRule])[] = [
  ['jsx_element', element],
  ['jsx_self_closing_element', element],
  ['jsx_fragment', element],
  ['jsx_expression', container],
  ['jsx_text', text],
  ['html_character_reference', text],
];
