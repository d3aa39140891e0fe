import type { FunctionNode, Program } from '../link/definitions';
import type { Expr } from '../../read/ir';
import type { Guarding, Mount, Registration, RouterEvent } from './registration';

const MAX_DEPTH = 8;
/** Middleware of one router that is kept: every route below it is looked at with all of it. */
const MOST_EVENTS = 256;

/** What a registration answers. */
interface Asked {
  path: string;
  method: string | undefined;
}

interface Step {
  fn: string;
  line: number;
  column: number;
}

/** Routers, what they run first and where they are mounted. */
export class RouterTree {
  private readonly prefixes = new Map<string, string>();
  private readonly events = new Map<string, RouterEvent[]>();
  private readonly mounts = new Map<string, Mount[]>();
  private readonly global: RouterEvent[] = [];
  private readonly positions = new Map<string, Step[]>();

  constructor(private readonly program: Program) {}

  /** The path a router gives all its routes. */
  setPrefix(router: string, prefix: string): void {
    this.prefixes.set(router, prefix);
  }

  addEvent(router: string, event: RouterEvent): void {
    const list = this.events.get(router);
    if (!list) this.events.set(router, [event]);
    else if (list.length < MOST_EVENTS) list.push(event);
  }

  /** Runs before the routes of every router. */
  addGlobal(event: RouterEvent): void {
    this.global.push(event);
  }

  /** Hangs a router below another where nothing is checked in between. */
  hang(parent: string, child: string, prefix: string, call: Mount['call']): void {
    this.mount({ parent, child, prefix, guards: [], call });
  }

  mount(mount: Mount): void {
    if (mount.parent === mount.child) return;
    const list = this.mounts.get(mount.child);
    if (!list) this.mounts.set(mount.child, [mount]);
    else if (list.length < 8) list.push(mount);
  }

  /** The route with the prefixes of all routers above it; of several mounts, the first. */
  fullRoute(router: string | undefined, route: string | undefined): string | undefined {
    if (router === undefined || route === undefined) return route;
    let path = route;
    let current = router;
    for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
      path = joinPaths(this.prefixes.get(current) ?? '', path);
      const mount: Mount | undefined = this.mounts.get(current)?.[0];
      if (!mount) break;
      path = joinPaths(mount.prefix, path);
      current = mount.parent;
    }
    return path;
  }

  /** Everything that runs before a registration, outermost first, its own guards last. */
  guardsOf(registration: Registration): Guarding[] {
    const { router, call, route, method } = registration;
    if (router === undefined) return registration.before;
    const everywhere = this.global.flatMap((event) => event.guards);
    const found = [
      ...everywhere,
      ...this.above(router, call, { path: route ?? '', method }, 0),
      ...registration.before,
    ];
    const seen = new Set<Expr>();
    return innermost(found).filter(({ expr }) => !seen.has(expr) && seen.add(expr));
  }

  private above(router: string, call: Registration['call'], { path, method }: Asked, depth: number): Guarding[] {
    if (depth > MAX_DEPTH) return [];
    const local = joinPaths(this.prefixes.get(router) ?? '', path);
    const mount = this.mounts.get(router)?.[0];
    const own = (this.events.get(router) ?? [])
      .filter((event) => event.call.expr !== call?.expr || event.only === undefined)
      .filter((event) => (event.always || !call || this.before(event.call, call)) && runsFor(event, local, method))
      .flatMap((event) => event.guards)
      .map((guard) => (mount ? { ...guard, reach: guard.reach === 'app' ? ('router' as const) : guard.reach } : guard));
    if (!mount) return own;
    return [
      ...this.above(mount.parent, mount.call, { path: joinPaths(mount.prefix, local), method }, depth + 1),
      ...mount.guards,
      ...own,
    ];
  }

  /** Whether a registration happens before another; when that cannot be told, it is taken to. */
  private before(first: NonNullable<Registration['call']>, second: NonNullable<Registration['call']>): boolean {
    const a = this.position(first);
    const b = this.position(second);
    for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
      const [left, right] = [a[at], b[at]];
      if (!left || !right || left.fn !== right.fn) return true;
      if (left.line !== right.line) return left.line < right.line;
      if (left.column !== right.column) return left.column < right.column;
    }
    return true;
  }

  private position({ expr, owner }: { expr: Expr; owner: FunctionNode }): Step[] {
    return [...this.reached(owner, 0), stepAt(owner, expr)];
  }

  /** The calls that lead to a function, from the outside in. */
  private reached(fn: FunctionNode, depth: number): Step[] {
    const known = this.positions.get(fn.key);
    if (known || depth > MAX_DEPTH) return known ?? [];
    this.positions.set(fn.key, []);
    const caller = this.program.callersOf(fn, true)[0];
    const steps = caller ? [...this.reached(caller.caller, depth + 1), stepAt(caller.caller, caller.expr)] : [];
    this.positions.set(fn.key, steps);
    return steps;
  }
}

/** A chain `app.use(a).use(b)` starts at the same column: the end of the expression orders it. */
function stepAt(fn: FunctionNode, expr: Expr): Step {
  return { fn: fn.key, line: expr.span.endLine, column: expr.span.endColumn };
}

/** Middleware for one method runs for that alone, and for its own path. */
function runsFor({ path, only }: RouterEvent, asked: string, method: string | undefined): boolean {
  if (only === undefined) return covers(path, asked);
  return only === method && (path === asked || path === '*' || path === '/*');
}

function covers(prefix: string | undefined, path: string): boolean {
  if (prefix === undefined || prefix === '/' || prefix === '*' || prefix === '') return true;
  const clean = prefix.replace(/\/?\*?$/, '');
  return path === clean || path.startsWith(`${clean}/`) || path.startsWith(`${clean}?`);
}

export function joinPaths(prefix: string, path: string): string {
  if (prefix === '' || prefix === '/') return path;
  if (path === '' || path === '/') return prefix;
  return `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}

/** Of what takes the place of what is further out, the last one alone is asked; nothing is asked by nothing. */
function innermost(guards: readonly Guarding[]): readonly Guarding[] {
  const last = guards.findLast(({ insteadOfOuter }) => insteadOfOuter === true);
  const asks = last !== undefined && !(last.expr.kind === 'literal' && last.expr.value === null);
  return guards.filter((guard) => guard.insteadOfOuter !== true || (asks && guard === last));
}
