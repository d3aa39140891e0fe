import type { Expr } from '../../read/ir';
import type { Program, Scope } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import { JAVASCRIPT_ROUTERS, type RouterLibrary } from '../../../knowledge/frameworks/javascript-routers';

/** A router a method is called on. */
export interface RouterRef {
  key: string;
  library: RouterLibrary;
  /** Options the router was made with. */
  options?: { expr: Expr; scope: Scope };
  /** The path of `router.route('/x')`. */
  route?: string;
}

const CHAINED =
  /\.(get|post|put|patch|delete|del|head|options|opts|all|any|use|param|prefix|on|register|decorate|addHook|useGlobalPipes)\(\)$/;

/** The routers an expression stands for; chains such as `router.get(…).post(…)` lead back to the router. */
export function routersOf(program: Program, expr: Expr, scope: Scope, depth = 0): RouterRef[] {
  if (depth > 30) return [];
  if (
    expr.kind === 'call' &&
    expr.callee.kind === 'member' &&
    /^(route|all|get|post|put|patch|delete|use)$/.test(expr.callee.property)
  ) {
    const base = routersOf(program, expr.callee.object, scope, depth + 1);
    if (base.length > 0)
      return expr.callee.property === 'route' ? withRoute(program, base, expr.args[0]?.value, scope) : base;
  }
  return program.resolve(expr, scope).flatMap((definition): RouterRef[] => {
    if (definition.kind === 'parameter') return [];
    if (definition.kind !== 'external') return [];
    const { path, origin } = definition;
    const library = JAVASCRIPT_ROUTERS.find((one) => one.routers.test(path));
    if (library) return [refOf(program, library, definition, expr, scope)];
    if (!origin || origin.expr.callee.kind !== 'member') return [];
    if (!CHAINED.test(path) && !path.endsWith('.route()')) return [];
    const base = routersOf(program, origin.expr.callee.object, origin.scope, depth + 1);
    return path.endsWith('.route()') ? withRoute(program, base, origin.expr.args[0]?.value, origin.scope) : base;
  });
}

function refOf(
  program: Program,
  library: RouterLibrary,
  definition: Extract<ReturnType<Program['resolve']>[number], { kind: 'external' }>,
  expr: Expr,
  scope: Scope,
): RouterRef {
  const { origin, path } = definition;
  if (!origin) return { key: `plugin ${parameterOwner(expr, scope) ?? `${path} ${scope.file}`}`, library };
  const options = origin.expr.args.find((arg) => arg.value.kind === 'object')?.value;
  return {
    key: `${origin.scope.file} ${numberOf(origin.expr)}`,
    library,
    ...(options && { options: { expr: options, scope: origin.scope } }),
  };
}

/** The function whose parameter a name is: a plugin that gets its own router. */
function parameterOwner(expr: Expr, scope: Scope): string | undefined {
  if (expr.kind !== 'name') return undefined;
  for (let fn = scope.owner; fn; fn = fn.parent) {
    if (fn.fn.params.some((param) => param.name === expr.name)) return fn.key;
  }
  return undefined;
}

function withRoute(program: Program, routers: readonly RouterRef[], path: Expr | undefined, scope: Scope): RouterRef[] {
  const route = path ? (program.strings(path, scope)[0] ?? '') : '';
  return routers.map((router) => ({ ...router, route }));
}
