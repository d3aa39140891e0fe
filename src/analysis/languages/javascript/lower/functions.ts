import type { Expr, FunctionIr, Param, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, hasToken, named } from '../../lower/nodes';

export const ANONYMOUS = '<anonymous>';

export function decorators(nodes: readonly SyntaxNode[], low: Lowerer): Expr[] {
  return nodes.filter((node) => node.type === 'decorator').map((node) => low.expr(firstNamed(node)));
}

/** The type in `: T`, without the colon. */
export function annotation(node: SyntaxNode | undefined, low: Lowerer): Expr | undefined {
  if (!node) return undefined;
  const inner = node.type.endsWith('_annotation') ? firstNamed(node) : node;
  return inner && low.type(inner);
}

const isTyped = ({ type }: SyntaxNode): boolean => type === 'required_parameter' || type === 'optional_parameter';

const typedFallback = (node: SyntaxNode): SyntaxNode | undefined => (isTyped(node) ? field(node, 'value') : undefined);

function param(node: SyntaxNode, low: Lowerer): Param {
  const wrapped = field(node, 'pattern') ?? field(node, 'name');
  const typed = isTyped(node);
  const target = typed ? wrapped : node;
  const assigned = target?.type === 'assignment_pattern' ? target : undefined;
  const inner = assigned ? field(assigned, 'left') : target;
  const fallback = assigned ? field(assigned, 'right') : typedFallback(node);
  const pattern = low.pattern(inner);
  const type = typed ? annotation(field(node, 'type'), low) : undefined;
  return {
    pattern,
    ...(pattern.kind === 'bind' && { name: pattern.name }),
    ...(fallback && { fallback: low.expr(fallback) }),
    ...(inner?.type === 'rest_pattern' && { rest: 'positional' as const }),
    ...(type && { annotation: type }),
    decorators: decorators(node.children, low),
    span: low.span(node),
  };
}

/** A `this` parameter is a type annotation, not a parameter. */
function isThisParameter(node: SyntaxNode): boolean {
  return node.type === 'this' || (field(node, 'pattern') ?? field(node, 'name'))?.type === 'this';
}

function paramNodes(node: SyntaxNode): SyntaxNode[] {
  const list = field(node, 'parameters');
  if (list) return named(list).filter((child) => child.type !== 'ERROR' && !isThisParameter(child));
  const single = field(node, 'parameter');
  return single ? [single] : [];
}

/** `constructor(private readonly users: UserService)`: such parameters are fields of the class as well. */
export function parameterProperties(constructor: SyntaxNode): SyntaxNode[] {
  return paramNodes(constructor).filter(
    (node) =>
      childOfType(node, 'accessibility_modifier', 'override_modifier') !== undefined || hasToken(node, 'readonly'),
  );
}

function assignParameterProperty(node: SyntaxNode, low: Lowerer): Stmt | undefined {
  const inner = field(node, 'pattern') ?? field(node, 'name');
  if (inner?.type !== 'identifier') return undefined;
  const span = low.span(inner);
  const name = low.text(inner);
  const place: Expr = { kind: 'member', object: { kind: 'this', span }, property: name, span };
  return {
    kind: 'expr',
    expr: { kind: 'assign', target: { kind: 'place', expr: place, span }, value: { kind: 'name', name, span }, span },
    span,
  };
}

function body(node: SyntaxNode, low: Lowerer): Stmt[] {
  const inner = field(node, 'body');
  if (!inner) return [];
  if (inner.type !== 'statement_block') {
    const value = low.expr(inner);
    return [{ kind: 'return', value, span: value.span }];
  }
  const stmts = low.stmts(named(inner));
  const fields = parameterProperties(node).flatMap((one) => assignParameterProperty(one, low) ?? []);
  return fields.length > 0 ? [...fields, ...stmts] : stmts;
}

const EXPRESSIONS = new Set(['function_expression', 'generator_function']);

/** What a function calls itself: the name of an expression is known in its body alone. */
function ownName(node: SyntaxNode, low: Lowerer): Pick<FunctionIr, 'ownName'> {
  const name = EXPRESSIONS.has(node.type) ? field(node, 'name') : undefined;
  return name ? { ownName: low.text(name) } : {};
}

/** From the name to the type of the result. */
function signature(node: SyntaxNode, low: Lowerer): FunctionIr['signature'] {
  const parameters = field(node, 'parameters') ?? field(node, 'parameter');
  const start = Math.min(field(node, 'name')?.start ?? Infinity, parameters?.start ?? node.end, node.end);
  const end = Math.max(start, field(node, 'return_type')?.end ?? parameters?.end ?? start);
  return low.source.span(start, end);
}

/** What a method is by the word in front of its name. */
export function accessorKind(node: SyntaxNode): 'getter' | 'setter' | 'method' {
  if (hasToken(node, 'get')) return 'getter';
  return hasToken(node, 'set') ? 'setter' : 'method';
}

/** Lowers any function, method or accessor. `hint` names it when it has no name of its own. */
export function functionIr(
  node: SyntaxNode,
  low: Lowerer,
  hint?: string,
  decorated: readonly SyntaxNode[] = [],
): FunctionIr {
  const name = (hint ?? low.text(field(node, 'name'))) || ANONYMOUS;
  const span = low.span(node);
  const returns = annotation(field(node, 'return_type'), low);
  return {
    id: `${name}@${span.line}:${span.column}`,
    name,
    params: paramNodes(node).map((one) => param(one, low)),
    body: body(node, low),
    decorators: decorators([...decorated, ...fields(node, 'decorator')], low),
    ...(returns && { returns }),
    async: hasToken(node, 'async'),
    generator: hasToken(node, '*') || node.type.startsWith('generator'),
    arrow: node.type === 'arrow_function' && field(node, 'body')?.type !== 'statement_block',
    ...(node.type === 'arrow_function' && { lexicalThis: true }),
    ...ownName(node, low),
    span,
    signature: signature(node, low),
  };
}
