import { SETS_MARK } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { Program, Scope } from '../../link/definitions';
import { dotted } from '../../link/walk';

const MAX_DEPTH = 3;

/** The marks that decorators set, their own or those of decorators they are made of. */
export function marksOf(program: Program, decorators: readonly Expr[], scope: Scope, depth = 0): Map<string, boolean> {
  const found = new Map<string, boolean>();
  if (depth > MAX_DEPTH) return found;
  for (const decorator of decorators)
    for (const [key, value] of marksIn(program, decorator, scope, depth)) found.set(key, value);
  return found;
}

function marksIn(program: Program, expr: Expr, scope: Scope, depth: number): Map<string, boolean> {
  if (expr.kind !== 'call') return new Map();
  if (SETS_MARK.test(dotted(expr.callee) ?? '')) {
    const [key, value] = expr.args.map((arg) => arg.value);
    const off = value?.kind === 'literal' && !value.value;
    return new Map((key ? program.strings(key, scope) : []).map((name) => [name, !off]));
  }
  const inside = program.callees(expr, scope).flatMap(({ fn }) =>
    fn.fn.body.flatMap((stmt) =>
      stmt.kind === 'return' && stmt.value ? [...marksOf(program, callsIn(stmt.value), fn.scope, depth + 1)] : [],
    ),
  );
  return new Map(inside);
}

/** `applyDecorators(a(), b())` is made of both. */
function callsIn(expr: Expr): Expr[] {
  if (expr.kind !== 'call') return [];
  return [expr, ...expr.args.flatMap((arg) => callsIn(arg.value))];
}
