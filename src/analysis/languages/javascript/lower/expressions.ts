import type { Arg, Expr, Property } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import { binaryChain } from '../../lower/chains';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { field, firstNamed, named } from '../../lower/nodes';
import { classIr } from './classes';
import { accessorKind, functionIr } from './functions';
import { templateParts } from './literals';
import { namedValue } from './named-value';
import { propertyKey } from './patterns';

const name: ExprRule = (node, low) => ({ kind: 'name', name: low.text(node), span: low.span(node) });

/**
 * Parentheses, casts and `!` change nothing at run time. Unwrapped in a loop: people do not nest them, generators do.
 */
const unwrap: ExprRule = (node, low) => {
  let inner = node;
  while (WRAPPERS.has(inner.type)) {
    const next =
      inner.type === 'type_assertion'
        ? named(inner).find((child) => child.type !== 'type_arguments')
        : firstNamed(inner);
    if (!next) return { kind: 'other', syntax: inner.type, parts: [], span: low.span(inner) };
    inner = next;
  }
  return low.expr(inner);
};

const WRAPPERS = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
  'instantiation_expression',
]);

const member: ExprRule = (node, low) => ({
  kind: 'member',
  object: low.expr(field(node, 'object')),
  property: low.text(field(node, 'property')),
  ...(field(node, 'optional_chain') && { optional: true as const }),
  span: low.span(node),
});

const index: ExprRule = (node, low) => ({
  kind: 'index',
  object: low.expr(field(node, 'object')),
  index: low.expr(field(node, 'index')),
  span: low.span(node),
});

function args(node: SyntaxNode | undefined, low: Lowerer): Arg[] {
  return node ? named(node).map((child) => ({ value: low.expr(child) })) : [];
}

/** `await make<T>(given)`: the grammar takes the `await` for a part of what is called; it is for what that gives. */
const call: ExprRule = (node, low) => {
  const called = field(node, 'function');
  if (called?.type !== 'await_expression') return callOf(node, low.expr(called), low);
  return { kind: 'await', value: callOf(node, low.expr(firstNamed(called)), low), span: low.span(node) };
};

function callOf(node: SyntaxNode, callee: Expr, low: Lowerer): Expr {
  const list = field(node, 'arguments');
  const span = low.span(node);
  if (list?.type === 'template_string') return { kind: 'template', tag: callee, parts: templateParts(list, low), span };
  return { kind: 'call', callee, args: args(list, low), isNew: false, span };
}

const construct: ExprRule = (node, low) => ({
  kind: 'call',
  callee: low.expr(field(node, 'constructor')),
  args: args(field(node, 'arguments'), low),
  isNew: true,
  span: low.span(node),
});

const OPERATORS: Readonly<Record<string, string>> = { '===': '==', '!==': '!=' };

const binary: ExprRule = (node, low) => binaryChain(node, OPERATORS, low);

const unary: ExprRule = (node, low) => ({
  kind: 'unary',
  op: low.text(field(node, 'operator')),
  operand: low.expr(field(node, 'argument')),
  span: low.span(node),
});

const update: ExprRule = (node, low) => {
  const span = low.span(node);
  const op = low.text(field(node, 'operator')).slice(0, 1);
  return {
    kind: 'assign',
    target: low.pattern(field(node, 'argument')),
    op,
    value: { kind: 'literal', type: 'number', value: 1, span },
    span,
  };
};

const conditional: ExprRule = (node, low) => ({
  kind: 'conditional',
  test: low.expr(field(node, 'condition')),
  then: low.expr(field(node, 'consequence')),
  otherwise: low.expr(field(node, 'alternative')),
  span: low.span(node),
});

function assignedName(node: SyntaxNode | undefined, low: Lowerer): string | undefined {
  if (node?.type === 'identifier') return low.text(node);
  return node?.type === 'member_expression' ? low.text(field(node, 'property')) : undefined;
}

const assign: ExprRule = (node, low) => {
  const left = field(node, 'left');
  return {
    kind: 'assign',
    target: low.pattern(left),
    value: namedValue(field(node, 'right'), assignedName(left, low), low),
    span: low.span(node),
  };
};

const augmentedAssign: ExprRule = (node, low) => ({
  kind: 'assign',
  target: low.pattern(field(node, 'left')),
  op: low.text(field(node, 'operator')).slice(0, -1),
  value: low.expr(field(node, 'right')),
  span: low.span(node),
});

function property(node: SyntaxNode, low: Lowerer): Property | undefined {
  const span = low.span(node);
  switch (node.type) {
    case 'pair': {
      const key = propertyKey(field(node, 'key'), low);
      return { ...key, value: namedValue(field(node, 'value'), key.key, low), kind: 'value', span };
    }
    case 'shorthand_property_identifier':
      return { key: low.text(node), value: name(node, low), kind: 'value', span };
    case 'spread_element':
      return { value: low.expr(firstNamed(node)), kind: 'spread', span };
    case 'method_definition': {
      const key = propertyKey(field(node, 'name'), low);
      const value: Expr = { kind: 'function', fn: functionIr(node, low, key.key), span };
      return {
        ...key,
        value,
        kind: accessorKind(node),
        span,
      };
    }
    default:
      return undefined;
  }
}

const object: ExprRule = (node, low) => ({
  kind: 'object',
  properties: named(node).flatMap((child) => property(child, low) ?? []),
  span: low.span(node),
});

/** A hole in the array is `undefined`, so that positions stay right. */
const array: ExprRule = (node, low) => {
  const items: Expr[] = [];
  let empty = true;
  for (const child of node.children) {
    if (child.type === ',') {
      if (empty) items.push({ kind: 'literal', type: 'undefined', value: null, span: low.span(child) });
      empty = true;
    } else if (child.named) {
      items.push(low.expr(child));
      empty = false;
    }
  }
  return { kind: 'array', type: 'array', items, span: low.span(node) };
};

const sequence: ExprRule = (node, low) => {
  const items: SyntaxNode[] = [];
  let rest: SyntaxNode | undefined = node;
  // The grammar nests `a, b, c` to the right.
  while (rest?.type === 'sequence_expression') {
    const [left, right, ...more]: SyntaxNode[] = named(rest);
    if (left) items.push(left);
    items.push(...(more.length > 0 && right ? [right, ...more.slice(0, -1)] : []));
    rest = more.at(-1) ?? right;
  }
  if (rest) items.push(rest);
  return { kind: 'sequence', items: items.map((item) => low.expr(item)), span: low.span(node) };
};

const fn: ExprRule = (node, low) => ({ kind: 'function', fn: functionIr(node, low), span: low.span(node) });
const cls: ExprRule = (node, low) => ({ kind: 'class', cls: classIr(node, low), span: low.span(node) });
const spread: ExprRule = (node, low) => ({ kind: 'spread', value: low.expr(firstNamed(node)), span: low.span(node) });
const awaited: ExprRule = (node, low) => ({ kind: 'await', value: low.expr(firstNamed(node)), span: low.span(node) });

const yielded: ExprRule = (node, low) => {
  const value = firstNamed(node);
  return { kind: 'yield', ...(value && { value: low.expr(value) }), span: low.span(node) };
};

/** `import.meta` reads as a member of the name `import`, `new.target` as one of `new`. */
const metaProperty: ExprRule = (node, low) => {
  const span = low.span(node);
  const [object = 'import', property = 'meta'] = low.text(node).split('.');
  return { kind: 'member', object: { kind: 'name', name: object.trim(), span }, property: property.trim(), span };
};

export const EXPRESSIONS: readonly (readonly [string, ExprRule])[] = [
  ['identifier', name],
  ['property_identifier', name],
  ['private_property_identifier', name],
  ['shorthand_property_identifier', name],
  ['statement_identifier', name],
  ['import', name],
  ['this', (node, low) => ({ kind: 'this', span: low.span(node) })],
  ['super', (node, low) => ({ kind: 'super', span: low.span(node) })],
  ...[...WRAPPERS].map((type) => [type, unwrap] as const),
  ['member_expression', member],
  ['nested_identifier', member],
  ['subscript_expression', index],
  ['call_expression', call],
  ['new_expression', construct],
  ['binary_expression', binary],
  ['unary_expression', unary],
  ['update_expression', update],
  ['ternary_expression', conditional],
  ['assignment_expression', assign],
  ['augmented_assignment_expression', augmentedAssign],
  ['object', object],
  ['array', array],
  ['sequence_expression', sequence],
  ['arrow_function', fn],
  ['function_expression', fn],
  ['generator_function', fn],
  ['class', cls],
  ['spread_element', spread],
  ['await_expression', awaited],
  ['yield_expression', yielded],
  ['meta_property', metaProperty],
  ['computed_property_name', (node, low) => low.expr(firstNamed(node))],
];
