import { posix } from 'node:path';
import type { Expr } from '../../read/ir';
import type { CallSite, FunctionNode, Program } from '../../engine/link/definitions';
import { functionsOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import { walkExpr } from '../../engine/link/walk';
import type { RouterTree } from '../../engine/entries/router-tree';
import { guardOf, type Located } from './handler-chain';
import type { RouterLookup } from './router-lookup';
import type { RouterRef } from './routers';

/** Plugins that are handed to plugins. */
const MAX_ROUNDS = 6;
/** Loads every file of a folder as a plugin. */
const AUTOLOAD = /^(?:@fastify\/autoload|fastify-autoload)\b/;

/** Functions that get a router of their own, below a prefix. */
export class PluginReader {
  constructor(
    private readonly program: Program,
    private readonly tree: RouterTree,
    private readonly lookup: RouterLookup,
  ) {}

  /** Reads all plugins and groups before the routes, so that what they are handed is known as a router. */
  readAll(calls: readonly CallSite[]): void {
    const done = new Set<CallSite>();
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      let news = false;
      for (const call of calls) if (!done.has(call) && this.read(call, done)) news = true;
      if (!news) return;
    }
  }

  /** Answers whether there are functions that were not known to get a router. */
  private read(call: CallSite, done: Set<CallSite>): boolean {
    const { callee } = call.expr;
    if (callee.kind !== 'member') return false;
    const router = this.lookup.routers(callee.object, call.scope)[0];
    const { plugins, groups } = router?.framework.calls ?? {};
    if (!router) return false;
    const isPlugin = plugins?.includes(callee.property) === true;
    if (!isPlugin && groups?.includes(callee.property) !== true) return false;
    done.add(call);
    return isPlugin ? this.plugin(call, router) : this.group(call, router);
  }

  private plugin(call: CallSite, router: RouterRef): boolean {
    const { scope } = call;
    const given = call.expr.args.map((arg): Located => ({ expr: arg.value, scope }));
    const [first, options] = given;
    if (!first) return false;
    const each = first.expr.kind === 'array' ? first.expr.items.map((expr) => ({ expr, scope })) : [first];
    const found = each.flatMap((one) => this.pluginFunctions(one).map((fn) => ({ fn, at: one })));
    const prefix = this.prefixOf(options) ?? '';
    const news = found.map(({ fn, at }) => this.hang(call, router, fn, this.prefixOf(at) ?? prefix));
    if (found.length === 0 && !this.folder(call, router, first, options)) this.runsBefore(call, router, first);
    return news.includes(true);
  }

  private group(call: CallSite, router: RouterRef): boolean {
    const { expr, scope } = call;
    const last = expr.args.at(-1)?.value;
    const path = expr.args[0]?.value;
    if (!last || !path) return false;
    const prefix = this.program.strings(path, scope)[0] ?? '';
    return functionsOf(this.program, last, scope)
      .map((fn) => this.hang(call, router, fn, prefix))
      .includes(true);
  }

  private hang(call: CallSite, router: RouterRef, fn: FunctionNode, prefix: string): boolean {
    const child = `plugin ${fn.key}`;
    this.tree.hang(router.key, child, prefix, { expr: call.expr, owner: call.caller });
    return this.lookup.finder.notePlugin(fn, router.framework);
  }

  /** A function, or an object that holds one: `{ register }`, `{ plugin: { register } }`. */
  private pluginFunctions({ expr, scope }: Located, depth = 0): FunctionNode[] {
    if (depth > 2) return [];
    const direct = functionsOf(this.program, expr, scope);
    if (direct.length > 0) return direct;
    const objects = this.program.resolve(expr, scope);
    const held = ['register', 'plugin', 'default'].flatMap((key) =>
      objects.flatMap((one) => (one.kind === 'object' || one.kind === 'module' ? this.program.member(one, key) : [])),
    );
    return held.flatMap((one): FunctionNode[] => {
      if (one.kind === 'function') return [one.fn];
      return one.kind === 'object' ? this.pluginFunctions({ expr: one.expr, scope: one.scope }, depth + 1) : [];
    });
  }

  /** `{ prefix: '/x' }`, `{ routes: { prefix: '/x' } }` */
  private prefixOf(options: Located | undefined): string | undefined {
    if (!options || options.expr.kind !== 'object') return undefined;
    const routes = propertyOf(this.program, options.expr, options.scope, 'routes') ?? options;
    const prefix = propertyOf(this.program, routes.expr, routes.scope, 'prefix');
    return prefix && this.program.strings(prefix.expr, prefix.scope)[0];
  }

  /** Every file below a folder is a plugin, below a prefix of its own: the folder it lies in. */
  private folder(call: CallSite, router: RouterRef, plugin: Located, options: Located | undefined): boolean {
    const paths = this.program.externalPaths(plugin.expr, plugin.scope);
    if (!options || !paths.some((path) => AUTOLOAD.test(path))) return false;
    const dir = propertyOf(this.program, options.expr, options.scope, 'dir');
    const own = propertyOf(this.program, options.expr, options.scope, 'options');
    const folder = dir && posix.join(posix.dirname(dir.scope.file), ...textsIn(dir.expr));
    if (folder === undefined) return false;
    for (const file of [...this.program.files.keys()].filter((one) => one.startsWith(`${folder}/`)).sort())
      this.pluginFile(
        call,
        router,
        file,
        `${this.prefixOf(own) ?? ''}/${posix.dirname(file.slice(folder.length + 1))}`,
      );
    return true;
  }

  private pluginFile(call: CallSite, router: RouterRef, file: string, prefix: string): void {
    const exported = this.program.member({ kind: 'module', file }, 'default');
    const functions = exported.flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
    for (const fn of functions) this.hang(call, router, fn, prefix.replace(/\/\.$/, '').replace(/\/_/g, '/:'));
  }

  /** What is not of the program may run before the routes. */
  private runsBefore(call: CallSite, router: RouterRef, plugin: Located): void {
    this.tree.addEvent(router.key, {
      guards: [guardOf(plugin, 'app')],
      call: { expr: call.expr, owner: call.caller },
      always: false,
    });
  }
}

/** The texts in an expression such as `path.join(__dirname, 'routes')`. */
function textsIn(expr: Expr): string[] {
  const found: string[] = [];
  walkExpr(expr, {
    expr: (one) => {
      if (one.kind === 'literal' && typeof one.value === 'string') found.push(one.value);
      return true;
    },
  });
  return found;
}
