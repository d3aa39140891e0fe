import type { Expr, Span } from '../../../read/ir';
import type { ExprRule } from '../../lower/lowerer';
import { firstNamed, named } from '../../lower/nodes';

/** `'models.User'` in quotes is a reference to a class further down. */
function forwardReference(text: string, span: Span): Expr | undefined {
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(text)) return undefined;
  const [first = '', ...rest] = text.split('.');
  return rest.reduce<Expr>((object, property) => ({ kind: 'member', object, property, span }), {
    kind: 'name',
    name: first,
    span,
  });
}

const quoted: ExprRule = (node, low) => {
  const literal = low.expr(node);
  return (
    (literal.kind === 'literal' &&
      typeof literal.value === 'string' &&
      forwardReference(literal.value, literal.span)) ||
    literal
  );
};

const inner: ExprRule = (node, low) => {
  const child = firstNamed(node);
  return child ? low.type(child) : asExpression(node, low);
};
const asExpression: ExprRule = (node, low) => low.expr(node);

const generic: ExprRule = (node, low) => {
  const [base, parameters] = named(node);
  const span = low.span(node);
  const args = parameters ? named(parameters).map((child) => low.type(child)) : [];
  const [only] = args;
  return {
    kind: 'index',
    object: base ? low.type(base) : low.expr(base),
    index: args.length === 1 && only ? only : { kind: 'array', type: 'tuple', items: args, span },
    span,
  };
};

const union: ExprRule = (node, low) => {
  const [left, right] = named(node);
  return {
    kind: 'binary',
    op: '|',
    left: left ? low.type(left) : low.expr(left),
    right: right ? low.type(right) : low.expr(right),
    span: low.span(node),
  };
};

const member: ExprRule = (node, low) => {
  const [object, property] = named(node);
  return {
    kind: 'member',
    object: object ? low.type(object) : low.expr(object),
    property: low.text(property),
    span: low.span(node),
  };
};

export const TYPES: readonly (readonly [string, ExprRule])[] = [
  ['type', inner],
  ['generic_type', generic],
  ['union_type', union],
  ['member_type', member],
  ['constrained_type', inner],
  ['splat_type', inner],
  ['string', quoted],
  ...[
    'identifier',
    'attribute',
    'subscript',
    'none',
    'true',
    'false',
    'integer',
    'float',
    'call',
    'binary_operator',
    'list',
    'tuple',
    'ellipsis',
    'concatenated_string',
    'parenthesized_expression',
    'conditional_expression',
  ].map((type) => [type, asExpression] as const),
];
