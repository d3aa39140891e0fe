import type { SyntaxNode } from '../../src/analysis/read/parse/syntax-tree';
import { field, nodesOf, nodeText, type Parsed } from './syntax';

/** A name that is declared, and the function it belongs to; without one it belongs to the module. */
export interface Binding {
  name: string;
  scope?: SyntaxNode;
}

const JAVASCRIPT_FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);
const PYTHON_FUNCTIONS = new Set(['function_definition', 'lambda']);
const PATTERNS = new Set([
  'object_pattern',
  'array_pattern',
  'assignment_pattern',
  'object_assignment_pattern',
  'rest_pattern',
  'pair_pattern',
  'pattern_list',
  'tuple_pattern',
  'as_pattern_target',
  'required_parameter',
  'optional_parameter',
]);
const NAMES = new Set(['identifier', 'shorthand_property_identifier_pattern']);

export const isFunction = (parsed: Parsed, node: SyntaxNode): boolean =>
  (parsed.python ? PYTHON_FUNCTIONS : JAVASCRIPT_FUNCTIONS).has(node.type);

/** The names a pattern binds; not what its defaults and types mention. */
export function namesIn(parsed: Parsed, pattern: SyntaxNode | undefined): string[] {
  if (!pattern) return [];
  if (NAMES.has(pattern.type)) return [nodeText(parsed, pattern)];
  if (!PATTERNS.has(pattern.type)) return [];
  const parts = pattern.children.filter(
    (child) =>
      (child.named && !['right', 'value', 'type'].includes(child.field ?? '')) ||
      (pattern.type === 'pair_pattern' && child.field === 'value'),
  );
  return parts.flatMap((part) => namesIn(parsed, part));
}

function parametersOf(parsed: Parsed, fn: SyntaxNode): string[] {
  const list = field(fn, 'parameters') ?? field(fn, 'parameter');
  if (!list) return [];
  if (NAMES.has(list.type)) return [nodeText(parsed, list)];
  return list.children
    .filter((child) => child.named)
    .flatMap((child) => {
      if (!parsed.python) return namesIn(parsed, child);
      const name = NAMES.has(child.type)
        ? child
        : (field(child, 'name') ?? child.children.find((inner) => NAMES.has(inner.type)) ?? child.children[0]);
      return name ? namesIn(parsed, name) : [];
    });
}

/** Where a statement binds names of the scope it stands in. */
const BINDING_FIELDS: Readonly<Record<string, string>> = {
  variable_declarator: 'name',
  for_in_statement: 'left',
  catch_clause: 'parameter',
  assignment: 'left',
  for_statement: 'left',
  as_pattern: 'alias',
  named_expression: 'name',
  for_in_clause: 'left',
};
const NAMED = new Set([
  'function_declaration',
  'generator_function_declaration',
  'class_declaration',
  'function_definition',
  'class_definition',
  'enum_declaration',
  'abstract_class_declaration',
]);

function importedNames(parsed: Parsed, node: SyntaxNode): string[] {
  return [...nodesOf(node)]
    .filter(({ node: one }) => one.type === 'identifier')
    .map(({ node: one }) => nodeText(parsed, one));
}

const IMPORTS = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);

/** Every declaration of a file. */
export function bindingsOf(parsed: Parsed): Binding[] {
  const found: Binding[] = [];
  const add = (names: readonly string[], scope: SyntaxNode | undefined) =>
    found.push(...names.map((name): Binding => ({ name, ...(scope && { scope }) })));
  for (const { node, above } of nodesOf(parsed.root)) {
    const scope = above.findLast((one) => isFunction(parsed, one));
    if (isFunction(parsed, node)) add(parametersOf(parsed, node), node);
    if (IMPORTS.has(node.type)) add(importedNames(parsed, node), scope);
    if (NAMED.has(node.type)) add(namesIn(parsed, field(node, 'name')), scope);
    const bound = BINDING_FIELDS[node.type];
    if (bound !== undefined) add(namesIn(parsed, field(node, bound)), scope);
  }
  return found;
}

/** The nodes that mention a variable by its name, in declarations too; not properties, keys or keyword arguments. */
export function* mentionsOf(
  parsed: Parsed,
  within: SyntaxNode = parsed.root,
): Generator<{ node: SyntaxNode; above: readonly SyntaxNode[] }> {
  for (const one of nodesOf(within)) {
    const { node, above } = one;
    const parent = above.at(-1);
    if (!['identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern'].includes(node.type))
      continue;
    if (parent?.type === 'attribute' && node.field === 'attribute') continue;
    if (parent?.type === 'keyword_argument' && node.field === 'name') continue;
    yield one;
  }
}
