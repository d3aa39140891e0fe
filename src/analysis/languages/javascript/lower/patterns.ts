import type { Expr, Pattern } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, PatternRule } from '../../lower/lowerer';
import { field, firstNamed, named } from '../../lower/nodes';
import { stringValue } from './literals';

type ObjectPattern = Extract<Pattern, { kind: 'objectPattern' }>;

/** A property name in an object, pattern or class: constant where it can be read off. */
export function propertyKey(node: SyntaxNode | undefined, low: Lowerer): { key?: string; computed?: Expr } {
  if (!node) return {};
  if (node.type === 'string') return { key: stringValue(node, low) };
  if (node.type !== 'computed_property_name') return { key: low.text(node) };
  const computed = low.expr(firstNamed(node));
  return computed.kind === 'literal' && computed.value !== null ? { key: String(computed.value) } : { computed };
}

const bind: PatternRule = (node, low) => ({ kind: 'bind', name: low.text(node), span: low.span(node) });

const withDefault: PatternRule = (node, low) => ({
  kind: 'withDefault',
  target: low.pattern(field(node, 'left')),
  fallback: low.expr(field(node, 'right')),
  span: low.span(node),
});

function property(node: SyntaxNode, low: Lowerer): ObjectPattern['properties'][number] | undefined {
  switch (node.type) {
    case 'shorthand_property_identifier_pattern':
    case 'shorthand_property_identifier':
      return { key: low.text(node), target: bind(node, low) };
    case 'pair_pattern':
    case 'pair': {
      const target = low.pattern(field(node, 'value'));
      const key = propertyKey(field(node, 'key'), low);
      return target.kind === 'withDefault'
        ? { ...key, target: target.target, fallback: target.fallback }
        : { ...key, target };
    }
    case 'object_assignment_pattern':
    case 'assignment_pattern': {
      const left = field(node, 'left');
      return { key: low.text(left), target: low.pattern(left), fallback: low.expr(field(node, 'right')) };
    }
    default:
      return undefined;
  }
}

const objectPattern: PatternRule = (node, low) => {
  const result: ObjectPattern = { kind: 'objectPattern', properties: [], span: low.span(node) };
  for (const child of named(node)) {
    if (child.type === 'rest_pattern' || child.type === 'spread_element') result.rest = low.pattern(firstNamed(child));
    else {
      const one = property(child, low);
      if (one) result.properties.push(one);
    }
  }
  return result;
};

const arrayPattern: PatternRule = (node, low) => {
  const result: Extract<Pattern, { kind: 'arrayPattern' }> = { kind: 'arrayPattern', items: [], span: low.span(node) };
  let empty = true;
  for (const child of node.children) {
    if (child.type === ',') {
      if (empty) result.items.push(null);
      empty = true;
    } else if (child.named) {
      empty = false;
      if (child.type === 'rest_pattern' || child.type === 'spread_element')
        result.rest = low.pattern(firstNamed(child));
      else result.items.push(low.pattern(child));
    }
  }
  return result;
};

export const PATTERNS: readonly (readonly [string, PatternRule])[] = [
  ['identifier', bind],
  ['shorthand_property_identifier_pattern', bind],
  ['undefined', bind],
  ['object_pattern', objectPattern],
  ['object', objectPattern],
  ['array_pattern', arrayPattern],
  ['array', arrayPattern],
  ['assignment_pattern', withDefault],
  ['object_assignment_pattern', withDefault],
  ['rest_pattern', (node, low) => low.pattern(firstNamed(node))],
  ['parenthesized_expression', (node, low) => low.pattern(firstNamed(node))],
  ['non_null_expression', (node, low) => low.pattern(firstNamed(node))],
  ['as_expression', (node, low) => low.pattern(firstNamed(node))],
];
