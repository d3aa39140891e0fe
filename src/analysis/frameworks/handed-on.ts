import type { Expr } from '../read/ir';
import type { CallSite, FunctionNode, Program, Scope } from '../engine/link/definitions';
import { argumentAt } from '../engine/link/call-values';
import { asLinkScope } from '../engine/link/scopes';
import type { Given } from './given-texts';

const MOST_CALLERS = 400;

/** A registration that a function of the program makes for one of its callers. */
export interface HandedOn {
  site: CallSite;
  /** What the caller gives as the handler. */
  handler: Expr;
  /** What the parameters of the function hold then. */
  given: Given;
}

/**
 * What the callers of a function register, when the function hands its own parameter on as the handler;
 * undefined when it does not.
 */
export function handedOn(program: Program, { caller }: CallSite, handler: Expr): HandedOn[] | undefined {
  const position = parameterIn(caller, handler);
  if (position === undefined) return undefined;
  const sites = program.callersOf(caller).slice(0, MOST_CALLERS);
  const found = sites.flatMap((site): HandedOn[] => {
    const given = argumentOf(site, caller, position);
    return given ? [{ site, handler: given, given: givenAt(program, site, caller) }] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** The parameter that is the handler, by itself or inside what wraps it. */
function parameterIn(caller: FunctionNode, handler: Expr, depth = 0): number | undefined {
  if (depth > 3) return undefined;
  if (handler.kind === 'name' || (handler.kind === 'spread' && handler.value.kind === 'name')) {
    const name = handler.kind === 'name' ? handler.name : handler.value.kind === 'name' && handler.value.name;
    const position = caller.fn.params.findIndex((one) => one.name === name);
    return position < 0 ? undefined : position;
  }
  if (handler.kind !== 'call') return undefined;
  return handler.args.map((arg) => parameterIn(caller, arg.value, depth + 1)).find((one) => one !== undefined);
}

/** What the parameters of a function hold when it is called there. */
export function givenAt(program: Program, site: CallSite, fn: FunctionNode): Given {
  return new Map(fn.fn.params.map((_, at) => valuesOf(program, site, fn, at)));
}

/** A method is called without its receiver. */
function isMethod({ fn, cls, scope }: FunctionNode): boolean {
  return cls !== undefined && asLinkScope(scope).dialect.receiver(fn) !== undefined;
}

/** The argument of a caller; of several that a parameter collects, the last. */
function argumentOf({ expr }: CallSite, fn: FunctionNode, position: number): Expr | undefined {
  if (fn.fn.params[position]?.rest === undefined) return argumentAt(expr, fn, position, isMethod(fn));
  return expr.args.slice(position - (isMethod(fn) ? 1 : 0)).at(-1)?.value;
}

function valuesOf(program: Program, site: CallSite, fn: FunctionNode, at: number): [string, readonly string[]] {
  const param = fn.fn.params[at];
  const name = param?.name ?? '';
  if (param?.rest === 'positional') {
    const more = site.expr.args.filter((arg) => arg.name === undefined).slice(at - (isMethod(fn) ? 1 : 0));
    return [name, more.flatMap((arg) => textsOf(program, arg.value, site.scope))];
  }
  const given = argumentAt(site.expr, fn, at, isMethod(fn)) ?? param?.fallback;
  return [name, given ? textsOf(program, given, site.scope) : []];
}

function textsOf(program: Program, expr: Expr, scope: Scope): readonly string[] {
  if (expr.kind === 'array') return expr.items.flatMap((item) => textsOf(program, item, scope));
  return program.strings(expr, scope);
}
