import type { Expr } from '../../read/ir';
import type { Definition, FunctionNode, Program, Scope } from '../link/definitions';
import { dotted } from '../link/walk';
import type { Handler } from './registration';

/** The functions an expression stands for: wrappers such as `asyncHandler(fn)` are looked through. */
export function functionsOf(program: Program, expr: Expr, scope: Scope, depth = 0): FunctionNode[] {
  if (depth > 4) return [];
  if (expr.kind === 'array') return expr.items.flatMap((item) => functionsOf(program, item, scope, depth + 1));
  if (expr.kind === 'call' && !isBind(expr)) {
    const handed = expr.args.flatMap((arg) =>
      mayBeFunction(arg.value) ? functionsOf(program, arg.value, scope, depth + 1) : [],
    );
    if (handed.length > 0) return handed;
  }
  const definitions = program.resolve(expr, scope);
  const direct = definitions.flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
  if (direct.length > 0) return unique(direct);
  return unique(definitions.flatMap((one) => inside(program, one, depth)));
}

function inside(program: Program, definition: Definition, depth: number): FunctionNode[] {
  if (definition.kind === 'object' && definition.expr.kind === 'array')
    return functionsOf(program, definition.expr, definition.scope, depth + 1);
  if (definition.kind === 'external' && definition.origin && depth < 2) {
    return definition.origin.expr.args.flatMap((arg) =>
      mayBeFunction(arg.value) && definition.origin
        ? functionsOf(program, arg.value, definition.origin.scope, depth + 1)
        : [],
    );
  }
  return [];
}

function isBind(expr: Extract<Expr, { kind: 'call' }>): boolean {
  return expr.callee.kind === 'member' && expr.callee.property === 'bind';
}

function mayBeFunction(expr: Expr): boolean {
  return expr.kind === 'function' || expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'call';
}

function unique(functions: readonly FunctionNode[]): FunctionNode[] {
  return [...new Set(functions)];
}

/** The handler an expression names, with its function when that is in the program. */
export function handlerOf(program: Program, expr: Expr, scope: Scope): Handler {
  const found = functionsOf(program, expr, scope);
  const fn = found[found.length - 1];
  return fn
    ? handlerOfFunction(fn, dotted(expr))
    : { name: dotted(expr) ?? nameOfCall(expr), at: { file: scope.file, span: expr.span } };
}

export function handlerOfFunction(fn: FunctionNode, written?: string): Handler {
  const own = fn.cls ? `${fn.cls.cls.name}.${fn.fn.name}` : fn.fn.name;
  const name = fn.fn.name.startsWith('<') ? (written ?? own) : own;
  return {
    name,
    fn,
    at: { file: fn.file, span: { ...fn.fn.span, line: fn.fn.signature.line, column: fn.fn.signature.column } },
  };
}

function nameOfCall(expr: Expr): string {
  return expr.kind === 'call' ? `${dotted(expr.callee) ?? '<handler>'}()` : '<handler>';
}
