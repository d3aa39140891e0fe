import type { Language, Parser, TreeCursor } from 'web-tree-sitter';

/** A parse tree copied out of the parser's memory: without comments and without punctuation that says nothing. */
export interface SyntaxNode {
  type: string;
  field: string | undefined;
  named: boolean;
  /** Offsets into the text, UTF-16 units, end exclusive. */
  start: number;
  end: number;
  children: SyntaxNode[];
}

export interface SyntaxTree {
  root: SyntaxNode;
  /** In order of appearance. */
  comments: SyntaxNode[];
  errors: SyntaxNode[];
}

const PUNCTUATION = new Set([
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  ',',
  ';',
  '.',
  '=>',
  '=',
  '"',
  "'",
  '`',
  '${',
  ':',
  '</',
  '/>',
]);
/** Here the commas or colons say which places are empty. */
const KEEPS_PUNCTUATION = new Set(['array_pattern', 'array', 'slice']);
const COMMENTS = new Set(['comment', 'html_comment', 'hash_bang_line']);
const INVISIBLE = 'line_continuation';
const MAX_ERRORS = 1_000;

/** The parser calls back after so many of its operations. Source: `OP_COUNT_PER_PARSER_CALLBACK_CHECK` of tree-sitter's `parser.c`. */
const OPERATIONS_PER_CALL = 100;

/** How much may be spent on one text; counted, never timed, so that every machine reads the same files. */
export interface ParseLimits {
  /** Operations of the parser for any text, and for each unit (UTF-16) of it. Code that people write takes up to 2 a unit. */
  operations: number;
  operationsPerUnit: number;
  /** Nodes of the copied tree. Code that people write has about one for every three units. */
  nodes: number;
}

export const PARSE_LIMITS: ParseLimits = { operations: 100_000, operationsPerUnit: 12, nodes: 500_000 };

/** What a text exceeded. */
export type TooComplex = 'operations' | 'nodes';

interface Kinds {
  names: readonly string[];
  named: readonly boolean[];
  fields: readonly (string | null)[];
}
const kindsOf = new WeakMap<Language, Kinds>();

/** Reading a type's name and whether it is named costs a call into the parser each time; both are constants of the grammar. */
function kinds(language: Language): Kinds {
  let known = kindsOf.get(language);
  if (!known) {
    const named = Array.from({ length: language.nodeTypeCount }, (_, id) => language.nodeTypeIsNamed(id));
    known = { names: language.types, named, fields: language.fields };
    kindsOf.set(language, known);
  }
  return known;
}

/** The copy is made with an explicit stack: nesting in the code never becomes nesting of calls. Undefined beyond `maxNodes`. */
function copyTree(cursor: TreeCursor, { names, named, fields }: Kinds, maxNodes: number): SyntaxTree | undefined {
  const comments: SyntaxNode[] = [];
  const errors: SyntaxNode[] = [];
  const read = (): SyntaxNode => {
    const id = cursor.nodeTypeId;
    const type = names[id] ?? 'ERROR';
    const field = cursor.currentFieldId;
    return {
      type,
      field: field ? (fields[field] ?? undefined) : undefined,
      named: named[id] ?? true,
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
    };
  };
  const root = read();
  const open: SyntaxNode[] = [root];
  if (root.type === 'ERROR') errors.push(root);
  let descend = cursor.gotoFirstChild();
  let nodes = 1;
  while (descend) {
    const node = read();
    nodes += 1;
    if (nodes > maxNodes) return undefined;
    const parent = open[open.length - 1] ?? root;
    if (COMMENTS.has(node.type)) comments.push(node);
    else if (
      node.type !== INVISIBLE &&
      (node.named || !PUNCTUATION.has(node.type) || KEEPS_PUNCTUATION.has(parent.type))
    ) {
      if (node.start === node.end && cursor.nodeIsMissing && errors.length < MAX_ERRORS) errors.push(node);
      else parent.children.push(node);
    }
    if (node.type === 'ERROR' && errors.length < MAX_ERRORS) errors.push(node);
    if (cursor.gotoFirstChild()) {
      open.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent() || open.length === 1) {
        descend = false;
        break;
      }
      open.pop();
    }
  }
  return { root, comments, errors };
}

/** Parses `text`, or says which limit it exceeds. Nothing is left in the parser's memory. */
export function parseText(parser: Parser, text: string, limits = PARSE_LIMITS): SyntaxTree | TooComplex {
  const { language } = parser;
  if (!language) throw new Error('The parser has no grammar.');
  let left = (limits.operations + limits.operationsPerUnit * text.length) / OPERATIONS_PER_CALL;
  const tree = parser.parse(text, null, { progressCallback: () => (left -= 1) < 0 });
  if (!tree) {
    parser.reset();
    return 'operations';
  }
  const cursor = tree.walk();
  try {
    return copyTree(cursor, kinds(language), limits.nodes) ?? 'nodes';
  } finally {
    cursor.delete();
    tree.delete();
  }
}
