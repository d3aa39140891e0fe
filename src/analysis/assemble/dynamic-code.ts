import type { NotUnderstood } from '../../artifacts/coverage';
import type { Framework } from '../frameworks/framework';
import { RouterFinder } from '../frameworks/javascript/routers';
import type { Expr } from '../read/ir';
import type { CallSite, Program } from '../engine/link/definitions';
import { loadedModule } from '../engine/link/imports-in';
import { asLinkScope } from '../engine/link/scopes';
import { dotted } from '../engine/link/walk';

function computedMethod(finder: RouterFinder, { expr, scope }: CallSite): { name: string } | undefined {
  const { callee } = expr;
  if (
    callee.kind !== 'index' ||
    callee.index.kind === 'literal' ||
    expr.args.length < 2 ||
    asLinkScope(scope).dialect.id === 'python'
  )
    return undefined;
  const isRouter = finder.routersOf(callee.object, scope).length > 0;
  return isRouter ? { name: `${dotted(callee.object) ?? 'router'}[${dotted(callee.index) ?? '…'}]` } : undefined;
}

const ADDS_ROUTE = /^(?:add_url_rule|add_route|add_api_route|add_resource|add_get|add_post|route)$/;

/** `app.get(...route)`, `app.add_url_rule(*rule)`, `add_route(**options)`: the route itself comes from data. */
function spreadRoute(finder: RouterFinder, { expr, scope }: CallSite): { name: string } | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member' || expr.args[0]?.value.kind !== 'spread') return undefined;
  const isRoute =
    asLinkScope(scope).dialect.id === 'python'
      ? ADDS_ROUTE.test(callee.property)
      : finder.isVerb(callee.property) && finder.routersOf(callee.object, scope).length > 0;
  return isRoute ? { name: `${dotted(callee) ?? callee.property}(…)` } : undefined;
}

const isUnknown = (program: Program, value: Expr, scope: CallSite['scope']): boolean =>
  value.kind !== 'literal' && program.strings(value, scope).length === 0;

/**
 * Routes registered under computed methods or from data, and modules loaded by computed names: one entry for each file.
 */
export function registrationsNotUnderstood(program: Program, frameworks: readonly Framework[]): NotUnderstood[] {
  const finder = new RouterFinder(
    program,
    frameworks.filter((one) => one.language === 'javascript'),
  );
  const found = new Map<string, NotUnderstood>();
  const note = (what: NotUnderstood['what'], name: string, file: string, line: number): void => {
    const key = `${what}\0${file}`;
    const known = found.get(key);
    if (!known) found.set(key, { what, name, file, line, places: 1 });
    else known.places += 1;
  };
  for (const call of program.calls) {
    const made = computedMethod(finder, call) ?? spreadRoute(finder, call);
    if (made) note('registration', made.name, call.scope.file, call.expr.span.line);
    const loaded = loadedModule(call.expr);
    if (loaded && isUnknown(program, loaded, call.scope))
      note('dynamic-import', dotted(call.expr.callee) ?? 'import', call.scope.file, call.expr.span.line);
  }
  return [...found.values()];
}
