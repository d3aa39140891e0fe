import type { Expr, Property, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { field, named } from '../../lower/nodes';
import { classIr, interfaceIr } from './classes';
import { functionIr } from './functions';
import { propertyKey } from './patterns';

const fn: StmtRule = (node, low) => [{ kind: 'function', fn: functionIr(node, low), span: low.span(node) }];
const nothing: StmtRule = () => [];

/** `decorated` come from an `export` around the class. */
export function classStmt(node: SyntaxNode, low: Lowerer, decorated: readonly SyntaxNode[] = []): Stmt {
  return { kind: 'class', cls: classIr(node, low, undefined, decorated), span: low.span(node) };
}

const interfaceStmt: StmtRule = (node, low) => [
  { kind: 'class', cls: interfaceIr(node, field(node, 'body'), low), span: low.span(node) },
];

/** Of the other aliases nothing is left at run time. */
const typeAlias: StmtRule = (node, low) => {
  const value = field(node, 'value');
  return value?.type === 'object_type'
    ? [{ kind: 'class', cls: interfaceIr(node, value, low), span: low.span(node) }]
    : [];
};

function enumMember(node: SyntaxNode, position: number, low: Lowerer): Property {
  const span = low.span(node);
  const name = field(node, 'name');
  const value = field(node, 'value');
  const key = propertyKey(name ?? node, low);
  return {
    ...key,
    value: value ? low.expr(value) : { kind: 'literal', type: 'number', value: position, span },
    kind: 'value',
    span,
  };
}

/** An enum is an object of constants. */
const enumeration: StmtRule = (node, low) => {
  const span = low.span(node);
  const name = field(node, 'name');
  const members = named(field(node, 'body') ?? node).filter((child) => child !== name);
  const value: Expr = {
    kind: 'object',
    properties: members.map((member, position) => enumMember(member, position, low)),
    enumeration: true,
    span,
  };
  return [{ kind: 'declare', target: { kind: 'bind', name: low.text(name), span }, value, constant: true, span }];
};

function declaredNames(stmt: Stmt): string[] {
  if (stmt.kind === 'function') return [stmt.fn.name];
  if (stmt.kind === 'class') return stmt.cls.typeOnly ? [] : [stmt.cls.name];
  return stmt.kind === 'declare' && stmt.target.kind === 'bind' ? [stmt.target.name] : [];
}

/**
 * A namespace is its statements, followed by an object of what they export: `N.f` finds `f`, and `f` is in reach
 * inside.
 */
const namespace: StmtRule = (node, low) => {
  const nameNode = field(node, 'name');
  const body = field(node, 'body');
  if (!nameNode || !body || nameNode.type === 'string') return [];
  const span = low.span(node);
  const exported: string[] = [];
  const stmts = low.stmts(named(body)).flatMap((stmt): Stmt[] => {
    if (stmt.kind !== 'export' || !stmt.declaration) return [stmt];
    exported.push(...declaredNames(stmt.declaration));
    return [stmt.declaration];
  });
  const properties = exported.map((key): Property => ({
    key,
    value: { kind: 'name', name: key, span },
    kind: 'value',
    span,
  }));
  const names = low
    .text(nameNode)
    .split('.')
    .map((part) => part.trim());
  const [outer = '', ...inner] = names;
  const value = inner.reduceRight<Expr>(
    (nested, key) => ({ kind: 'object', properties: [{ key, value: nested, kind: 'value', span }], span }),
    { kind: 'object', properties, span },
  );
  return [
    { kind: 'block', body: stmts, span },
    { kind: 'declare', target: { kind: 'bind', name: outer, span }, value, constant: true, span },
  ];
};

export const DECLARATIONS: readonly (readonly [string, StmtRule])[] = [
  ['function_declaration', fn],
  ['generator_function_declaration', fn],
  ['class_declaration', (node, low) => [classStmt(node, low)]],
  ['abstract_class_declaration', (node, low) => [classStmt(node, low)]],
  ['interface_declaration', interfaceStmt],
  ['type_alias_declaration', typeAlias],
  ['enum_declaration', enumeration],
  ['internal_module', namespace],
  ['module', namespace],
  // Promises about code elsewhere and overloads: nothing runs.
  ['function_signature', nothing],
  ['ambient_declaration', nothing],
];
