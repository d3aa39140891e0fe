import { SETS_MARK } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { Program, Scope } from '../../link/definitions';
import { dotted } from '../../link/walk';
import type { Mark } from './world';

const MAX_DEPTH = 3;

/** The marks that decorators set, their own or those of decorators they are made of. */
export function marksOf(program: Program, decorators: readonly Expr[], scope: Scope, depth = 0): Map<string, Mark> {
  if (depth > MAX_DEPTH) return new Map();
  return new Map(decorators.flatMap((decorator) => marksIn(program, decorator, scope, depth)));
}

function marksIn(program: Program, expr: Expr, scope: Scope, depth: number): [string, Mark][] {
  if (expr.kind !== 'call') return [];
  const [key, value] = expr.args.map((arg) => arg.value);
  if (SETS_MARK.test(dotted(expr.callee) ?? ''))
    return (key ? program.strings(key, scope) : []).map((name) => [name, markOf(program, value, scope)]);
  return program.callees(expr, scope).flatMap(({ fn }) =>
    fn.fn.body.flatMap((stmt) => {
      if (stmt.kind !== 'return' || !stmt.value) return [];
      const inside = [...marksOf(program, callsIn(stmt.value), fn.scope, depth + 1)];
      // What the mark is set to was given to the decorator.
      return inside.map(([name, mark]): [string, Mark] => [name, mark === true ? given(program, expr, scope) : mark]);
    }),
  );
}

function markOf(program: Program, value: Expr | undefined, scope: Scope): Mark {
  if (value?.kind === 'literal' && !value.value) return false;
  const texts = value ? textsOf(program, value, scope) : [];
  return texts.length > 0 ? texts : true;
}

function textsOf(program: Program, value: Expr, scope: Scope): string[] {
  return value.kind === 'array'
    ? value.items.flatMap((item) => program.strings(item, scope))
    : [...program.strings(value, scope)];
}

function given(program: Program, call: Extract<Expr, { kind: 'call' }>, scope: Scope): Mark {
  const texts = call.args.flatMap((arg) => textsOf(program, arg.value, scope));
  return texts.length > 0 ? texts : true;
}

/** `applyDecorators(a(), b())` is made of both. */
function callsIn(expr: Expr): Expr[] {
  if (expr.kind !== 'call') return [];
  return [expr, ...expr.args.flatMap((arg) => callsIn(arg.value))];
}
