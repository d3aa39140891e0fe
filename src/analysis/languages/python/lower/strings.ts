import type { Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { ExprRule, Lowerer } from '../../lower/lowerer';
import { childOfType, field, named } from '../../lower/nodes';

const SIMPLE: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r\n': '',
};
const ESCAPE = /\\(N\{[^}]{1,80}\}|U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|\r\n|[\s\S])/g;

function unescape(raw: string): string {
  if (!raw.includes('\\')) return raw;
  return raw.replace(ESCAPE, (whole, escape: string) => {
    const simple = SIMPLE[escape];
    if (simple !== undefined) return simple;
    if (/^[0-7]/.test(escape)) return String.fromCharCode(parseInt(escape, 8));
    if (/^[uUx]./.test(escape)) {
      const code = parseInt(escape.slice(1), 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    }
    // Named characters are left as written; an unknown escape is no escape in Python.
    return whole;
  });
}

/** Values in one format specification; beyond any that is written. */
const MAX_SPECIFIED = 100;

interface Prefix {
  raw: boolean;
  bytes: boolean;
  formatted: boolean;
}

function prefixOf(node: SyntaxNode, low: Lowerer): Prefix {
  const start = low.text(childOfType(node, 'string_start')).toLowerCase();
  const letters = start.replace(/['"`]+$/, '');
  return {
    raw: letters.includes('r'),
    bytes: letters.includes('b'),
    formatted: letters.includes('f') || letters.includes('t'),
  };
}

/** Also what a format specification computes: `{x:>{width}}`. They nest in each other; the deeper ones come later. */
function interpolated(node: SyntaxNode, low: Lowerer): Expr[] {
  const found: Expr[] = [];
  const open = [node];
  for (let next = open.shift(); next; next = open.shift()) {
    found.push(low.expr(field(next, 'expression')));
    const spec = field(next, 'format_specifier');
    if (spec) open.push(...named(spec).slice(0, MAX_SPECIFIED));
  }
  return found;
}

function pieces(node: SyntaxNode, low: Lowerer): Expr[] {
  const { raw, bytes, formatted } = prefixOf(node, low);
  return named(node).flatMap((child): Expr[] => {
    if (child.type === 'interpolation') return interpolated(child, low);
    if (child.type !== 'string_content') return [];
    const braced = formatted ? low.text(child).replace(/\{\{|\}\}/g, (brace) => brace.slice(1)) : low.text(child);
    return [
      {
        kind: 'literal',
        type: bytes ? 'bytes' : 'string',
        value: raw ? braced : unescape(braced),
        span: low.span(child),
      },
    ];
  });
}

/** A literal if nothing is interpolated, else a template of the pieces in order. */
function joined(parts: Expr[], node: SyntaxNode, low: Lowerer): Expr {
  const span = low.span(node);
  const values = parts.map((part) => (part.kind === 'literal' ? part.value : undefined));
  if (values.includes(undefined)) return { kind: 'template', parts, span };
  const bytes = parts.some((part) => part.kind === 'literal' && part.type === 'bytes');
  return { kind: 'literal', type: bytes ? 'bytes' : 'string', value: values.join(''), span };
}

export const STRINGS: readonly (readonly [string, ExprRule])[] = [
  ['string', (node, low) => joined(pieces(node, low), node, low)],
  [
    'concatenated_string',
    (node, low) =>
      joined(
        named(node).flatMap((child) => pieces(child, low)),
        node,
        low,
      ),
  ],
];
