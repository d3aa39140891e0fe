import type { Expr, Pattern, Span, Stmt } from '../../read/ir';
import type { SyntaxNode } from '../../read/parse/syntax-tree';
import { LowerError } from './lower-error';
import type { SourceText } from '../../read/source-text';

export type ExprRule = (node: SyntaxNode, low: Lowerer) => Expr;
export type StmtRule = (node: SyntaxNode, low: Lowerer) => readonly Stmt[];
export type PatternRule = (node: SyntaxNode, low: Lowerer) => Pattern;

/** What a language says about its syntax: one rule per node type, found by name. */
export interface Rules {
  expressions: ReadonlyMap<string, ExprRule>;
  statements: ReadonlyMap<string, StmtRule>;
  patterns: ReadonlyMap<string, PatternRule>;
  types: ReadonlyMap<string, ExprRule>;
  /** The name that an identifier means whose spelling has escapes or characters beyond ASCII. */
  nameOf(spelling: string): string;
}

/** Deeper than any code a person writes; later passes may recurse over the tree without care. */
const MAX_DEPTH = 400;

/**
 * Rules applied to one file. Every node of a tree that was read is lowered about once, so that only runaway rules get
 * here.
 */
const MAX_STEPS = 1_500_000;

/** Spelled in a way that may mean another name. */
const ODD = /[\\\u0080-\uffff]/;
const IDENTIFIER = /identifier$|^dotted_name$/;

const NOWHERE: Span = { line: 1, column: 0, endLine: 1, endColumn: 0 };

/**
 * Walks a syntax tree by the rules of a language. Rules call back here for their parts, so that no rule knows
 * another's file.
 */
export class Lowerer {
  private depth = 0;
  private steps = 0;
  /** Places that were cut off because they nest deeper than MAX_DEPTH. */
  readonly tooDeep: Span[] = [];

  constructor(
    readonly source: SourceText,
    private readonly rules: Rules,
    private readonly maxSteps = MAX_STEPS,
  ) {}

  /** Goes one level down for the time of `work`. Throws LowerError after too many steps. */
  private within<T>(work: () => T): T {
    this.steps += 1;
    if (this.steps > this.maxSteps) throw new LowerError('too-complex', { is: 'lowering-steps', count: this.maxSteps });
    this.depth += 1;
    const result = work();
    this.depth -= 1;
    return result;
  }

  span(node: SyntaxNode): Span {
    return this.source.span(node.start, node.end);
  }

  text(node: SyntaxNode | undefined): string {
    if (!node) return '';
    const text = this.source.slice(node);
    return IDENTIFIER.test(node.type) && ODD.test(text) ? this.rules.nameOf(text) : text;
  }

  expr(node: SyntaxNode | undefined): Expr {
    if (!node) return { kind: 'other', syntax: 'missing', parts: [], span: NOWHERE };
    if (this.depth >= MAX_DEPTH) return this.cut(node);
    return this.within(() => (this.rules.expressions.get(node.type) ?? unknownExpr)(node, this));
  }

  optional(node: SyntaxNode | undefined): Expr | undefined {
    return node && this.expr(node);
  }

  type(node: SyntaxNode): Expr {
    if (this.depth >= MAX_DEPTH) return this.cut(node);
    return this.within(() => (this.rules.types.get(node.type) ?? unknownType)(node, this));
  }

  pattern(node: SyntaxNode | undefined): Pattern {
    const rule = node && this.rules.patterns.get(node.type);
    if (!node || !rule || this.depth >= MAX_DEPTH) {
      const expr = this.expr(node);
      return { kind: 'place', expr, span: expr.span };
    }
    return this.within(() => rule(node, this));
  }

  stmt(node: SyntaxNode): readonly Stmt[] {
    const rule = this.rules.statements.get(node.type);
    if (!rule && this.rules.expressions.has(node.type)) {
      const expr = this.expr(node);
      return [{ kind: 'expr', expr, span: expr.span }];
    }
    if (this.depth >= MAX_DEPTH) return [{ kind: 'expr', expr: this.cut(node), span: this.span(node) }];
    return this.within(() => (rule ?? unknownStmt)(node, this));
  }

  stmts(nodes: readonly SyntaxNode[]): Stmt[] {
    return nodes.flatMap((node) => this.stmt(node));
  }

  private cut(node: SyntaxNode): Expr {
    const span = this.span(node);
    this.tooDeep.push(span);
    return { kind: 'other', syntax: 'too-deep', parts: [], span };
  }
}

const unknownExpr: ExprRule = (node, low) => ({
  kind: 'other',
  syntax: node.type,
  parts: node.children.filter((child) => child.named).map((child) => low.expr(child)),
  span: low.span(node),
});

const unknownType: ExprRule = (node, low) => ({
  kind: 'other',
  syntax: node.type,
  parts: node.children.filter((child) => child.named).map((child) => low.type(child)),
  span: low.span(node),
});

/** Also what stands in unreadable places: whatever can be read in them is kept. */
const unknownStmt: StmtRule = (node, low) => {
  const inner = node.children.filter((child) => child.named);
  if (inner.length > 0) return low.stmts(inner);
  const expr = unknownExpr(node, low);
  return node.type === 'ERROR' ? [] : [{ kind: 'expr', expr, span: expr.span }];
};
