import { REQUEST_NAMES } from '../../../knowledge/controls/caller';
import { KEYED_HASHES, PLAIN_HASHES, SECRET_MAKERS } from '../../../knowledge/makings';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { FunctionNode, Program, Scope } from '../link/definitions';
import { asLinkScope, type Binding, type LinkScope } from '../link/scopes';
import { returnsOf } from '../link/walk';

/** What a value is made of, as far as it can be seen. */
export interface Makings {
  /** Comes with the request, or from whoever calls the function. */
  outside: boolean;
  /** Nobody outside can know it: a key, a random value, a setting of the environment. */
  secret: boolean;
  /** From somewhere that was not followed: a store, another service. */
  elsewhere: boolean;
  /** Made by a hash over everybody's input, or by one that needs a key. */
  hash?: 'plain' | 'keyed';
  /** Names of the members that it is made of. */
  names: Set<string>;
}

const MAX_DEPTH = 10;
const MAX_PARTS = 60;
/** What hands on the value it is called on or with. */
const SAME_VALUE =
  /^(?:String|str|toString|trim|strip|toLowerCase|lower|slice|substring|split|replace|from|encode|decode|bytes|Buffer|join|concat|format|get|update|digest|hexdigest|hex|b64encode|urlsafe_b64encode|quote)$/;

/** Looks at what an expression is made of: through variables, functions of the program, hashes and conversions. */
export function makingsOf(program: Program, expr: Expr, scope: Scope): Makings {
  const search = new Search(program);
  search.expr(expr, asLinkScope(scope), 0);
  return search.found;
}

class Search {
  readonly found: Makings = { outside: false, secret: false, elsewhere: false, names: new Set() };
  private readonly seen = new Set<unknown>();

  constructor(private readonly program: Program) {}

  expr(expr: Expr, scope: LinkScope, depth: number): void {
    if (this.seen.has(expr)) return;
    this.seen.add(expr);
    if (depth > MAX_DEPTH || this.seen.size > MAX_PARTS) {
      this.found.elsewhere = true;
      return;
    }
    const more = (...parts: readonly Expr[]): void => parts.forEach((part) => this.expr(part, scope, depth + 1));
    switch (expr.kind) {
      case 'literal':
        return;
      case 'name':
        return this.variable(expr, scope, depth);
      case 'member':
      case 'index':
        return this.member(expr, scope, depth);
      case 'call':
        return this.call(expr, scope, depth);
      case 'await':
      case 'spread':
        return more(expr.value);
      case 'template':
        return more(...expr.parts);
      case 'binary':
        return more(expr.left, expr.right);
      case 'conditional':
        return more(expr.then, expr.otherwise);
      case 'array':
        return more(...expr.items);
      default:
        this.found.elsewhere = true;
    }
  }

  private variable(expr: Extract<Expr, { kind: 'name' }>, scope: LinkScope, depth: number): void {
    if (REQUEST_NAMES.has(expr.name)) {
      this.found.outside = true;
      return;
    }
    const bindings = scope.declaring(expr.name)?.bindings.get(expr.name) ?? [];
    if (bindings.length === 0) this.found.elsewhere = true;
    for (const binding of bindings.slice(0, 4)) this.binding(binding, expr.name, depth + 1);
  }

  private binding(binding: Binding, name: string, depth: number): void {
    this.found.names.add(name);
    if (binding.kind === 'parameter') this.found.outside = true;
    else if (binding.kind !== 'value') this.found.elsewhere = true;
    else if (binding.steps.length === 0) this.expr(binding.expr, binding.scope, depth);
    else this.taken(binding.steps.map(String), binding.expr, binding.scope, depth);
  }

  private taken(steps: readonly string[], from: Expr, scope: LinkScope, depth: number): void {
    for (const step of steps) this.found.names.add(step);
    this.expr(from, scope, depth);
  }

  private member(expr: Extract<Expr, { kind: 'member' | 'index' }>, scope: LinkScope, depth: number): void {
    const name =
      lastName(expr) ?? (expr.kind === 'index' && expr.index.kind === 'literal' ? String(expr.index.value) : '');
    this.found.names.add(name);
    const paths = this.program.externalPaths(expr, scope);
    if (paths.some((path) => SECRET_MAKERS.test(path))) this.found.secret = true;
    else this.expr(expr.object, scope, depth + 1);
  }

  private call(call: Extract<Expr, { kind: 'call' }>, scope: LinkScope, depth: number): void {
    const { callee, args } = call;
    const given = args.map(({ value }) => value);
    const paths = this.program.externalPaths(callee, scope).map((path) => path.replace(/^node:/, ''));
    if (paths.some((path) => KEYED_HASHES.test(path))) this.found.hash = 'keyed';
    else if (paths.some((path) => PLAIN_HASHES.test(path))) this.found.hash ??= 'plain';
    else if (paths.some((path) => SECRET_MAKERS.test(path))) this.found.secret = true;
    else if (this.own(call, scope, depth)) return;
    else if (!SAME_VALUE.test(lastName(callee) ?? '')) this.found.elsewhere = true;
    if (callee.kind === 'member' && !this.isLibrary(callee.object, scope)) this.expr(callee.object, scope, depth + 1);
    for (const one of given) this.expr(one, scope, depth + 1);
  }

  private isLibrary(expr: Expr, scope: LinkScope): boolean {
    if (expr.kind !== 'name' || REQUEST_NAMES.has(expr.name)) return false;
    return this.program.externalPaths(expr, scope).some((path) => !path.includes('('));
  }

  /** A function of the program: what it returns; where that holds its parameters, what it is given here as well. */
  private own(call: Extract<Expr, { kind: 'call' }>, scope: LinkScope, depth: number): boolean {
    const callees = this.program.callees(call, scope);
    if (callees.length === 0 || callees.length > 2) return false;
    const handsOn = callees.filter(
      ({ fn }) => returnsOf(fn.fn.body).filter((value) => this.inside(value, fn, depth)).length > 0,
    );
    if (handsOn.length > 0) for (const { value } of call.args) this.expr(value, scope, depth + 1);
    return true;
  }

  /** Whether a parameter is in what is returned: that it comes from outside is for the call to say. */
  private inside(value: Expr, fn: FunctionNode, depth: number): boolean {
    const { outside } = this.found;
    this.found.outside = false;
    this.expr(value, asLinkScope(fn.scope), depth + 1);
    const handsOn = this.found.outside;
    this.found.outside = outside;
    return handsOn;
  }
}
