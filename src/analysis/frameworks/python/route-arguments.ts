import type { Expr } from '../../read/ir';
import type { CallSite } from '../../engine/link/definitions';
import type { Rule } from './rules';

type CallExpr = CallSite['expr'];

/** Other routes are hung below the path, instead of one handler. */
export function isInclude(expr: Expr): boolean {
  const callee = expr.kind === 'call' ? expr.callee : undefined;
  if (expr.kind === 'array') return true;
  return (
    (callee?.kind === 'name' && callee.name === 'include') ||
    (callee?.kind === 'member' && callee.property === 'include') ||
    (expr.kind === 'member' &&
      expr.property === 'urls' &&
      !(expr.object.kind === 'member' && expr.object.property === 'site'))
  );
}

/** All arguments that hold paths, lists of them included. */
export function pathArguments(rule: Rule, call: CallExpr): Expr[] {
  const from = rule.path?.position ?? 0;
  const named = call.args.filter((arg) => arg.name !== undefined && arg.name === rule.path?.keyword);
  const until = rule.morePaths === undefined ? from + 1 : undefined;
  const written = call.args.filter((arg) => arg.name === undefined).slice(from, until);
  return [...named, ...written].map((arg) => arg.value);
}

export function morePaths(rule: Rule, call: CallExpr): Expr[] {
  if (rule.morePaths === undefined) return [];
  return call.args
    .filter((arg) => arg.name === undefined)
    .slice(rule.morePaths)
    .map((arg) => arg.value);
}
