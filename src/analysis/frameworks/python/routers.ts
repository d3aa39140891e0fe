import type { Expr } from '../../read/ir';
import type { CallSite, Definition, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { PREFIX_KEYWORDS } from '../../../knowledge/frameworks/python-routers';
import type { Framework, HookRule, MountRule } from '../framework';
import { argument, keyword, routerKey } from './arguments';
import type { Guarding } from '../../engine/entries/registration';
import { pathsOf } from '../../engine/entries/route-paths';
import type { RouterTree } from '../../engine/entries/router-tree';

type CallExpr = CallSite['expr'];
type Origin = NonNullable<Extract<Definition, { kind: 'external' }>['origin']>;

/** The routers of Python frameworks as they are made, hung on each other and given hooks. */
export class PythonRouters {
  private readonly seen = new Set<string>();
  private readonly mounts: readonly MountRule[];
  private readonly hooks: readonly HookRule[];
  private readonly bound: readonly RegExp[];

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    frameworks: readonly Framework[],
  ) {
    this.mounts = frameworks.flatMap((one) => one.mounts ?? []);
    this.hooks = frameworks.flatMap((one) => one.hooks ?? []);
    this.bound = frameworks.flatMap((one) => one.boundTo ?? []);
  }

  /** The key of a router; its prefix, dependencies and parent are read from the call that made it. */
  keyOf(expr: Expr, scope: Scope): string {
    const [definition] = this.program.resolve(expr, scope);
    const key = routerKey(this.program, expr, scope);
    if (definition?.kind !== 'external' || !definition.origin || this.seen.has(key)) return key;
    this.seen.add(key);
    const { origin } = definition;
    this.readPrefix(key, origin);
    const owner = scope.owner ?? this.program.moduleOf(scope.file);
    if (!owner) return key;
    const guards = dependenciesOf(origin.expr, origin.scope, 'app');
    if (guards.length > 0) this.tree.addEvent(key, { guards, call: { expr: origin.expr, owner }, always: true });
    if (this.bound.some((one) => one.test(definition.path))) this.mountOnParent(key, origin, owner);
    return key;
  }

  private readPrefix(key: string, origin: Origin): void {
    for (const name of PREFIX_KEYWORDS) {
      const prefix = keyword(origin.expr, name);
      const value = prefix && this.program.strings(prefix, origin.scope)[0];
      if (value !== undefined) this.tree.setPrefix(key, value);
    }
  }

  /** `Api(app)`: its routes are those of the application it was made for. */
  private mountOnParent(key: string, origin: Origin, owner: FunctionNode): void {
    const parent = origin.expr.args[0]?.value;
    if (!parent) return;
    this.tree.mount({
      parent: this.keyOf(parent, origin.scope),
      child: key,
      prefix: '',
      guards: [],
      call: { expr: origin.expr, owner },
    });
  }

  /** Reads a call that hangs a router below another or a function before all routes. `paths`: of what is called. */
  mount(call: CallSite, paths: readonly string[]): void {
    const { callee } = call.expr;
    if (callee.kind !== 'member' || paths.length === 0) return;
    if (this.hookOf(paths, 'call')) this.runBefore(callee.object, call);
    this.mountChild(callee, call, paths);
  }

  private hookOf(paths: readonly string[], by: 'decorator' | 'call'): HookRule | undefined {
    return this.hooks.find((one) => one.by.includes(by) && paths.some((path) => one.callee.test(path)));
  }

  /** What is handed to the call runs before every route of the router. */
  private runBefore(router: Expr, { expr, scope, caller }: CallSite): void {
    const first = expr.args[0]?.value;
    if (!first) return;
    this.tree.addEvent(this.keyOf(router, scope), {
      guards: guardsOf([first], scope, 'app'),
      call: { expr, owner: caller },
      always: true,
    });
  }

  private mountChild(
    callee: Extract<Expr, { kind: 'member' }>,
    { expr, scope, caller }: CallSite,
    paths: readonly string[],
  ): void {
    const rule = this.mounts.find((one) => paths.some((path) => one.callee.test(path)));
    const child = rule && argument(expr, { position: rule.child });
    if (!rule || !child) return;
    const prefix = argument(expr, rule.prefix);
    const value = prefix ? (pathsOf(this.program, prefix, scope)[0] ?? '') : '';
    const key = this.keyOf(child, scope);
    if (value !== '' && rule.replacesPrefix) this.tree.setPrefix(key, '');
    this.tree.mount({
      parent: this.keyOf(callee.object, scope),
      child: key,
      prefix: value,
      guards: dependenciesOf(expr, scope, 'router'),
      call: { expr, owner: caller },
    });
  }

  /** `@app.before_request` */
  hook(decorator: Expr, scope: Scope, fn: FunctionNode): void {
    const callee = decorator.kind === 'call' ? decorator.callee : decorator;
    if (callee.kind !== 'member') return;
    const rule = this.hookOf(this.program.externalPaths(callee, scope), 'decorator');
    if (!rule) return;
    const owner = scope.owner ?? fn;
    const made: Expr = { kind: 'function', fn: fn.fn, span: fn.fn.span };
    const event = { guards: guardsOf([made], scope, 'app'), call: { expr: decorator, owner }, always: true };
    this.tree.addEvent(this.keyOf(callee.object, scope), event);
    if (rule.everywhere) this.tree.addGlobal(event);
  }
}

/** `dependencies=[Depends(f)]`. */
export function dependenciesOf(call: CallExpr, scope: Scope, reach: Guarding['reach']): Guarding[] {
  const list = keyword(call, 'dependencies') ?? keyword(call, 'decorators');
  return list?.kind === 'array' ? guardsOf(list.items, scope, reach) : [];
}

export function guardsOf(exprs: readonly Expr[], scope: Scope, reach: Guarding['reach']): Guarding[] {
  return exprs.map((expr) => ({ expr, scope, reach, at: { file: scope.file, span: expr.span } }));
}
