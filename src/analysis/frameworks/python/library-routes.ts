import type { Expr } from '../../read/ir';
import type { CallSite, Program } from '../../engine/link/definitions';
import { LIBRARY_URLS } from '../../../knowledge/frameworks/library-urls';
import { readablePattern, takesPattern } from '../../engine/entries/readable-pattern';
import type { Registration } from '../../engine/entries/registration';
import { pathsOf } from '../../engine/entries/route-paths';
import { argument } from './arguments';
import type { Rule } from './rules';

/** The routes behind `include('django.contrib.auth.urls')`, whose code is not at hand. */
export function libraryRoutes(
  program: Program,
  rule: Rule,
  { expr, scope, caller }: CallSite,
  target: Expr,
): Registration[] {
  const first = target.kind === 'call' ? target.args[0]?.value : undefined;
  const named = first?.kind === 'array' && first.type === 'tuple' ? first.items[0] : first;
  const module = named ? (program.strings(named, scope)[0] ?? program.externalPaths(named, scope)[0] ?? '') : '';
  const path = argument(expr, rule.path);
  const prefix = path ? (pathsOf(program, path, scope)[0] ?? '') : '';
  const at = { file: scope.file, span: expr.span };
  return (LIBRARY_URLS.get(module) ?? []).flatMap((route) =>
    route.methods.map((method): Registration => ({
      kind: 'http',
      framework: rule.framework.id,
      scope,
      at,
      before: [],
      method,
      call: { expr, owner: caller },
      route: withSlash((takesPattern(expr.callee) ? readablePattern(prefix) : prefix) + route.path),
      handler: { name: `${module}.${route.view}`, at },
      ...(route.signedIn && { signedIn: true }),
    })),
  );
}

/** Django's routes are written without the slash at their beginning, some of them as patterns. */
export function asRead(rule: Rule, callee: Expr, route: string): string {
  if (rule.listed !== 'patterns') return route;
  return withSlash(takesPattern(callee) ? readablePattern(route) : route);
}

function withSlash(route: string): string {
  return route.startsWith('/') ? route : `/${route.replace(/^\^/, '')}`;
}
