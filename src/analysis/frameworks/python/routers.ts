import type { Expr } from '../../read/ir';
import type { CallSite, Definition, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { PREFIX_KEYWORDS } from '../../../knowledge/frameworks/python-routers';
import type { Framework, HookRule, MadeRouter, MountRule } from '../framework';
import { argument, keyword, routerKey } from './arguments';
import { handedOnKeyword, type Located, type OwnRouter, OwnRouters, written } from './own-routers';
import type { Guarding } from '../../engine/entries/registration';
import { handedOn } from '../handed-on';
import { pathsOf } from '../../engine/entries/route-paths';
import type { RouterTree } from '../../engine/entries/router-tree';

type CallExpr = CallSite['expr'];
type Origin = NonNullable<Extract<Definition, { kind: 'external' }>['origin']>;

/** What a router that is hung below another may be called as an argument. */
const CHILD_KEYWORD = 'router';

/** The routers of Python frameworks as they are made, hung on each other and given hooks. */
export class PythonRouters {
  private readonly seen = new Set<string>();
  private readonly own: OwnRouters;
  private readonly mounts: readonly MountRule[];
  private readonly hooks: readonly HookRule[];
  private readonly bound: readonly RegExp[];
  private readonly makes: readonly MadeRouter[];
  private readonly same: readonly RegExp[];

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    frameworks: readonly Framework[],
  ) {
    this.own = new OwnRouters(program);
    this.mounts = frameworks.flatMap((one) => one.mounts ?? []);
    this.hooks = frameworks.flatMap((one) => one.hooks ?? []);
    this.bound = frameworks.flatMap((one) => one.boundTo ?? []);
    this.makes = frameworks.flatMap((one) => one.makes ?? []);
    this.same = frameworks.flatMap((one) => one.sameRouter ?? []);
  }

  /** The key of a router; its prefix, dependencies and parent are read from the call that made it. */
  keyOf(expr: Expr, scope: Scope): string {
    const [definition] = this.program.resolve(expr, scope);
    if (expr.kind === 'member' && definition?.kind === 'external' && this.isSame(definition.path))
      return this.keyOf(expr.object, scope);
    const key = routerKey(this.program, expr, scope);
    if (!definition || this.seen.has(key)) return key;
    this.seen.add(key);
    const own = this.own.of(definition);
    if (own) this.readOwn(key, own);
    if (definition.kind !== 'external' || !definition.origin) return key;
    const { origin } = definition;
    this.readPrefix(key, (name) => written(origin, name));
    const owner = scope.owner ?? this.program.moduleOf(scope.file);
    if (!owner) return key;
    const guards = dependenciesOf(origin.expr, origin.scope, 'app');
    if (guards.length > 0) this.tree.addEvent(key, { guards, call: { expr: origin.expr, owner }, always: true });
    if (this.bound.some((one) => one.test(definition.path))) this.mountOnParent(key, origin, owner);
    this.makeOf(key, definition.path, origin, owner);
    return key;
  }

  /** A router of a class of the program that extends a framework's. */
  private readOwn(key: string, own: OwnRouter): void {
    const { expr, scope } = own.origin;
    this.readPrefix(key, (name) => handedOnKeyword(own, name));
    const owner = scope.owner ?? this.program.moduleOf(scope.file);
    const inside = own.inits.flatMap((init) => dependenciesOf(init.expr, init.scope, 'app'));
    const guards = [...inside, ...dependenciesOf(expr, scope, 'app')];
    if (owner && guards.length > 0) this.tree.addEvent(key, { guards, call: { expr, owner }, always: true });
  }

  private isSame(path: string): boolean {
    return this.same.some((one) => one.test(path));
  }

  /** A router that is made from another, or has its name as its path. */
  private makeOf(key: string, path: string, { expr, scope }: Origin, owner: FunctionNode): void {
    const rule = this.makes.find((one) => one.callee.test(path.replace(/\(\)$/, '')));
    if (!rule) return;
    const named = argument(expr, rule.named);
    const hasPrefix = PREFIX_KEYWORDS.some((name) => keyword(expr, name));
    const name = named && !hasPrefix ? this.program.strings(named, scope)[0] : undefined;
    if (name !== undefined) this.tree.setPrefix(key, `/${name}`);
    if (!rule.below || expr.callee.kind !== 'member') return;
    const parent = this.keyOf(expr.callee.object, scope);
    this.tree.hang(parent, key, '', { expr, owner });
  }

  private readPrefix(key: string, given: (name: string) => Located | undefined): void {
    for (const name of PREFIX_KEYWORDS) {
      const prefix = given(name);
      const value = prefix && this.program.strings(prefix.expr, prefix.scope)[0];
      if (value !== undefined) this.tree.setPrefix(key, value);
    }
  }

  /** `Api(app)`: its routes are those of the application it was made for. */
  private mountOnParent(key: string, origin: Origin, owner: FunctionNode): void {
    const parent = origin.expr.args[0]?.value;
    if (parent) this.tree.hang(this.keyOf(parent, origin.scope), key, '', { expr: origin.expr, owner });
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

  private mountChild(callee: Extract<Expr, { kind: 'member' }>, call: CallSite, paths: readonly string[]): void {
    const { expr, scope, caller } = call;
    const rule = this.mounts.find((one) => paths.some((path) => one.callee.test(path)));
    if (!rule) return;
    const prefix = rule.child === 'all' ? undefined : argument(expr, rule.prefix);
    const value = prefix ? (pathsOf(this.program, prefix, scope)[0] ?? '') : '';
    const parent = rule.child === 'all' ? this.keyOf(expr, scope) : this.handedKey(callee.object, call);
    const guards = dependenciesOf(expr, scope, 'router');
    for (const child of this.childrenOf(rule, expr, scope)) {
      if (value !== '' && rule.replacesPrefix) this.tree.setPrefix(child, '');
      this.tree.mount({ parent, child, prefix: value, guards, call: { expr, owner: caller } });
    }
  }

  /** `def register(api): api.add_router(…)`: the router is the one that the only caller hands over. */
  private handedKey(router: Expr, call: CallSite): string {
    const [definition] = this.program.resolve(router, call.scope);
    const isKnown = definition !== undefined && (definition.kind !== 'external' || definition.origin !== undefined);
    const [handed, ...others] = isKnown || router.kind !== 'name' ? [] : (handedOn(this.program, call, router) ?? []);
    return handed && others.length === 0
      ? this.keyOf(handed.handler, handed.site.scope)
      : this.keyOf(router, call.scope);
  }

  private childrenOf({ child }: MountRule, expr: CallExpr, scope: Scope): string[] {
    const positional = expr.args.filter((arg) => arg.name === undefined).map((arg) => arg.value);
    const named = argument(expr, { position: child === 'all' ? 99 : child, keyword: CHILD_KEYWORD });
    const given = child === 'all' ? positional : [named];
    return given
      .flatMap((one) => (one?.kind === 'array' ? one.items : (one ?? [])))
      .map((one) => this.childKey(one, scope));
  }

  /** A router, or the module that holds one, by its name. */
  private childKey(expr: Expr, scope: Scope): string {
    const text = expr.kind === 'literal' && typeof expr.value === 'string' ? expr.value : undefined;
    const match = text === undefined ? null : /^(.+)\.(\w+)$/.exec(text);
    const file = match?.[1] === undefined ? undefined : this.program.fileNamed(match[1], scope.file);
    const module = file === undefined ? undefined : this.program.moduleOf(file);
    if (!module || match?.[2] === undefined) return this.keyOf(expr, scope);
    return this.keyOf({ kind: 'name', name: match[2], span: expr.span }, module.scope);
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

/** `dependencies=[Depends(f)]`, `auth=f`. */
export function dependenciesOf(call: CallExpr, scope: Scope, reach: Guarding['reach']): Guarding[] {
  const list = keyword(call, 'dependencies') ?? keyword(call, 'decorators');
  const auth = keyword(call, 'auth');
  return [
    ...(list?.kind === 'array' ? guardsOf(list.items, scope, reach) : []),
    ...(auth ? guardsOf([auth], scope, reach).map((guard) => ({ ...guard, insteadOfOuter: true as const })) : []),
  ];
}

export function guardsOf(exprs: readonly Expr[], scope: Scope, reach: Guarding['reach']): Guarding[] {
  return exprs.map((expr) => ({ expr, scope, reach, at: { file: scope.file, span: expr.span } }));
}
