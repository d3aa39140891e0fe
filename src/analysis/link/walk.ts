import type { ClassIr, Expr, FunctionIr, Pattern, Stmt } from '../ir';

/** The expressions directly inside an expression, in source order. Bodies of functions and classes are not expressions. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'member':
      return [expr.object];
    case 'index':
      return [expr.object, expr.index];
    case 'slice':
      return [expr.object, ...expr.parts.filter((part) => part !== null)];
    case 'call':
      return [expr.callee, ...expr.args.map((arg) => arg.value)];
    case 'template':
      return expr.tag ? [expr.tag, ...expr.parts] : expr.parts;
    case 'binary':
      return [expr.left, expr.right];
    case 'unary':
      return [expr.operand];
    case 'conditional':
      return [expr.test, expr.then, expr.otherwise];
    case 'assign':
      return [...patternExprs(expr.target), expr.value];
    case 'object':
      return expr.properties.flatMap((property) =>
        property.computed ? [property.computed, property.value] : [property.value],
      );
    case 'array':
    case 'sequence':
      return expr.items;
    case 'spread':
    case 'await':
      return [expr.value];
    case 'yield':
      return expr.value ? [expr.value] : [];
    case 'comprehension':
      return [
        ...expr.clauses.flatMap((clause) => [clause.iterable, ...patternExprs(clause.target), ...clause.conditions]),
        ...(expr.key ? [expr.key] : []),
        expr.element,
      ];
    case 'element':
      return [...expr.attributes.map((attribute) => attribute.value), ...expr.children];
    case 'other':
      return expr.parts;
    default:
      return [];
  }
}

/** Expressions evaluated by a pattern: places, computed keys and defaults. */
export function patternExprs(pattern: Pattern): Expr[] {
  switch (pattern.kind) {
    case 'bind':
      return [];
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

/** The expressions directly in a statement; those of nested statements and functions are not. */
export function exprsOf(stmt: Stmt): Expr[] {
  switch (stmt.kind) {
    case 'expr':
      return [stmt.expr];
    case 'declare':
      return [...patternExprs(stmt.target), ...(stmt.value ? [stmt.value] : [])];
    case 'if':
    case 'while':
    case 'assert':
      return [stmt.test];
    case 'for':
      return [...(stmt.test ? [stmt.test] : []), ...stmt.update];
    case 'forEach':
      return [...patternExprs(stmt.target), stmt.iterable];
    case 'switch':
      return [stmt.subject, ...stmt.cases.flatMap((one) => [...one.tests, ...(one.guard ? [one.guard] : [])])];
    case 'return':
    case 'throw':
      return stmt.value ? [stmt.value] : [];
    case 'try':
      return stmt.handlers.flatMap((handler) => handler.types);
    case 'with':
      return stmt.items.flatMap((item) => [item.value, ...(item.target ? patternExprs(item.target) : [])]);
    case 'export':
      return stmt.value ? [stmt.value] : [];
    case 'delete':
      return stmt.targets;
    default:
      return [];
  }
}

/** The statements directly inside a statement, in source order. */
export function blocksOf(stmt: Stmt): Stmt[][] {
  switch (stmt.kind) {
    case 'if':
      return [stmt.then, stmt.otherwise];
    case 'while':
    case 'forEach':
      return [stmt.body, stmt.otherwise];
    case 'for':
      return [stmt.init, stmt.body];
    case 'switch':
      return stmt.cases.map((one) => one.body);
    case 'try':
      return [stmt.body, ...stmt.handlers.map((handler) => handler.body), stmt.otherwise, stmt.finalizer];
    case 'with':
    case 'block':
      return [stmt.body];
    case 'export':
      return stmt.declaration ? [[stmt.declaration]] : [];
    default:
      return [];
  }
}

/** What `walkStmts` calls; functions and classes are handed over and not entered, so that the visitor decides. */
export interface Visitor {
  /** Return false to skip what is inside. */
  expr?(expr: Expr): boolean | undefined;
  stmt?(stmt: Stmt): boolean | undefined;
  fn?(fn: FunctionIr): void;
  cls?(cls: ClassIr): void;
}

export function walkStmts(stmts: readonly Stmt[], visitor: Visitor): void {
  for (const stmt of stmts) {
    if (visitor.stmt?.(stmt) === false) continue;
    if (stmt.kind === 'function') visitor.fn?.(stmt.fn);
    else if (stmt.kind === 'class') visitor.cls?.(stmt.cls);
    for (const expr of exprsOf(stmt)) walkExpr(expr, visitor);
    for (const block of blocksOf(stmt)) walkStmts(block, visitor);
  }
}

export function walkExpr(expr: Expr, visitor: Visitor): void {
  if (visitor.expr?.(expr) === false) return;
  if (expr.kind === 'function') visitor.fn?.(expr.fn);
  else if (expr.kind === 'class') visitor.cls?.(expr.cls);
  else for (const child of childrenOf(expr)) walkExpr(child, visitor);
}

/** Every expression of a body, functions written inside it included. */
export function walkDeep(stmts: readonly Stmt[], onExpr: (expr: Expr) => void): void {
  const visitor: Visitor = {
    expr: (expr) => {
      onExpr(expr);
      return true;
    },
    fn: (fn) => walkStmts(fn.body, visitor),
    cls: (cls) => {
      for (const member of cls.members) {
        if (member.fn) walkStmts(member.fn.body, visitor);
        if (member.value) walkExpr(member.value, visitor);
      }
    },
  };
  walkStmts(stmts, visitor);
}

/** Dotted spelling of a chain of names and members, `undefined` for anything else. */
export function dotted(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'this') return 'this';
  if (expr.kind !== 'member') return undefined;
  const object = dotted(expr.object);
  return object === undefined ? undefined : `${object}.${expr.property}`;
}
