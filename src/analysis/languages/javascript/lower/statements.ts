import type { Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, hasToken, named } from '../../lower/nodes';
import { annotation } from './functions';
import { namedValue } from './named-value';

type Switch = Extract<Stmt, { kind: 'switch' }>;

/** The statements of a body, with or without braces. */
function bodyOf(node: SyntaxNode | undefined, low: Lowerer): Stmt[] {
  if (!node) return [];
  return node.type === 'statement_block' ? low.stmts(named(node)) : [...low.stmt(node)];
}

const expression: StmtRule = (node, low) => {
  const inner = firstNamed(node);
  if (!inner) return [];
  // The grammar takes a namespace for an expression.
  if (inner.type === 'internal_module') return low.stmt(inner);
  const expr = low.expr(inner);
  const span = low.span(node);
  if (expr.kind === 'unary' && expr.op === 'delete') return [{ kind: 'delete', targets: [expr.operand], span }];
  return [{ kind: 'expr', expr, span }];
};

const declaration: StmtRule = (node, low) => {
  const constant = hasToken(node, 'const') || node.type === 'using_declaration';
  return node.children
    .filter((child) => child.type === 'variable_declarator')
    .map((declarator): Stmt => {
      const target = low.pattern(field(declarator, 'name'));
      const value = field(declarator, 'value');
      const type = annotation(field(declarator, 'type'), low);
      const name = target.kind === 'bind' ? target.name : undefined;
      return {
        kind: 'declare',
        target,
        ...(value && { value: namedValue(value, name, low) }),
        ...(type && { annotation: type }),
        constant,
        span: low.span(declarator),
      };
    });
};

const branch: StmtRule = (node, low) => {
  const otherwise = field(node, 'alternative');
  return [
    {
      kind: 'if',
      test: low.expr(field(node, 'condition')),
      then: bodyOf(field(node, 'consequence'), low),
      otherwise: otherwise ? bodyOf(firstNamed(otherwise), low) : [],
      span: low.span(node),
    },
  ];
};

const loop =
  (doWhile: boolean): StmtRule =>
  (node, low) => [
    {
      kind: 'while',
      test: low.expr(field(node, 'condition')),
      body: bodyOf(field(node, 'body'), low),
      doWhile,
      otherwise: [],
      span: low.span(node),
    },
  ];

/** Grammars differ in whether the condition of a loop is a statement. */
function testOf(condition: SyntaxNode | undefined): SyntaxNode | undefined {
  if (condition?.type === 'empty_statement') return undefined;
  return condition?.type === 'expression_statement' ? firstNamed(condition) : condition;
}

const forLoop: StmtRule = (node, low) => {
  const initializer = field(node, 'initializer');
  const condition = field(node, 'condition');
  const test = testOf(condition);
  const increment = field(node, 'increment');
  return [
    {
      kind: 'for',
      init: initializer ? [...low.stmt(initializer)] : [],
      ...(test && { test: low.expr(test) }),
      update: increment ? [low.expr(increment)] : [],
      body: bodyOf(field(node, 'body'), low),
      span: low.span(node),
    },
  ];
};

const forEach: StmtRule = (node, low) => [
  {
    kind: 'forEach',
    target: low.pattern(field(node, 'left')),
    iterable: low.expr(field(node, 'right')),
    keys: low.text(field(node, 'operator')) === 'in',
    body: bodyOf(field(node, 'body'), low),
    otherwise: [],
    span: low.span(node),
  },
];

const choice: StmtRule = (node, low) => {
  const cases = named(field(node, 'body') ?? node).filter(
    (child) => child.type === 'switch_case' || child.type === 'switch_default',
  );
  return [
    {
      kind: 'switch',
      subject: low.expr(field(node, 'value')),
      cases: cases.map((one): Switch['cases'][number] => {
        const value = field(one, 'value');
        return {
          tests: value ? [low.expr(value)] : [],
          body: low.stmts(fields(one, 'body').filter((child) => child.named)),
          isDefault: one.type === 'switch_default',
        };
      }),
      fallsThrough: true,
      span: low.span(node),
    },
  ];
};

const attempt: StmtRule = (node, low) => {
  const handler = field(node, 'handler');
  const param = handler && field(handler, 'parameter');
  const finalizer = field(node, 'finalizer');
  return [
    {
      kind: 'try',
      body: bodyOf(field(node, 'body'), low),
      handlers: handler
        ? [{ ...(param && { param: low.pattern(param) }), types: [], body: bodyOf(field(handler, 'body'), low) }]
        : [],
      otherwise: [],
      finalizer: finalizer ? bodyOf(field(finalizer, 'body'), low) : [],
      span: low.span(node),
    },
  ];
};

const leave =
  (kind: 'return' | 'throw'): StmtRule =>
  (node, low) => {
    const value = firstNamed(node);
    return [{ kind, ...(value && { value: low.expr(value) }), span: low.span(node) }];
  };

const jump =
  (kind: 'break' | 'continue'): StmtRule =>
  (node, low) => [{ kind, span: low.span(node) }];
const nothing: StmtRule = () => [];

export const STATEMENTS: readonly (readonly [string, StmtRule])[] = [
  ['expression_statement', expression],
  ['variable_declaration', declaration],
  ['lexical_declaration', declaration],
  ['using_declaration', declaration],
  ['if_statement', branch],
  ['while_statement', loop(false)],
  ['do_statement', loop(true)],
  ['for_statement', forLoop],
  ['for_in_statement', forEach],
  ['switch_statement', choice],
  ['try_statement', attempt],
  ['return_statement', leave('return')],
  ['throw_statement', leave('throw')],
  ['break_statement', jump('break')],
  ['continue_statement', jump('continue')],
  ['statement_block', (node, low) => [{ kind: 'block', body: low.stmts(named(node)), span: low.span(node) }]],
  ['labeled_statement', (node, low) => bodyOf(field(node, 'body') ?? childOfType(node, 'statement_block'), low)],
  [
    'with_statement',
    (node, low) => [
      {
        kind: 'with',
        items: [{ value: low.expr(field(node, 'object')) }],
        body: bodyOf(field(node, 'body'), low),
        span: low.span(node),
      },
    ],
  ],
  ['program', (node, low) => low.stmts(named(node))],
  ['empty_statement', nothing],
  ['debugger_statement', nothing],
];
