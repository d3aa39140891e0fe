import type { Expr } from '../../read/ir';
import type { CallSite, FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { argumentAt } from '../../engine/link/call-values';
import { asLinkScope } from '../../engine/link/scopes';
import { GivenTexts } from '../given-texts';

const MOST_CALLERS = 400;

/** A registration that a function of the program makes for one of its callers. */
export interface HandedOn {
  site: CallSite;
  handler: Expr;
  /** Empty where the path is none that is known. */
  paths: readonly string[];
}

/**
 * What the callers of a function register, when the function hands its own parameter on as the handler;
 * undefined when it does not.
 */
export function handedOn(
  program: Program,
  { caller, scope }: CallSite,
  handler: Expr,
  paths: readonly Expr[],
): HandedOn[] | undefined {
  const position = handler.kind === 'name' ? caller.fn.params.findIndex((one) => one.name === handler.name) : -1;
  if (position < 0 || caller.fn.params[position]?.rest) return undefined;
  const texts = new GivenTexts(program);
  const sites = program.callersOf(caller).slice(0, MOST_CALLERS);
  const found = sites.flatMap((site): HandedOn[] => {
    const given = argumentOf(site, caller, position);
    if (!given) return [];
    const held = new Map(caller.fn.params.map((_, at) => valuesOf(program, site, caller, at)));
    return [{ site, handler: given, paths: paths.flatMap((path) => texts.of(path, scope, held)) }];
  });
  return found.length > 0 ? found : undefined;
}

/** A method is called without its receiver. */
function isMethod({ fn, cls, scope }: FunctionNode): boolean {
  return cls !== undefined && asLinkScope(scope).dialect.receiver(fn) !== undefined;
}

function argumentOf({ expr }: CallSite, fn: FunctionNode, position: number): Expr | undefined {
  return argumentAt(expr, fn, position, isMethod(fn));
}

function valuesOf(program: Program, site: CallSite, fn: FunctionNode, at: number): [string, readonly string[]] {
  const param = fn.fn.params[at];
  const name = param?.name ?? '';
  if (param?.rest === 'positional') {
    const more = site.expr.args.filter((arg) => arg.name === undefined).slice(at - (isMethod(fn) ? 1 : 0));
    return [name, more.flatMap((arg) => textsOf(program, arg.value, site.scope))];
  }
  const given = argumentOf(site, fn, at) ?? param?.fallback;
  return [name, given ? textsOf(program, given, site.scope) : []];
}

function textsOf(program: Program, expr: Expr, scope: Scope): readonly string[] {
  return expr.kind === 'array'
    ? expr.items.flatMap((item) => textsOf(program, item, scope))
    : program.strings(expr, scope);
}
