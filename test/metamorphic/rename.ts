import type { SyntaxNode } from '../../src/analysis/read/parse/syntax-tree';
import { bindingsOf, mentionsOf } from './bindings';
import type { Source } from './program';
import type { Random } from './random';
import { field, nodesOf, nodeText, type Parsed, parseSource } from './syntax';

interface Edit {
  start: number;
  end: number;
  text: string;
}

const SYLLABLES = ['ba', 'do', 'fi', 'ka', 'lu', 'me', 'no', 'pi', 'ro', 'ta', 'vu', 'zo'];
/** Here names are looked up as text. */
const REFLECTS = /\b(?:locals|vars|globals|eval|exec)\s*\(|\bwith\s*\(/;
const FIXED = new Set(['undefined', 'arguments', 'exports', 'module', 'require', 'self', 'cls', '_', '__']);

/** Names that are more than a variable: exported, imported, elements, parameters that become properties. */
function bound(parsed: Parsed): Set<string> {
  const names = new Set(FIXED);
  for (const { node, above } of nodesOf(parsed.root)) {
    const parent = above.at(-1);
    const isPublic =
      /^(export_specifier|import_specifier|namespace_import|import_clause|jsx_opening_element|jsx_closing_element|jsx_self_closing_element|global_statement|nonlocal_statement)$/.test(
        parent?.type ?? '',
      );
    const becomesProperty =
      node.type.endsWith('_parameter') &&
      node.children.some((child) => /accessibility_modifier|override_modifier|readonly/.test(child.type));
    if (isPublic && node.type === 'identifier') names.add(nodeText(parsed, node));
    if (becomesProperty) names.add(nodeText(parsed, field(node, 'pattern') ?? node));
    // Python's parameters may be given by name, from anywhere.
    if (
      parsed.python &&
      parent &&
      /^(parameters|lambda_parameters|default_parameter|typed_parameter|typed_default_parameter)$/.test(parent.type) &&
      node.type === 'identifier'
    )
      names.add(nodeText(parsed, node));
  }
  return names;
}

/** What only functions declare: all mentions stand in a function that does. */
function renamable(parsed: Parsed): string[] {
  const scopes = new Map<string, (SyntaxNode | undefined)[]>();
  for (const { name, scope } of bindingsOf(parsed)) scopes.set(name, [...(scopes.get(name) ?? []), scope]);
  const fixed = bound(parsed);
  const isInside = (node: SyntaxNode, scope: SyntaxNode | undefined) =>
    scope !== undefined && scope.start <= node.start && node.end <= scope.end;
  const outside = new Set<string>();
  for (const { node } of mentionsOf(parsed)) {
    const name = nodeText(parsed, node);
    if (!(scopes.get(name) ?? []).some((scope) => isInside(node, scope))) outside.add(name);
  }
  return [...scopes.keys()]
    .filter((name) => !fixed.has(name) && !outside.has(name) && !(scopes.get(name) ?? []).includes(undefined))
    .sort();
}

function freshName(parsed: Parsed, random: Random, taken: Set<string>): string {
  for (;;) {
    const name = Array.from({ length: 3 }, () => random.pick(SYLLABLES)).join('');
    if (taken.has(name) || parsed.text.includes(name)) continue;
    taken.add(name);
    return name;
  }
}

function editOf(node: SyntaxNode, from: string, to: string): Edit {
  const text = node.type === 'identifier' ? to : `${from}: ${to}`;
  return { start: node.start, end: node.end, text };
}

function apply(source: Source, text: string, edits: readonly Edit[]): Source {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  const lines = (result + text.slice(at)).split('\n');
  return source.map((line, index) => ({ ...line, text: lines[index] ?? '' }));
}

/** Gives every local variable another name, the same wherever it is mentioned. */
export async function renameLocals(path: string, source: Source, random: Random): Promise<Source> {
  const parsed = await parseSource(path, source);
  if (!parsed || REFLECTS.test(parsed.text)) return source;
  const taken = new Set<string>();
  const names = new Map(renamable(parsed).map((name) => [name, freshName(parsed, random, taken)]));
  const edits: Edit[] = [];
  for (const { node } of mentionsOf(parsed)) {
    const from = nodeText(parsed, node);
    const to = names.get(from);
    if (to !== undefined) edits.push(editOf(node, from, to));
  }
  return apply(source, parsed.text, edits);
}
