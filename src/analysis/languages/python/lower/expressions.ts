import type { Arg, Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import { binaryChain, conjunction } from '../../lower/chains';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { field, fields, firstNamed, named } from '../../lower/nodes';
import { lambdaIr } from './functions';
import { inner, name, unwrap, number, constant, dictionary, items } from './literals';
import { comprehension } from './comprehensions';

const attribute: ExprRule = (node, low) => ({
  kind: 'member',
  object: low.expr(field(node, 'object')),
  property: low.text(field(node, 'attribute')),
  span: low.span(node),
});

function sliceParts(node: SyntaxNode, low: Lowerer): (Expr | null)[] {
  const parts: (Expr | null)[] = [null];
  for (const child of node.children) {
    if (child.type === ':') parts.push(null);
    else if (child.named) parts[parts.length - 1] = low.expr(child);
  }
  return parts;
}

const subscript: ExprRule = (node, low) => {
  const object = low.expr(field(node, 'value'));
  const indices = fields(node, 'subscript').filter((child) => child.named);
  const [only] = indices;
  const span = low.span(node);
  if (indices.length === 1 && only?.type === 'slice')
    return { kind: 'slice', object, parts: sliceParts(only, low), span };
  if (indices.length === 1) return { kind: 'index', object, index: low.expr(only), span };
  return {
    kind: 'index',
    object,
    index: { kind: 'array', type: 'tuple', items: indices.map((one) => low.expr(one)), span },
    span,
  };
};

function arg(node: SyntaxNode, low: Lowerer): Arg {
  if (node.type === 'keyword_argument')
    return { name: low.text(field(node, 'name')), value: low.expr(field(node, 'value')) };
  return node.type === 'dictionary_splat' ? { name: '**', value: low.expr(node) } : { value: low.expr(node) };
}

const call: ExprRule = (node, low) => {
  const list = field(node, 'arguments');
  // A generator that is the only argument stands without parentheses of its own.
  const nodes = list?.type === 'generator_expression' ? [list] : list && named(list);
  const args = (nodes ?? []).map((child) => arg(child, low));
  return { kind: 'call', callee: low.expr(field(node, 'function')), args, isNew: false, span: low.span(node) };
};

const OPERATORS: Readonly<Record<string, string>> = { and: '&&', or: '||', '<>': '!=' };
const binary: ExprRule = (node, low) => binaryChain(node, OPERATORS, low);

/** `a < b < c` is `a < b && b < c`. */
const comparison: ExprRule = (node, low) => {
  const operands = node.children
    .filter((child) => child.field !== 'operators' && child.named)
    .map((child) => low.expr(child));
  const operators = fields(node, 'operators').map((one) => low.text(one).replace(/\s+/g, ' '));
  const span = low.span(node);
  const pairs = operators.flatMap((op, at): Expr[] => {
    const left = operands[at];
    const right = operands[at + 1];
    return left && right
      ? [
          {
            kind: 'binary',
            op: OPERATORS[op] ?? op,
            left,
            right,
            span:
              operators.length === 1
                ? span
                : { ...left.span, endLine: right.span.endLine, endColumn: right.span.endColumn },
          },
        ]
      : [];
  });
  return conjunction(pairs) ?? { kind: 'other', syntax: node.type, parts: operands, span };
};

const conditional: ExprRule = (node, low) => {
  const [then, test, otherwise] = named(node);
  return {
    kind: 'conditional',
    test: low.expr(test),
    then: low.expr(then),
    otherwise: low.expr(otherwise),
    span: low.span(node),
  };
};

const unary =
  (op?: string): ExprRule =>
  (node, low) => ({
    kind: 'unary',
    op: op ?? low.text(field(node, 'operator')),
    operand: low.expr(field(node, 'argument')),
    span: low.span(node),
  });

const assign: ExprRule = (node, low) => {
  const op = field(node, 'operator');
  return {
    kind: 'assign',
    target: low.pattern(field(node, 'left') ?? field(node, 'name')),
    ...(op && { op: low.text(op).slice(0, -1) }),
    value: low.expr(field(node, 'right') ?? field(node, 'value')),
    span: low.span(node),
  };
};

const yielded: ExprRule = (node, low) => {
  const value = firstNamed(node);
  return { kind: 'yield', ...(value && { value: low.expr(value) }), span: low.span(node) };
};

const spread: ExprRule = (node, low) => ({ kind: 'spread', value: inner(node, low), span: low.span(node) });

/** No module lies deeper. */
const MAX_DOTTED = 100;

/** `a.b.c`; without any part where the grammar mended damaged code. */
const dotted: ExprRule = (node, low) => {
  const span = low.span(node);
  const parts = named(node).map((part) => low.expr(part));
  const [first, ...others] = parts;
  if (first === undefined || others.length > MAX_DOTTED) return { kind: 'other', syntax: 'dotted_name', parts, span };
  return others.reduce<Expr>(
    (object, part) => ({ kind: 'member', object, property: part.kind === 'name' ? part.name : '', span }),
    first,
  );
};

export const EXPRESSIONS: readonly (readonly [string, ExprRule])[] = [
  ['identifier', name],
  ['ellipsis', name],
  ['dotted_name', dotted],
  ['parenthesized_expression', unwrap],
  ['parenthesized_list_splat', inner],
  ['integer', number],
  ['float', number],
  ['true', constant(true, 'boolean')],
  ['false', constant(false, 'boolean')],
  ['none', constant(null, 'null')],
  ['attribute', attribute],
  ['subscript', subscript],
  [
    'slice',
    (node, low) => ({
      kind: 'other',
      syntax: 'slice',
      parts: named(node).map((child) => low.expr(child)),
      span: low.span(node),
    }),
  ],
  ['call', call],
  ['binary_operator', binary],
  ['boolean_operator', binary],
  ['comparison_operator', comparison],
  ['not_operator', unary('!')],
  ['unary_operator', unary()],
  ['conditional_expression', conditional],
  ['dictionary', dictionary],
  ['list', items('array')],
  ['tuple', items('tuple')],
  ['expression_list', items('tuple')],
  ['set', items('set')],
  ['list_comprehension', comprehension],
  ['set_comprehension', comprehension],
  ['dictionary_comprehension', comprehension],
  ['generator_expression', comprehension],
  ['assignment', assign],
  ['augmented_assignment', assign],
  ['named_expression', assign],
  ['lambda', (node, low) => ({ kind: 'function', fn: lambdaIr(node, low), span: low.span(node) })],
  ['await', (node, low) => ({ kind: 'await', value: inner(node, low), span: low.span(node) })],
  ['yield', yielded],
  ['list_splat', spread],
  ['dictionary_splat', spread],
  ['list_splat_pattern', spread],
  ['as_pattern', inner],
  ['as_pattern_target', inner],
  ['type', (node, low) => low.type(node)],
];
