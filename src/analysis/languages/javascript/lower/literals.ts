import type { Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { field, firstNamed } from '../../lower/nodes';
import { unescapeJavaScript } from './strings';

export function stringValue(node: SyntaxNode, low: Lowerer): string {
  return unescapeJavaScript(low.source.text.slice(node.start + 1, Math.max(node.start + 1, node.end - 1)));
}

export const stringLiteral: ExprRule = (node, low) => ({
  kind: 'literal',
  type: 'string',
  value: stringValue(node, low),
  span: low.span(node),
});

/** JSON, which trees are kept in, has no infinity. */
const finite = (value: number): number => (Number.isFinite(value) ? value : Number.MAX_VALUE);

const numberLiteral: ExprRule = (node, low) => {
  const text = low.text(node).replace(/_/g, '').replace(/n$/, '');
  return {
    kind: 'literal',
    type: 'number',
    value: finite(Number(/^0[0-7]+$/.test(text) ? `0o${text}` : text)),
    span: low.span(node),
  };
};

const constant =
  (value: boolean | null, type: 'boolean' | 'null' | 'undefined'): ExprRule =>
  (node, low) => ({ kind: 'literal', type, value, span: low.span(node) });

const regex: ExprRule = (node, low) => ({
  kind: 'regex',
  pattern: low.text(field(node, 'pattern')),
  flags: low.text(field(node, 'flags')),
  span: low.span(node),
});

/** The pieces between `${}` are literals; empty ones are left out. */
export function templateParts(node: SyntaxNode, low: Lowerer): Expr[] {
  const parts: Expr[] = [];
  const piece = (start: number, end: number) => {
    if (end > start)
      parts.push({
        kind: 'literal',
        type: 'string',
        value: unescapeJavaScript(low.source.text.slice(start, end)),
        span: low.source.span(start, end),
      });
  };
  let at = node.start + 1;
  for (const child of node.children) {
    if (child.type !== 'template_substitution' && child.type !== 'template_type') continue;
    piece(at, child.start);
    const inner = firstNamed(child);
    if (inner) parts.push(low.expr(inner));
    at = child.end;
  }
  piece(at, node.end - 1);
  return parts;
}

const template: ExprRule = (node, low) => {
  const parts = templateParts(node, low);
  const [only] = parts;
  if (parts.length === 0) return { kind: 'literal', type: 'string', value: '', span: low.span(node) };
  if (parts.length === 1 && only?.kind === 'literal') return { ...only, span: low.span(node) };
  return { kind: 'template', parts, span: low.span(node) };
};

export const LITERALS: readonly (readonly [string, ExprRule])[] = [
  ['string', stringLiteral],
  ['number', numberLiteral],
  ['true', constant(true, 'boolean')],
  ['false', constant(false, 'boolean')],
  ['null', constant(null, 'null')],
  ['undefined', constant(null, 'undefined')],
  ['regex', regex],
  ['template_string', template],
];
