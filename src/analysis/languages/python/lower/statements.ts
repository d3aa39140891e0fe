import type { Arg, Expr, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, named } from '../../lower/nodes';
import { classIr, functionIr } from './functions';
import { matchStmt } from './match';

type Try = Extract<Stmt, { kind: 'try' }>;

function body(node: SyntaxNode | undefined, low: Lowerer): Stmt[] {
  return node ? low.stmts(named(node)) : [];
}

const elseBody = (node: SyntaxNode | undefined, low: Lowerer): Stmt[] =>
  node ? body(field(node, 'body') ?? childOfType(node, 'block'), low) : [];

function tupleOf(nodes: readonly SyntaxNode[], node: SyntaxNode, low: Lowerer): Expr {
  const [only] = nodes;
  return nodes.length === 1
    ? low.expr(only)
    : { kind: 'array', type: 'tuple', items: nodes.map((one) => low.expr(one)), span: low.span(node) };
}

const expression: StmtRule = (node, low) => {
  const inner = firstNamed(node);
  const type = inner?.type === 'assignment' ? field(inner, 'type') : undefined;
  const span = low.span(node);
  if (!inner || !type) return [{ kind: 'expr', expr: tupleOf(named(node), node, low), span }];
  const value = field(inner, 'right');
  return [
    {
      kind: 'declare',
      target: low.pattern(field(inner, 'left')),
      ...(value && { value: low.expr(value) }),
      annotation: low.type(type),
      constant: false,
      span,
    },
  ];
};

/** So many `elif` nest in each other; those of a longer ladder stand one after the other, as if each were tried. */
const LONGEST_LADDER = 200;

/** `elif` is an `if` in the `else`; built from the end, so that a long ladder costs no depth here. */
const branch: StmtRule = (node, low) => {
  const make = (one: SyntaxNode, otherwise: Stmt[], end: number): Stmt => ({
    kind: 'if',
    test: low.expr(field(one, 'condition')),
    then: body(field(one, 'consequence'), low),
    otherwise,
    span: low.source.span(one.start, end),
  });
  const alternatives = fields(node, 'alternative');
  const last = alternatives.find((one) => one.type === 'else_clause');
  const ladder = alternatives.filter((one) => one.type === 'elif_clause');
  const tail = ladder.slice(LONGEST_LADDER).map((one) => make(one, [], one.end));
  const otherwise = ladder
    .slice(0, LONGEST_LADDER)
    .reduceRight<Stmt[]>((rest, one) => [make(one, rest, node.end)], [...tail, ...elseBody(last, low)]);
  return [make(node, otherwise, node.end)];
};

const whileLoop: StmtRule = (node, low) => [
  {
    kind: 'while',
    test: low.expr(field(node, 'condition')),
    body: body(field(node, 'body'), low),
    doWhile: false,
    otherwise: elseBody(field(node, 'alternative'), low),
    span: low.span(node),
  },
];

const forEach: StmtRule = (node, low) => [
  {
    kind: 'forEach',
    target: low.pattern(field(node, 'left')),
    iterable: tupleOf(
      fields(node, 'right').filter((child) => child.named),
      node,
      low,
    ),
    keys: false,
    body: body(field(node, 'body'), low),
    otherwise: elseBody(field(node, 'alternative'), low),
    span: low.span(node),
  },
];

/** Python 2 writes the name after a comma. */
function handler(node: SyntaxNode, low: Lowerer): Try['handlers'][number] {
  const [first, second] = fields(node, 'value').filter((child) => child.named);
  const aliased = first?.type === 'as_pattern' ? first : undefined;
  const alias = (aliased && field(aliased, 'alias')) ?? field(node, 'alias') ?? second;
  const type = aliased ? firstNamed(aliased) : first;
  const types = type?.type === 'tuple' ? named(type) : [type];
  return {
    ...(alias && { param: low.pattern(alias) }),
    types: types.flatMap((one) => (one ? [low.expr(one)] : [])),
    body: body(childOfType(node, 'block'), low),
  };
}

const attempt: StmtRule = (node, low) => [
  {
    kind: 'try',
    body: body(field(node, 'body'), low),
    handlers: node.children
      .filter((child) => child.type === 'except_clause' || child.type === 'except_group_clause')
      .map((child) => handler(child, low)),
    otherwise: elseBody(childOfType(node, 'else_clause'), low),
    finalizer: elseBody(childOfType(node, 'finally_clause'), low),
    span: low.span(node),
  },
];

function withItem(node: SyntaxNode, low: Lowerer): { value: Expr; target?: ReturnType<Lowerer['pattern']> } {
  const value = field(node, 'value') ?? node;
  const alias = value.type === 'as_pattern' ? field(value, 'alias') : undefined;
  return { value: low.expr(alias ? firstNamed(value) : value), ...(alias && { target: low.pattern(alias) }) };
}

const withStmt: StmtRule = (node, low) => {
  const clause = childOfType(node, 'with_clause');
  const items = clause ? named(clause).filter((child) => child.type === 'with_item') : [];
  return [
    {
      kind: 'with',
      items: items.map((one) => withItem(one, low)),
      body: body(field(node, 'body'), low),
      span: low.span(node),
    },
  ];
};

const raise: StmtRule = (node, low) => {
  const value = node.children.find((child) => child.named && child.field !== 'cause');
  const span = low.span(node);
  if (!value) return [{ kind: 'throw', span }];
  const expr: Expr =
    value.type === 'expression_list'
      ? { kind: 'sequence', items: named(value).map((one) => low.expr(one)), span }
      : low.expr(value);
  return [{ kind: 'throw', value: expr, span }];
};

/** The statements `print` and `exec` of Python 2 are calls of what they became. */
const statementCall =
  (name: string): StmtRule =>
  (node, low) => {
    const span = low.span(node);
    const args = named(node)
      .filter((child) => child.type !== 'chevron')
      .map((child): Arg => ({ value: low.expr(child) }));
    return [
      { kind: 'expr', expr: { kind: 'call', callee: { kind: 'name', name, span }, args, isNew: false, span }, span },
    ];
  };

const decorated: StmtRule = (node, low) => {
  const definition = field(node, 'definition');
  const decorators = node.children
    .filter((child) => child.type === 'decorator')
    .map((child) => low.expr(firstNamed(child)));
  if (!definition) return [];
  const span = low.span(definition);
  if (definition.type === 'class_definition')
    return [{ kind: 'class', cls: classIr(definition, low, decorators), span }];
  return [{ kind: 'function', fn: functionIr(definition, low, decorators), span }];
};

const returned: StmtRule = (node, low) => {
  const value = firstNamed(node);
  return [{ kind: 'return', ...(value && { value: low.expr(value) }), span: low.span(node) }];
};

/** The message of an assertion is no condition, but may be computed: it follows as an expression. */
const assertion: StmtRule = (node, low) => {
  const [test, message] = named(node);
  const span = low.span(node);
  return [{ kind: 'assert', test: low.expr(test), span }, ...(message ? low.stmt(message) : [])];
};

const removal: StmtRule = (node, low) => {
  const [only] = named(node);
  const targets = only && ['expression_list', 'tuple', 'list'].includes(only.type) ? named(only) : named(node);
  return [{ kind: 'delete', targets: targets.map((one) => low.expr(one)), span: low.span(node) }];
};

const scope =
  (declared: 'global' | 'nonlocal'): StmtRule =>
  (node, low) => [{ kind: 'scope', declared, names: named(node).map((one) => low.text(one)), span: low.span(node) }];
const jump =
  (kind: 'break' | 'continue'): StmtRule =>
  (node, low) => [{ kind, span: low.span(node) }];
const nothing: StmtRule = () => [];

export const STATEMENTS: readonly (readonly [string, StmtRule])[] = [
  ['module', (node, low) => low.stmts(named(node))],
  ['block', (node, low) => low.stmts(named(node))],
  ['expression_statement', expression],
  ['function_definition', (node, low) => [{ kind: 'function', fn: functionIr(node, low), span: low.span(node) }]],
  ['class_definition', (node, low) => [{ kind: 'class', cls: classIr(node, low), span: low.span(node) }]],
  ['decorated_definition', decorated],
  ['if_statement', branch],
  ['while_statement', whileLoop],
  ['for_statement', forEach],
  ['try_statement', attempt],
  ['with_statement', withStmt],
  ['match_statement', matchStmt],
  ['return_statement', returned],
  ['raise_statement', raise],
  ['assert_statement', assertion],
  ['delete_statement', removal],
  ['global_statement', scope('global')],
  ['nonlocal_statement', scope('nonlocal')],
  ['print_statement', statementCall('print')],
  ['exec_statement', statementCall('exec')],
  ['break_statement', jump('break')],
  ['continue_statement', jump('continue')],
  ['pass_statement', nothing],
  ['type_alias_statement', nothing],
  ['future_import_statement', nothing],
];
