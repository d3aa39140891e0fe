import { lastName } from '../../../engine/last-name';
import type { ClassIr, ClassMember, Expr, FunctionIr, Param, Pattern, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer } from '../../lower/lowerer';
import { field, firstNamed, hasToken, named } from '../../lower/nodes';

const OWN_SCOPE = new Set(['function_definition', 'lambda', 'class_definition']);
const SEPARATORS = new Set(['keyword_separator', 'positional_separator', 'ERROR']);

/** Whether the function itself yields; functions inside it are their own. */
function yields(node: SyntaxNode | undefined): boolean {
  const open = node ? [...node.children] : [];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === 'yield' && next.named) return true;
    if (!OWN_SCOPE.has(next.type)) for (const child of next.children) open.push(child);
  }
  return false;
}

const REST: Readonly<Record<string, Param['rest']>> = {
  list_splat_pattern: 'positional',
  dictionary_splat_pattern: 'keyword',
};

function param(node: SyntaxNode, low: Lowerer): Param {
  const target = node.type === 'typed_parameter' ? firstNamed(node) : (field(node, 'name') ?? node);
  const type = field(node, 'type');
  const fallback = field(node, 'value');
  const pattern: Pattern = low.pattern(target);
  const rest = REST[target?.type ?? ''];
  return {
    pattern,
    ...(pattern.kind === 'bind' && { name: pattern.name }),
    ...(fallback && { fallback: low.expr(fallback) }),
    ...(rest && { rest }),
    ...(type && { annotation: low.type(type) }),
    decorators: [],
    span: low.span(node),
  };
}

function params(node: SyntaxNode, low: Lowerer): Param[] {
  const list = field(node, 'parameters');
  return list
    ? named(list)
        .filter((child) => !SEPARATORS.has(child.type))
        .map((child) => param(child, low))
    : [];
}

export function functionIr(node: SyntaxNode, low: Lowerer, decorators: Expr[] = []): FunctionIr {
  const nameNode = field(node, 'name');
  const span = low.span(node);
  const name = low.text(nameNode);
  const returns = field(node, 'return_type');
  const start = nameNode?.start ?? node.start;
  const end = returns?.end ?? field(node, 'parameters')?.end ?? start;
  const body = field(node, 'body');
  return {
    id: `${name}@${span.line}:${span.column}`,
    name,
    params: params(node, low),
    body: body ? low.stmts(named(body)) : [],
    decorators,
    ...(returns && { returns: low.type(returns) }),
    async: hasToken(node, 'async'),
    generator: yields(body),
    arrow: false,
    span,
    signature: low.source.span(start, Math.max(start, end)),
  };
}

export function lambdaIr(node: SyntaxNode, low: Lowerer): FunctionIr {
  const span = low.span(node);
  const value = low.expr(field(node, 'body'));
  return {
    id: `<lambda>@${span.line}:${span.column}`,
    name: '<lambda>',
    params: params(node, low),
    body: [{ kind: 'return', value, span: value.span }],
    decorators: [],
    async: false,
    generator: false,
    arrow: true,
    span,
    signature: low.source.span(node.start, field(node, 'parameters')?.end ?? node.start),
  };
}

function kindOf(name: string, decorators: readonly string[]): ClassMember['kind'] {
  if (name === '__init__') return 'constructor';
  if (decorators.some((one) => /property$/.test(one))) return 'getter';
  return decorators.includes('setter') ? 'setter' : 'method';
}

function methodMember(fn: FunctionIr, stmt: Stmt): ClassMember {
  const names = fn.decorators.map((one) => lastName(one) ?? '');
  return {
    name: fn.name,
    kind: kindOf(fn.name, names),
    static: names.includes('staticmethod'),
    fn,
    decorators: fn.decorators,
    span: stmt.span,
  };
}

function property(name: string, value: Expr | undefined, annotation: Expr | undefined, stmt: Stmt): ClassMember {
  return {
    name,
    kind: 'property',
    static: true,
    ...(value && { value }),
    ...(annotation && { annotation }),
    decorators: [],
    span: stmt.span,
  };
}

/** `a = b = value` and `a, b = 1, 2` in a class body. */
function assigned(target: Pattern, value: Expr, stmt: Stmt): ClassMember[] {
  const inner = value.kind === 'assign' ? assigned(value.target, value.value, stmt) : [];
  const last = value.kind === 'assign' ? value.value : value;
  if (target.kind === 'bind') return [property(target.name, last, undefined, stmt), ...inner];
  if (target.kind !== 'arrayPattern') return inner;
  const values = last.kind === 'array' ? last.items : [];
  return [
    ...target.items.flatMap((item, at) =>
      item?.kind === 'bind' ? [property(item.name, values[at], undefined, stmt)] : [],
    ),
    ...inner,
  ];
}

/**
 * A class body is code: what it defines under conditions is defined, too. Calls in it are kept as nameless
 * properties.
 */
function members(stmt: Stmt): ClassMember[] {
  switch (stmt.kind) {
    case 'function':
      return [methodMember(stmt.fn, stmt)];
    case 'class':
      return [property(stmt.cls.name, { kind: 'class', cls: stmt.cls, span: stmt.span }, undefined, stmt)];
    case 'declare':
      return stmt.target.kind === 'bind' ? [property(stmt.target.name, stmt.value, stmt.annotation, stmt)] : [];
    case 'expr':
      if (stmt.expr.kind === 'assign' && stmt.expr.op === undefined)
        return assigned(stmt.expr.target, stmt.expr.value, stmt);
      return stmt.expr.kind === 'literal' ? [] : [property('<statement>', stmt.expr, undefined, stmt)];
    case 'if':
      return [...stmt.then, ...stmt.otherwise].flatMap(members);
    case 'try':
      return [...stmt.body, ...stmt.handlers.flatMap((one) => one.body), ...stmt.otherwise, ...stmt.finalizer].flatMap(
        members,
      );
    case 'with':
    case 'forEach':
    case 'while':
    case 'block':
      return stmt.body.flatMap(members);
    default:
      return [];
  }
}

export function classIr(node: SyntaxNode, low: Lowerer, decorators: Expr[] = []): ClassIr {
  const span = low.span(node);
  const name = low.text(field(node, 'name'));
  const superclasses = field(node, 'superclasses');
  const body = field(node, 'body');
  return {
    id: `${name}@${span.line}:${span.column}`,
    name,
    bases: superclasses
      ? named(superclasses)
          .filter((child) => child.type !== 'keyword_argument')
          .map((child) => low.expr(child))
      : [],
    decorators,
    members: body ? low.stmts(named(body)).flatMap(members) : [],
    span,
  };
}
