import type { Expr, Pattern, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { field, fields, firstNamed, hasToken, named } from '../../lower/nodes';

type Case = Extract<Stmt, { kind: 'switch' }>['cases'][number];

const unwrapCase = (node: SyntaxNode): SyntaxNode | undefined =>
  node.type === 'case_pattern' ? firstNamed(node) : node;
/** A single name catches anything; a dotted one is compared. */
const isCapture = (node: SyntaxNode): boolean =>
  node.type === 'identifier' || (node.type === 'dotted_name' && named(node).length === 1);

function mapping(node: SyntaxNode, low: Lowerer): Pattern {
  const keys = fields(node, 'key').map((key) => low.expr(key));
  const values = fields(node, 'value');
  const properties = keys.flatMap((key, at) => {
    const target = binding(values[at], low);
    if (!target) return [];
    return [
      key.kind === 'literal' && key.value !== null ? { key: String(key.value), target } : { computed: key, target },
    ];
  });
  const splat = named(node).find((child) => child.type === 'splat_pattern');
  return {
    kind: 'objectPattern',
    properties,
    ...(splat && { rest: low.pattern(firstNamed(splat)) }),
    span: low.span(node),
  };
}

function sequence(node: SyntaxNode, low: Lowerer): Pattern {
  const result: Extract<Pattern, { kind: 'arrayPattern' }> = { kind: 'arrayPattern', items: [], span: low.span(node) };
  for (const child of named(node)) {
    const inner = unwrapCase(child);
    if (inner?.type === 'splat_pattern') result.rest = low.pattern(firstNamed(inner));
    else result.items.push(binding(inner, low) ?? null);
  }
  return result;
}

function classPattern(node: SyntaxNode, low: Lowerer): Pattern {
  const properties = named(node)
    .slice(1)
    .flatMap((child) => {
      const inner = unwrapCase(child);
      if (inner?.type !== 'keyword_pattern') {
        const target = binding(inner, low);
        return target ? [{ target }] : [];
      }
      const [key, value] = named(inner);
      const target = binding(value, low);
      return target ? [{ key: low.text(key), target }] : [];
    });
  return { kind: 'objectPattern', properties, span: low.span(node) };
}

/** What a pattern binds, in the shape of the subject; undefined when it only compares. */
function binding(node: SyntaxNode | undefined, low: Lowerer): Pattern | undefined {
  const inner = node && unwrapCase(node);
  if (!inner) return undefined;
  if (isCapture(inner)) return { kind: 'bind', name: low.text(inner), span: low.span(inner) };
  switch (inner.type) {
    case 'dict_pattern':
      return mapping(inner, low);
    case 'list_pattern':
    case 'tuple_pattern':
      return sequence(inner, low);
    case 'class_pattern':
      return classPattern(inner, low);
    default:
      return undefined;
  }
}

/** `pattern as name` and `a | b` bind in several ways at once. */
function bindings(node: SyntaxNode | undefined, low: Lowerer): Pattern[] {
  const inner = node && unwrapCase(node);
  if (!inner) return [];
  if (inner.type === 'union_pattern')
    return named(inner)
      .filter((child) => child.type !== 'dotted_name')
      .flatMap((child) => bindings(child, low));
  if (inner.type === 'as_pattern') {
    const [pattern, alias] = named(inner);
    return [...bindings(pattern, low), ...(alias ? [low.pattern(alias)] : [])];
  }
  return [binding(inner, low)].flatMap((one) => one ?? []);
}

const COMPARED = new Set([
  'string',
  'concatenated_string',
  'integer',
  'float',
  'true',
  'false',
  'none',
  'dotted_name',
  'complex_pattern',
]);

const negative = (node: SyntaxNode, low: Lowerer): Expr => ({
  kind: 'unary',
  op: '-',
  operand: low.expr(node),
  span: low.span(node),
});

/** In `a | -1` the sign is a token of its own before the number. */
function signed(node: SyntaxNode, before: SyntaxNode | undefined, low: Lowerer): Expr[] {
  return before?.type === '-' ? [negative(node, low)] : tests(node, low);
}

function tests(node: SyntaxNode | undefined, low: Lowerer): Expr[] {
  const inner = node && unwrapCase(node);
  if (!inner || isCapture(inner)) return [];
  if (inner.type === 'union_pattern')
    return inner.children.flatMap((child, at) => (child.named ? signed(child, inner.children[at - 1], low) : []));
  if (inner.type === 'as_pattern') return tests(firstNamed(inner), low);
  if (node.type === 'case_pattern' && hasToken(node, '-')) return [negative(inner, low)];
  return COMPARED.has(inner.type)
    ? [low.expr(inner)]
    : [{ kind: 'other', syntax: inner.type, parts: [], span: low.span(inner) }];
}

function matchCase(node: SyntaxNode, low: Lowerer): Case {
  const patterns = named(node).filter((child) => child.type === 'case_pattern');
  const guard = field(node, 'guard');
  const bound = patterns.flatMap((one) => bindings(one, low));
  const compared = patterns.flatMap((one) => tests(one, low));
  const body = field(node, 'consequence');
  return {
    tests: compared,
    ...(guard && { guard: low.expr(firstNamed(guard)) }),
    ...(bound.length > 0 && { bindings: bound }),
    body: body ? low.stmts(named(body)) : [],
    isDefault: compared.length === 0 && guard === undefined,
  };
}

export const matchStmt: StmtRule = (node, low) => {
  const subjects = fields(node, 'subject').filter((child) => child.named);
  const [only] = subjects;
  const span = low.span(node);
  const subject: Expr =
    subjects.length === 1
      ? low.expr(only)
      : { kind: 'array', type: 'tuple', items: subjects.map((one) => low.expr(one)), span };
  const cases = named(field(node, 'body') ?? node)
    .filter((child) => child.type === 'case_clause')
    .map((child) => matchCase(child, low));
  return [{ kind: 'switch', subject, cases, fallsThrough: false, span }];
};
