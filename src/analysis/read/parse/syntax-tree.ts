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
/** They have nothing inside. */
const INVISIBLE = new Set(['comment', 'html_comment', 'hash_bang_line', 'line_continuation']);
const MAX_ERRORS = 1_000;

/**
 * The parser calls back after so many of its operations. Source: `OP_COUNT_PER_PARSER_CALLBACK_CHECK` of tree-sitter's
 * `parser.c`.
 */
const OPERATIONS_PER_CALL = 100;

/** How much may be spent on one text; counted, never timed, so that every machine reads the same files. */
export interface ParseLimits {
  /**
   * Operations of the parser for any text, and for each unit (UTF-16) of it. Code that people write takes up to 2 a
   * unit.
   */
  operations: number;
  operationsPerUnit: number;
  /** Nodes of the copied tree. Code that people write has about one for every three units. */
  nodes: number;
}

export const PARSE_LIMITS: ParseLimits = { operations: 100_000, operationsPerUnit: 12, nodes: 500_000 };

/** What a text exceeded. */
export type TooComplex = 'operations' | 'nodes';

/** Terminal symbols that hold most of a text: they have no children to be asked for. */
const LEAVES = new Set([
  'identifier',
  'property_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
  'type_identifier',
  'string_fragment',
  'jsx_text',
  'number',
  'integer',
]);

/**
 * What a type of node is, by its id. Reading names costs a call into the parser each time; they are constants of the
 * grammar.
 */
interface Kind {
  type: string;
  named: boolean;
  /** Says nothing, except in a few places. */
  punctuation: boolean;
  invisible: boolean;
  leaf: boolean;
  keepsPunctuation: boolean;
}

interface Kinds {
  types: readonly Kind[];
  fields: readonly (string | null)[];
}
const kindsOf = new WeakMap<Language, Kinds>();

function kindOf(type: string, named: boolean): Kind {
  return {
    type,
    named,
    punctuation: !named && PUNCTUATION.has(type),
    invisible: INVISIBLE.has(type),
    leaf: LEAVES.has(type) || (!named && PUNCTUATION.has(type)),
    keepsPunctuation: KEEPS_PUNCTUATION.has(type),
  };
}

/** Its id is none of the grammar's. */
const ERROR = kindOf('ERROR', true);

function kinds(language: Language): Kinds {
  let known = kindsOf.get(language);
  if (!known) {
    const types = Array.from({ length: language.nodeTypeCount }, (_, id) =>
      kindOf(language.types[id] ?? ERROR.type, language.nodeTypeIsNamed(id)),
    );
    known = { types, fields: language.fields };
    kindsOf.set(language, known);
  }
  return known;
}

/** A node whose children are being read. */
interface Open {
  node: SyntaxNode;
  kind: Kind;
}

/**
 * Copies a tree with an explicit stack: nesting in the code never becomes nesting of calls. Every question to the
 * cursor is a call into the parser.
 */
class TreeCopy {
  readonly errors: SyntaxNode[] = [];
  private readonly open: Open[] = [];
  private nodes = 0;

  constructor(
    private readonly cursor: TreeCursor,
    private readonly kinds: Kinds,
    private readonly maxNodes: number,
  ) {}

  /** Undefined beyond `maxNodes`. */
  whole(): SyntaxTree | undefined {
    const kind = this.kind();
    const root = this.read(kind);
    this.open.push({ node: root, kind });
    this.nodes = 1;
    if (kind.type === 'ERROR') this.errors.push(root);
    let more = this.cursor.gotoFirstChild();
    while (more) {
      this.nodes += 1;
      if (this.nodes > this.maxNodes) return undefined;
      more = this.step();
    }
    return { root, errors: this.errors };
  }

  private kind(): Kind {
    return this.kinds.types[this.cursor.nodeTypeId] ?? ERROR;
  }

  private read({ type, named }: Kind): SyntaxNode {
    const { cursor } = this;
    const field = cursor.currentFieldId;
    return {
      type,
      field: field ? (this.kinds.fields[field] ?? undefined) : undefined,
      named,
      start: cursor.startIndex,
      end: cursor.endIndex,
      children: [],
    };
  }

  /** Reads the node of the cursor and goes to the next; false when there is none. */
  private step(): boolean {
    const kind = this.kind();
    const parent = this.open[this.open.length - 1];
    if (!parent || kind.invisible || (kind.punctuation && !parent.kind.keepsPunctuation)) return this.next();
    const node = this.read(kind);
    this.place(node, kind, parent.node);
    if (!kind.leaf && this.cursor.gotoFirstChild()) {
      this.open.push({ node, kind });
      return true;
    }
    return this.next();
  }

  private place(node: SyntaxNode, kind: Kind, parent: SyntaxNode): void {
    const room = this.errors.length < MAX_ERRORS;
    if (node.start === node.end && this.cursor.nodeIsMissing && room) this.errors.push(node);
    else parent.children.push(node);
    if (kind.type === 'ERROR' && this.errors.length < MAX_ERRORS) this.errors.push(node);
  }

  private next(): boolean {
    while (!this.cursor.gotoNextSibling()) {
      if (!this.cursor.gotoParent() || this.open.length === 1) return false;
      this.open.pop();
    }
    return true;
  }
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
    return new TreeCopy(cursor, kinds(language), limits.nodes).whole() ?? 'nodes';
  } finally {
    cursor.delete();
    tree.delete();
  }
}
