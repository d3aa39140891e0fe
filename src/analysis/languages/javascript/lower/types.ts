import type { Expr } from '../../../read/ir';
import type { ExprRule } from '../../lower/lowerer';
import { field, firstNamed, named } from '../../lower/nodes';
import { annotation } from './functions';
import { stringLiteral } from './literals';
import { propertyKey } from './patterns';

const name: ExprRule = (node, low) => ({ kind: 'name', name: low.text(node), span: low.span(node) });
const inner: ExprRule = (node, low) => {
  const child = firstNamed(node);
  return child ? low.type(child) : name(node, low);
};
const asExpression: ExprRule = (node, low) => low.expr(firstNamed(node) ?? node);

const joined =
  (op: string): ExprRule =>
  (node, low) => {
    const parts = named(node).map((child) => low.type(child));
    return (
      parts.reduce<Expr | undefined>(
        (left, right) => (left ? { kind: 'binary', op, left, right, span: low.span(node) } : right),
        undefined,
      ) ?? name(node, low)
    );
  };

const generic: ExprRule = (node, low) => {
  const span = low.span(node);
  const nameNode = field(node, 'name');
  const args = named(field(node, 'type_arguments') ?? node)
    .filter((child) => child !== nameNode)
    .map((child) => low.type(child));
  const [only] = args;
  const index: Expr = args.length === 1 && only ? only : { kind: 'array', type: 'tuple', items: args, span };
  return { kind: 'index', object: nameNode ? low.type(nameNode) : name(node, low), index, span };
};

const arrayType: ExprRule = (node, low) => {
  const span = low.span(node);
  return { kind: 'index', object: { kind: 'name', name: 'Array', span }, index: inner(node, low), span };
};

const nestedName: ExprRule = (node, low) => {
  const object = field(node, 'module') ?? field(node, 'object');
  const property = field(node, 'name') ?? field(node, 'property');
  return {
    kind: 'member',
    object: object ? low.type(object) : name(node, low),
    property: low.text(property),
    span: low.span(node),
  };
};

const objectType: ExprRule = (node, low) => ({
  kind: 'object',
  properties: named(node).flatMap((child) => {
    if (child.type !== 'property_signature') return [];
    const span = low.span(child);
    const value = annotation(field(child, 'type'), low) ?? { kind: 'name' as const, name: 'any', span };
    return [{ ...propertyKey(field(child, 'name'), low), value, kind: 'value' as const, span }];
  }),
  span: low.span(node),
});

const query: ExprRule = (node, low) => ({
  kind: 'unary',
  op: 'typeof',
  operand: low.expr(firstNamed(node) ?? node),
  span: low.span(node),
});
const tuple: ExprRule = (node, low) => ({
  kind: 'array',
  type: 'tuple',
  items: named(node).map((child) => low.type(child)),
  span: low.span(node),
});
const parameter: ExprRule = (node, low) => annotation(field(node, 'type'), low) ?? name(node, low);

/** Types as written, as expressions: generics are `index`, unions `|`, intersections `&`. */
export const TYPES: readonly (readonly [string, ExprRule])[] = [
  ['type_identifier', name],
  ['predefined_type', name],
  ['identifier', name],
  ['this_type', name],
  ['existential_type', name],
  ['string', stringLiteral],
  ['literal_type', asExpression],
  ['union_type', joined('|')],
  ['intersection_type', joined('&')],
  ['generic_type', generic],
  ['array_type', arrayType],
  ['nested_type_identifier', nestedName],
  ['nested_identifier', nestedName],
  ['member_expression', nestedName],
  ['object_type', objectType],
  ['type_query', query],
  ['tuple_type', tuple],
  ['required_parameter', parameter],
  ['optional_parameter', parameter],
  ['readonly_type', inner],
  ['parenthesized_type', inner],
  ['optional_type', inner],
  ['rest_type', inner],
  ['flow_maybe_type', inner],
  ['type_annotation', inner],
];
