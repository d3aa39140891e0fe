import type { ClassIr, ClassMember, Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, hasToken, named } from '../../lower/nodes';
import { accessorKind, ANONYMOUS, annotation, decorators, functionIr, parameterProperties } from './functions';
import { propertyKey } from './patterns';

function bases(node: SyntaxNode, low: Lowerer): Expr[] {
  const heritage = childOfType(node, 'class_heritage', 'extends_clause');
  if (!heritage) return [];
  const clauses = heritage.children.filter(
    (child) => child.type === 'extends_clause' || child.type === 'implements_clause',
  );
  if (clauses.length === 0) return named(heritage).map((child) => low.expr(child));
  return clauses.flatMap((clause) =>
    clause.type === 'extends_clause' ? fields(clause, 'value').map((value) => low.expr(value)) : [],
  );
}

function memberName(node: SyntaxNode, low: Lowerer): string {
  const { key, computed } = propertyKey(field(node, 'name') ?? field(node, 'property'), low);
  return key ?? (computed ? '[computed]' : ANONYMOUS);
}

function method(node: SyntaxNode, low: Lowerer, decorated: readonly SyntaxNode[]): ClassMember {
  const name = memberName(node, low);
  const isStatic = hasToken(node, 'static');
  const accessor = accessorKind(node);
  const kind = accessor === 'method' && name === 'constructor' && !isStatic ? 'constructor' : accessor;
  const fn = functionIr(node, low, name, decorated);
  return { name, kind, static: isStatic, fn, decorators: fn.decorators, span: low.span(node) };
}

function propertyValue(node: SyntaxNode, name: string, low: Lowerer): Expr {
  if (node.type !== 'arrow_function' && node.type !== 'function_expression') return low.expr(node);
  return { kind: 'function', fn: functionIr(node, low, name), span: low.span(node) };
}

function property(node: SyntaxNode, low: Lowerer, decorated: readonly SyntaxNode[]): ClassMember {
  const name = memberName(node, low);
  const value = field(node, 'value');
  const type = annotation(field(node, 'type'), low);
  return {
    name,
    kind: 'property',
    static: hasToken(node, 'static'),
    ...(value && { value: propertyValue(value, name, low) }),
    ...(type && { annotation: type }),
    decorators: decorators([...decorated, ...node.children], low),
    span: low.span(node),
  };
}

function staticBlock(node: SyntaxNode, low: Lowerer): ClassMember {
  const span = low.span(node);
  const fn = functionIr(node, low, '<static>');
  return { name: '<static>', kind: 'method', static: true, fn, decorators: [], span };
}

function constructorFields(node: SyntaxNode, low: Lowerer): ClassMember[] {
  return parameterProperties(node).flatMap((one): ClassMember[] => {
    const inner = field(one, 'pattern') ?? field(one, 'name');
    const type = annotation(field(one, 'type'), low);
    if (inner?.type !== 'identifier') return [];
    return [
      {
        name: low.text(inner),
        kind: 'property',
        static: false,
        ...(type && { annotation: type }),
        decorators: decorators(one.children, low),
        span: low.span(one),
      },
    ];
  });
}

function members(body: SyntaxNode | undefined, low: Lowerer): ClassMember[] {
  const result: ClassMember[] = [];
  let decorated: SyntaxNode[] = [];
  for (const child of body?.children ?? []) {
    if (child.type === 'decorator') {
      decorated.push(child);
      continue;
    }
    if (child.type === 'method_definition') {
      const one = method(child, low, decorated);
      if (one.kind === 'constructor') result.push(...constructorFields(child, low));
      result.push(one);
    } else if (child.type === 'field_definition' || child.type === 'public_field_definition')
      result.push(property(child, low, decorated));
    else if (child.type === 'class_static_block') result.push(staticBlock(child, low));
    decorated = [];
  }
  return result;
}

export function classIr(node: SyntaxNode, low: Lowerer, hint?: string, decorated: readonly SyntaxNode[] = []): ClassIr {
  const span = low.span(node);
  const name = low.text(field(node, 'name')) || hint || ANONYMOUS;
  return {
    id: `${name}@${span.line}:${span.column}`,
    name,
    bases: bases(node, low),
    decorators: decorators([...decorated, ...fields(node, 'decorator')], low),
    members: members(field(node, 'body'), low),
    span,
  };
}

function signature(node: SyntaxNode, low: Lowerer): ClassMember | undefined {
  if (node.type !== 'property_signature' && node.type !== 'method_signature') return undefined;
  const type = annotation(field(node, 'type'), low);
  return {
    name: memberName(node, low),
    kind: node.type === 'method_signature' ? 'method' : 'property',
    static: false,
    ...(type && { annotation: type }),
    decorators: [],
    span: low.span(node),
  };
}

/** An interface or object type: fields and their types, for data models. */
export function interfaceIr(node: SyntaxNode, body: SyntaxNode | undefined, low: Lowerer): ClassIr {
  const span = low.span(node);
  const name = low.text(field(node, 'name'));
  const extended = childOfType(node, 'extends_type_clause');
  return {
    id: `${name}@${span.line}:${span.column}`,
    name,
    bases: extended ? named(extended).map((child) => low.type(child)) : [],
    decorators: [],
    members: (body ? named(body) : []).flatMap(
      (child) => signature(child.type === 'export_statement' ? (firstNamed(child) ?? child) : child, low) ?? [],
    ),
    span,
    typeOnly: true,
  };
}
