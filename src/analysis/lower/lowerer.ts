import type { Expr, Pattern, Span, Stmt } from '../ir';
import type { SyntaxNode } from '../parse/syntax-tree';
import type { SourceText } from './source-text';

export type ExprRule = (node: SyntaxNode, low: Lowerer) => Expr;
export type StmtRule = (node: SyntaxNode, low: Lowerer) => readonly Stmt[];
export type PatternRule = (node: SyntaxNode, low: Lowerer) => Pattern;

/** What a language says about its syntax: one rule per node type, found by name. */
export interface Rules {
  expressions: ReadonlyMap<string, ExprRule>;
  statements: ReadonlyMap<string, StmtRule>;
  patterns: ReadonlyMap<string, PatternRule>;
  types: ReadonlyMap<string, ExprRule>;
}

/** Deeper than any code a person writes; later passes may recurse over the tree without care. */
export const MAX_DEPTH = 400;

const NOWHERE: Span = { line: 1, column: 0, endLine: 1, endColumn: 0 };

/** Walks a syntax tree by the rules of a language. Rules call back here for their parts, so that no rule knows another's file. */
export class Lowerer {
  private depth = 0;
  /** Places that were cut off because they nest deeper than MAX_DEPTH. */
  readonly tooDeep: Span[] = [];

  constructor(
    readonly source: SourceText,
    private readonly rules: Rules,
  ) {}

  span(node: SyntaxNode): Span {
    return this.source.span(node.start, node.end);
  }

  text(node: SyntaxNode | undefined): string {
    return node ? this.source.slice(node) : '';
  }

  expr(node: SyntaxNode | undefined): Expr {
    if (!node) return { kind: 'other', syntax: 'missing', parts: [], span: NOWHERE };
    if (this.depth >= MAX_DEPTH) return this.cut(node);
    this.depth += 1;
    const expr = (this.rules.expressions.get(node.type) ?? unknownExpr)(node, this);
    this.depth -= 1;
    return expr;
  }

  optional(node: SyntaxNode | undefined): Expr | undefined {
    return node && this.expr(node);
  }

  type(node: SyntaxNode): Expr {
    if (this.depth >= MAX_DEPTH) return this.cut(node);
    this.depth += 1;
    const expr = (this.rules.types.get(node.type) ?? unknownType)(node, this);
    this.depth -= 1;
    return expr;
  }

  pattern(node: SyntaxNode | undefined): Pattern {
    const rule = node && this.rules.patterns.get(node.type);
    if (!node || !rule || this.depth >= MAX_DEPTH) {
      const expr = this.expr(node);
      return { kind: 'place', expr, span: expr.span };
    }
    this.depth += 1;
    const pattern = rule(node, this);
    this.depth -= 1;
    return pattern;
  }

  stmt(node: SyntaxNode): readonly Stmt[] {
    const rule = this.rules.statements.get(node.type);
    if (!rule && this.rules.expressions.has(node.type)) {
      const expr = this.expr(node);
      return [{ kind: 'expr', expr, span: expr.span }];
    }
    if (this.depth >= MAX_DEPTH) return [{ kind: 'expr', expr: this.cut(node), span: this.span(node) }];
    this.depth += 1;
    const result = (rule ?? unknownStmt)(node, this);
    this.depth -= 1;
    return result;
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
