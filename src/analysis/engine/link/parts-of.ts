import type { Arg, Expr, Pattern } from '../../read/ir';

// Trees are gone through again and again: counted loops, unlike `for…of`, make nothing for each item.

/** What is done with an expression; `context` is handed through, so that no function need be made for each. */
export type Visit<C> = (expr: Expr, context: C) => void;

export function each<C>(exprs: readonly (Expr | null | undefined)[], visit: Visit<C>, context: C): void {
  for (let at = 0; at < exprs.length; at++) {
    const expr = exprs[at];
    if (expr) visit(expr, context);
  }
}

/**
 * Visits the expressions directly inside an expression, in source order. Bodies of functions and classes are not
 * expressions.
 */
export function eachChild<C>(expr: Expr, visit: Visit<C>, context: C): void {
  // Those that make up most of a program come first.
  switch (expr.kind) {
    case 'name':
    case 'literal':
      break;
    case 'member':
      visit(expr.object, context);
      break;
    case 'call':
      visit(expr.callee, context);
      for (let at = 0; at < expr.args.length; at++) visit((expr.args[at] as Arg).value, context);
      break;
    case 'index':
      visit(expr.object, context);
      visit(expr.index, context);
      break;
    case 'template':
      if (expr.tag) visit(expr.tag, context);
      each(expr.parts, visit, context);
      break;
    case 'binary':
      visit(expr.left, context);
      visit(expr.right, context);
      break;
    case 'unary':
      visit(expr.operand, context);
      break;
    case 'conditional':
      visit(expr.test, context);
      visit(expr.then, context);
      visit(expr.otherwise, context);
      break;
    case 'assign':
      each(patternExprs(expr.target), visit, context);
      visit(expr.value, context);
      break;
    case 'array':
    case 'sequence':
      each(expr.items, visit, context);
      break;
    default:
      eachOfRarer(expr, visit, context);
  }
}

function eachOfRarer<C>(expr: Expr, visit: Visit<C>, context: C): void {
  switch (expr.kind) {
    case 'object':
      for (const { computed, value } of expr.properties) {
        if (computed) visit(computed, context);
        visit(value, context);
      }
      break;
    case 'spread':
    case 'await':
      visit(expr.value, context);
      break;
    case 'yield':
      if (expr.value) visit(expr.value, context);
      break;
    case 'slice':
      visit(expr.object, context);
      each(expr.parts, visit, context);
      break;
    case 'comprehension':
      eachOfComprehension(expr, visit, context);
      break;
    case 'element':
      for (const attribute of expr.attributes) visit(attribute.value, context);
      each(expr.children, visit, context);
      break;
    case 'other':
      each(expr.parts, visit, context);
      break;
    default:
  }
}

function eachOfComprehension<C>(
  { clauses, key, element }: Extract<Expr, { kind: 'comprehension' }>,
  visit: Visit<C>,
  context: C,
): void {
  for (const clause of clauses) {
    visit(clause.iterable, context);
    each(patternExprs(clause.target), visit, context);
    each(clause.conditions, visit, context);
  }
  if (key) visit(key, context);
  visit(element, context);
}

export const collect: Visit<Expr[]> = (expr, found) => void found.push(expr);

/** The expressions directly inside an expression, as `eachChild` visits them. */
export function childrenOf(expr: Expr): Expr[] {
  const found: Expr[] = [];
  eachChild(expr, collect, found);
  return found;
}

const NOTHING: readonly Expr[] = [];

/** Expressions evaluated by a pattern: places, computed keys and defaults. */
export function patternExprs(pattern: Pattern): readonly Expr[] {
  switch (pattern.kind) {
    case 'bind':
      return NOTHING;
    case 'place':
      return [pattern.expr];
    case 'withDefault':
      return [...patternExprs(pattern.target), pattern.fallback];
    case 'arrayPattern':
      return [
        ...pattern.items.flatMap((item) => (item ? patternExprs(item) : [])),
        ...(pattern.rest ? patternExprs(pattern.rest) : []),
      ];
    case 'objectPattern':
      return [
        ...pattern.properties.flatMap((property) => [
          ...(property.computed ? [property.computed] : []),
          ...patternExprs(property.target),
          ...(property.fallback ? [property.fallback] : []),
        ]),
        ...(pattern.rest ? patternExprs(pattern.rest) : []),
      ];
  }
}

/** The names a pattern binds. */
export function boundNames(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'bind':
      return [pattern.name];
    case 'place':
      return [];
    case 'withDefault':
      return boundNames(pattern.target);
    case 'arrayPattern':
      return [
        ...pattern.items.flatMap((item) => (item ? boundNames(item) : [])),
        ...(pattern.rest ? boundNames(pattern.rest) : []),
      ];
    case 'objectPattern':
      return [
        ...pattern.properties.flatMap((property) => boundNames(property.target)),
        ...(pattern.rest ? boundNames(pattern.rest) : []),
      ];
  }
}
