import type { Expr } from '../../read/ir';
import type { Program, Scope } from '../link/definitions';

/** Whether an argument is a path and not a handler. */
export function isPath(program: Program, expr: Expr | undefined, scope: Scope): boolean {
  if (!expr) return false;
  if (expr.kind === 'regex' || expr.kind === 'template') return true;
  if (expr.kind === 'array') return expr.items.length > 0 && expr.items.every((item) => isPath(program, item, scope));
  if (expr.kind === 'literal') return typeof expr.value === 'string';
  return expr.kind !== 'function' && program.strings(expr, scope).length > 0;
}

/** Whether an argument looks like the path of a route: it starts with a slash. */
export function isRoutePath(program: Program, expr: Expr, scope: Scope): boolean {
  if (expr.kind === 'template') return expr.parts[0]?.kind !== 'literal' || /^(\/|$)/.test(String(expr.parts[0].value));
  if (expr.kind === 'binary' && expr.op === '+')
    return isRoutePath(program, expr.left, scope) || isRoutePath(program, expr.right, scope);
  return program.strings(expr, scope).some((path) => /^[/*]/.test(path));
}

/** Routes as written; parts that are not constant stand as `:param`. */
export function pathsOf(program: Program, expr: Expr, scope: Scope): string[] {
  if (expr.kind === 'array') return expr.items.flatMap((item) => pathsOf(program, item, scope));
  if (expr.kind === 'regex') return [`/${expr.pattern}/`];
  const constant = program.strings(expr, scope);
  if (constant.length > 0) return [...constant];
  if (expr.kind === 'template') return [expr.parts.map((part) => program.strings(part, scope)[0] ?? '').join('')];
  if (expr.kind === 'binary' && expr.op === '+') {
    return [`${pathsOf(program, expr.left, scope)[0] ?? ''}${pathsOf(program, expr.right, scope)[0] ?? ''}`];
  }
  const list = program.resolve(expr, scope).find((one) => one.kind === 'object' && one.expr.kind === 'array');
  return list?.kind === 'object' ? pathsOf(program, list.expr, list.scope) : [''];
}
