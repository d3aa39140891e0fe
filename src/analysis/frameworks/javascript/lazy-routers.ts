import type { Expr } from '../../read/ir';
import type { CallSite, FunctionNode, Program } from '../../engine/link/definitions';
import { functionsOf } from '../../engine/entries/handlers';
import { childrenOf } from '../../engine/link/parts-of';
import { walkDeep } from '../../engine/link/walk';
import type { RouterTree } from '../../engine/entries/router-tree';
import { GivenTexts } from '../given-texts';
import { givenAt } from '../handed-on';
import type { Located } from './handler-chain';
import type { RouterLookup } from './router-lookup';
import type { RouterRef } from './routers';

const MOST_CALLERS = 100;

/** Routers that a middleware asks itself, with the request and the response it was given. */
export class LazyRouters {
  private readonly texts: GivenTexts;

  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly lookup: RouterLookup,
  ) {
    this.texts = new GivenTexts(program);
  }

  /** Mounts what the last function hands its request to; answers whether there is such a router. */
  mount(call: CallSite, router: RouterRef, path: Expr | undefined, rest: readonly Located[]): boolean {
    const last = rest.at(-1);
    const fn = last && functionsOf(this.program, last.expr, last.scope).at(-1);
    const asked = fn ? this.askedBy(fn) : [];
    if (asked.length === 0) return false;
    const sites = path && mentionsParameter(call.caller, path) ? this.program.callersOf(call.caller) : [];
    for (const site of sites.slice(0, MOST_CALLERS)) this.mountFor(site, call, router, path, asked);
    if (sites.length === 0)
      this.hang(call, router, path ? (this.program.strings(path, call.scope)[0] ?? '') : '', asked);
    return true;
  }

  /** The routers that are called with the parameters of the function. */
  private askedBy(fn: FunctionNode): string[] {
    const [request, response] = fn.fn.params.map((param) => param.name);
    const found: string[] = [];
    walkDeep(fn.fn.body, (expr) => {
      if (expr.kind !== 'call' || !isName(expr.args[0]?.value, request) || !isName(expr.args[1]?.value, response))
        return;
      found.push(...this.lookup.routers(expr.callee, fn.scope).map(({ key }) => key));
    });
    return found;
  }

  /** Of the routers that any caller loads those that this one does. */
  private mountFor(
    site: CallSite,
    call: CallSite,
    router: RouterRef,
    path: Expr | undefined,
    asked: readonly string[],
  ): void {
    const own = new Set(site.expr.args.flatMap((arg) => this.loadedBy(arg.value, site)));
    const given = givenAt(this.program, site, call.caller);
    const prefix = path ? (this.texts.of(path, call.scope, given)[0] ?? '') : '';
    this.hang(
      site,
      router,
      prefix,
      asked.filter((key) => own.has(key)),
    );
  }

  private loadedBy(expr: Expr, { scope }: CallSite): string[] {
    return this.program
      .resolve(expr, scope)
      .flatMap((one) => (one.kind === 'function' ? this.program.called(one) : [one]))
      .flatMap((one) => this.lookup.finder.ofDefinition(one, expr, scope))
      .map(({ key }) => key);
  }

  private hang(call: CallSite, router: RouterRef, prefix: string, children: readonly string[]): void {
    for (const child of children) this.tree.hang(router.key, child, prefix, { expr: call.expr, owner: call.caller });
  }
}

const isName = (expr: Expr | undefined, name: string | undefined): boolean =>
  expr?.kind === 'name' && name !== undefined && expr.name === name;

function mentionsParameter({ fn }: FunctionNode, path: Expr): boolean {
  if (path.kind === 'name') return fn.params.some((one) => one.name === path.name);
  return childrenOf(path).some((one) => one.kind === 'name' && fn.params.some(({ name }) => name === one.name));
}
