import type { Expr } from '../../read/ir';
import type { CallOrigin, Definition, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { numberOf } from '../../engine/link/expression-numbers';
import type { Framework, RouterCalls, RouterPaths } from '../framework';

/** A router a method is called on. */
export interface RouterRef {
  key: string;
  framework: Framework;
  /** A route may have a name before its path. */
  namedRoutes?: boolean;
  /** Options the router was made with. */
  options?: { expr: Expr; scope: Scope };
  /** The path of `router.route('/x')`. */
  route?: string;
  /** It was made from another one, below a path. */
  below?: { parent: RouterRef; prefix: string; call: CallOrigin };
}

/** Methods that answer with the router itself, whatever it is of. */
const CHAINING = 'use param on decorate useGlobalPipes';
const MAX_CHAIN = 30;

/** Methods that hang routers below each other and answer with one. */
function nestingMethods({ mounts = [], below = [], groups = [] }: RouterCalls): readonly string[] {
  return [...mounts, ...below, ...groups];
}

/** The methods of the routers of some frameworks that answer with the router. */
function chainingMethods(frameworks: readonly Framework[]): Set<string> {
  const named = frameworks.flatMap(({ calls = {} }) => [
    ...(calls.verbs?.keys() ?? []),
    ...(calls.plugins ?? []),
    ...(calls.hooks?.names ?? []),
    ...(calls.prefix ?? []),
    ...nestingMethods(calls),
  ]);
  return new Set([...CHAINING.split(' '), ...named]);
}

/** Finds the routers of the frameworks that it is given. */
export class RouterFinder {
  private readonly rows: readonly { framework: Framework; row: RouterPaths }[];
  private readonly chained: ReadonlySet<string>;
  private readonly verbs: ReadonlySet<string>;
  private readonly nesting: ReadonlySet<string>;
  private readonly same: readonly RegExp[];
  /** Functions that get a router as their first parameter because they are plugins. */
  private readonly plugins = new Map<string, Framework>();

  constructor(
    private readonly program: Program,
    readonly frameworks: readonly Framework[],
  ) {
    this.rows = frameworks.flatMap((framework) => (framework.routers ?? []).map((row) => ({ framework, row })));
    this.chained = chainingMethods(frameworks);
    this.verbs = new Set(frameworks.flatMap(({ calls }) => [...(calls?.verbs?.keys() ?? [])]));
    this.nesting = new Set(frameworks.flatMap(({ calls }) => (calls ? nestingMethods(calls) : [])));
    this.same = frameworks.flatMap((one) => one.sameRouter ?? []);
  }

  /** Notes that a function gets a router of its own; answers whether that is news. */
  notePlugin({ key }: FunctionNode, framework: Framework): boolean {
    if (this.plugins.has(key)) return false;
    this.plugins.set(key, framework);
    return true;
  }

  /** Whether a method of this name registers a route on some router. */
  isVerb(name: string): boolean {
    return this.verbs.has(name);
  }

  isRouterPath(path: string): boolean {
    return this.rows.some(({ row }) => row.paths.test(path));
  }

  /** The routers an expression stands for; chains such as `router.get(…).post(…)` lead back to the router. */
  routersOf(expr: Expr, scope: Scope, depth = 0): RouterRef[] {
    if (depth > MAX_CHAIN) return [];
    if (expr.kind === 'call' && expr.callee.kind === 'member' && this.mayChain(expr.callee.property)) {
      const base = this.routersOf(expr.callee.object, scope, depth + 1);
      if (base.length > 0) return this.behind(base, expr.callee.property, { expr, scope });
    }
    return this.program.resolve(expr, scope).flatMap((one) => this.ofDefinition(one, expr, scope, depth));
  }

  /** The routers that a definition stands for; `expr` is what was written for it. */
  ofDefinition(definition: Definition, expr: Expr, scope: Scope, depth = 0): RouterRef[] {
    if (definition.kind === 'parameter') return this.ofPlugin(definition);
    if (definition.kind !== 'external') return [];
    const { path, origin } = definition;
    const known = this.rows.find(({ row }) => row.paths.test(path));
    if (known) return [refOf(known, definition, expr, scope)];
    if (expr.kind === 'member' && this.same.some((one) => one.test(path)))
      return this.routersOf(expr.object, scope, depth + 1);
    const method = /\.(\w+)\(\)$/.exec(path)?.[1] ?? '';
    if (origin?.expr.callee.kind !== 'member' || (method !== 'route' && !this.chained.has(method))) return [];
    const base = this.routersOf(origin.expr.callee.object, origin.scope, depth + 1);
    return this.behind(base, method, origin);
  }

  private ofPlugin({ fn, index, path }: Extract<Definition, { kind: 'parameter' }>): RouterRef[] {
    const framework = index === 0 && path.length === 0 ? this.plugins.get(fn.key) : undefined;
    return framework ? [{ key: `plugin ${fn.key}`, framework }] : [];
  }

  private mayChain(method: string): boolean {
    return method === 'route' || method === 'use' || this.verbs.has(method) || this.nesting.has(method);
  }

  /** `router.route('/x')` is the router at a path, `router.basePath('/x')` one of its own below it. */
  private behind(base: RouterRef[], method: string, call: CallOrigin): RouterRef[] {
    return base.map((router) => {
      const { mounts, below } = router.framework.calls ?? {};
      if (below?.includes(method)) return this.madeBelow(router, call);
      if (method !== 'route' || mounts?.includes(method)) return router;
      return { ...router, route: this.pathOf(call) };
    });
  }

  private madeBelow(parent: RouterRef, call: CallOrigin): RouterRef {
    const key = `${call.scope.file} ${numberOf(call.expr)}`;
    return { key, framework: parent.framework, below: { parent, prefix: this.pathOf(call), call } };
  }

  private pathOf({ expr, scope }: CallOrigin): string {
    const path = expr.args[0]?.value;
    return path ? (this.program.strings(path, scope)[0] ?? '') : '';
  }
}

function refOf(
  { framework, row }: { framework: Framework; row: RouterPaths },
  definition: Extract<ReturnType<Program['resolve']>[number], { kind: 'external' }>,
  expr: Expr,
  scope: Scope,
): RouterRef {
  const { origin, path } = definition;
  const ref = { framework, namedRoutes: row.namedRoutes === true };
  if (!origin) return { key: `plugin ${parameterOwner(expr, scope) ?? `${path} ${scope.file}`}`, ...ref };
  const options = origin.expr.args.find((arg) => arg.value.kind === 'object')?.value;
  return {
    key: `${origin.scope.file} ${numberOf(origin.expr)}`,
    ...ref,
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
