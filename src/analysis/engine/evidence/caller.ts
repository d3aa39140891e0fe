import {
  CALLER_DECORATORS,
  CALLER_GLOBALS,
  CALLER_HOLDERS,
  CALLER_MEMBERS,
  CALLER_NAMES,
  CALLER_STORES,
  CALLER_TYPE,
  INJECTED_CALLER,
  INJECTING,
  RECEIVERS,
  REQUEST_NAMES,
  REQUEST_TYPE,
} from '../../../knowledge/controls/caller';
import type { Expr, Param, Pattern, Stmt } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { boundNames } from '../link/parts-of';
import { eachInBody, flatBody } from '../link/flat-body';
import { walkExpr } from '../link/walk';
import { calledName, steps } from './spelling';

/** How often bindings are gone through: an alias of an alias of an alias is known as one. */
const ROUNDS = 4;

/** Knows which expressions of a function stand for the sender of the request, under whatever names. */
export class Caller {
  private readonly aliases: Set<string>;
  private readonly requests: ReadonlySet<string>;
  /** No name in the function can stand for the sender or lead there: most functions know nothing of senders. */
  private readonly silent: boolean;

  /** `outer` is the function around this one, `imported` what the names of the file stand for. */
  constructor(
    fn: FunctionNode,
    handles: boolean,
    private readonly imported: ReadonlyMap<string, string>,
    outer?: Caller,
  ) {
    const injected = fn.fn.params.filter(isInjected).flatMap((param) => param.name ?? []);
    this.requests = new Set([...(outer?.requests ?? []), ...requestsOf(fn, handles)]);
    this.aliases = new Set([...(outer?.aliases ?? []), ...injected]);
    this.silent = !flatBody(fn.fn.body).exprs.some((expr) => this.mayLead(expr));
    if (!this.silent) this.follow(bindingsOf(fn.fn.body));
  }

  /** Whether the expression is the sender, or something taken from the sender. */
  is(expr: Expr): boolean {
    if (expr.kind === 'call') return this.isCall(expr);
    if (expr.kind === 'await') return this.is(expr.value);
    if (expr.kind === 'index' && expr.index.kind === 'literal' && this.isStore(expr.object)) return true;
    const path = steps(expr);
    if (path) return this.isPath(path);
    return (expr.kind === 'member' || expr.kind === 'index') && this.is(expr.object);
  }

  /** Whether the sender occurs anywhere in it, functions left out. */
  isIn(expr: Expr): boolean {
    if (this.silent) return false;
    let found = false;
    walkExpr(expr, {
      expr: (one) => {
        found ||= this.is(one);
        return !found && one.kind !== 'function' && one.kind !== 'class';
      },
    });
    return found;
  }

  /** Whether an expression of this function spells a name without which nothing here is the sender. */
  private mayLead(expr: Expr): boolean {
    if (expr.kind === 'member') return CALLER_NAMES.has(expr.property) || CALLER_NAMES.has(this.meaning(expr.property));
    if (expr.kind === 'index') return expr.index.kind === 'literal' && CALLER_NAMES.has(String(expr.index.value));
    if (expr.kind !== 'name') return false;
    const name = this.meaning(expr.name);
    return (
      CALLER_NAMES.has(name) ||
      CALLER_STORES.has(name) ||
      CALLER_GLOBALS.has(name) ||
      this.aliases.has(expr.name) ||
      this.requests.has(expr.name)
    );
  }

  private isCall(call: Extract<Expr, { kind: 'call' }>): boolean {
    if (CALLER_NAMES.has(this.meaning(calledName(call)))) return true;
    if (call.callee.kind !== 'member') return false;
    const { object, property } = call.callee;
    const keyed = property === 'get' && typeof literalOf(call.args[0]?.value) === 'string';
    return (keyed && this.isStore(object)) || this.is(object);
  }

  /** `session['user']`: what a store keeps under a key. A store has other methods, as a session of a database has. */
  private isStore(expr: Expr): boolean {
    return expr.kind === 'name' && CALLER_STORES.has(this.meaning(expr.name));
  }

  private isPath([root = '', ...members]: readonly string[]): boolean {
    const name = this.meaning(root);
    if (this.aliases.has(root) || CALLER_NAMES.has(name)) return true;
    if (CALLER_STORES.has(name)) return CALLER_MEMBERS.has(members[0] ?? '');
    if (members.some((member) => CALLER_NAMES.has(member))) return true;
    if (CALLER_GLOBALS.has(name)) return CALLER_MEMBERS.has(members[0] ?? '');
    return this.requests.has(root) && hasIdentity(members);
  }

  private meaning(name: string): string {
    return this.imported.get(name) ?? name;
  }

  private follow(bindings: readonly Binding[]): void {
    for (let round = 0, size = -1; round < ROUNDS && size !== this.aliases.size; round += 1) {
      size = this.aliases.size;
      for (const { target, value } of bindings)
        if (this.isIn(value)) for (const name of boundNames(target)) this.aliases.add(name);
    }
  }
}

const literalOf = (expr: Expr | undefined): unknown => (expr?.kind === 'literal' ? expr.value : undefined);

/**
 * Parameters that are the request or hold it: by their names, and the first ones of what is registered to handle
 * requests.
 */
function requestsOf({ fn, cls }: FunctionNode, handles: boolean): string[] {
  const receiver = cls && RECEIVERS.has(fn.params[0]?.name ?? '') ? 1 : 0;
  return fn.params.flatMap(({ name, annotation, fallback }, at) => {
    if (name === undefined) return [];
    if (REQUEST_NAMES.has(name)) return [name];
    const first = handles && at >= receiver && at < receiver + 2 && fallback === undefined;
    return first && (!annotation || REQUEST_TYPE.test(steps(annotation)?.at(-1) ?? '')) ? [name] : [];
  });
}

/** The first members may be holders, then comes the identity: `state.user.id`. */
function hasIdentity(members: readonly string[]): boolean {
  const at = members.findIndex((member) => !CALLER_HOLDERS.has(member));
  return at >= 0 && CALLER_MEMBERS.has(members[at] ?? '');
}

interface Binding {
  target: Pattern;
  value: Expr;
}

/** What variables of a body are given; functions written in it have their own. */
function bindingsOf(body: readonly Stmt[]): Binding[] {
  const found: Binding[] = [];
  eachInBody(
    body,
    (stmt) => {
      if (stmt.kind === 'declare' && stmt.value) found.push({ target: stmt.target, value: stmt.value });
    },
    (expr) => {
      if (expr.kind === 'assign') found.push({ target: expr.target, value: expr.value });
    },
  );
  return found;
}

/**
 * `user = Depends(get_current_user)`, `Annotated[User, Depends(…)]`, `@CurrentUser() user`: filled in by the
 * framework.
 */
function isInjected({ fallback, annotation, decorators }: Param): boolean {
  const given = [fallback, annotation].filter((expr) => expr !== undefined);
  if (annotation && CALLER_TYPE.test(steps(annotation)?.at(-1) ?? '')) return true;
  if (
    decorators.some((one) => CALLER_DECORATORS.has(one.kind === 'call' ? calledName(one) : (steps(one)?.at(-1) ?? '')))
  )
    return true;
  return given.some((expr) => {
    let found = false;
    walkExpr(expr, {
      expr: (one) => {
        const first = one.kind === 'call' && INJECTING.has(calledName(one)) ? one.args[0]?.value : undefined;
        if (first && INJECTED_CALLER.test(steps(first)?.at(-1) ?? '')) found = true;
        return true;
      },
    });
    return found;
  });
}
