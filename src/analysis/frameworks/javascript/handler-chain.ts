import type { Expr } from '../../read/ir';
import type { CallSite, Program, Scope } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { RouterRef } from './routers';
import type { Guarding, Registration } from '../../engine/entries/registration';

/** An expression with the scope its names are looked up in. */
export interface Located {
  expr: Expr;
  scope: Scope;
}

/** Fastify's hooks and schemas, Hapi's authentication. */
const GUARDING_OPTIONS = ['onRequest', 'preValidation', 'preHandler', 'preParsing', 'pre', 'schema', 'auth'];

export function guardOf({ expr, scope }: Located, reach: Guarding['reach']): Guarding {
  return { expr, scope, reach, at: { file: scope.file, span: expr.span } };
}

/** Handlers may be given as arrays, also by name. */
export function flattened(program: Program, expr: Expr, scope: Scope): Located[] {
  if (expr.kind === 'spread') return flattened(program, expr.value, scope);
  if (expr.kind === 'array') return expr.items.flatMap((item) => flattened(program, item, scope));
  if (expr.kind !== 'name' && expr.kind !== 'member') return [{ expr, scope }];
  const list = program.resolve(expr, scope).find((one) => one.kind === 'object' && one.expr.kind === 'array');
  return list?.kind === 'object' && list.expr.kind === 'array'
    ? list.expr.items.flatMap((item) => [{ expr: item, scope: list.scope }])
    : [{ expr, scope }];
}

/** What the options of a route let run before its handler. */
export function optionGuards(program: Program, { expr, scope }: Located): Located[] {
  return GUARDING_OPTIONS.flatMap((key) => {
    const nested =
      propertyOf(program, expr, scope, key) ??
      propertyOf(program, propertyOf(program, expr, scope, 'options')?.expr ?? expr, scope, key);
    return nested ? flattened(program, nested.expr, nested.scope) : [];
  });
}

/** Expressions of a call, where they are read. */
export function locatedIn({ scope }: CallSite, exprs: readonly Expr[]): Located[] {
  return exprs.map((expr) => ({ expr, scope }));
}

/** Where a route is registered, and on what. */
export interface RoutePlace {
  call: CallSite;
  router: RouterRef;
  method: string;
  route: string;
}

/** A route with its chain of functions: the last one answers, the others run before it. */
export function routeOfChain(
  program: Program,
  { call, router, method, route }: RoutePlace,
  chain: readonly Located[],
): Registration {
  const flat = optionsFirst(
    program,
    chain.flatMap(({ expr, scope }) => flattened(program, expr, scope)),
  );
  const last = flat.at(-1);
  const nested = last?.expr.kind === 'object' ? propertyOf(program, last.expr, last.scope, 'handler') : undefined;
  const target = nested ?? last;
  const inOptions = nested && last ? optionGuards(program, last) : [];
  return {
    kind: 'http',
    framework: router.framework.id,
    method,
    route,
    scope: call.scope,
    router: router.key,
    at: { file: call.scope.file, span: call.expr.span },
    call: { expr: call.expr, owner: call.caller },
    before: [...beforeLast(program, flat), ...inOptions].map((one) => guardOf(one, 'route')),
    ...(target && { handler: handlerOf(program, target.expr, target.scope) }),
  };
}

/** Options behind the handler are those of the route. */
function optionsFirst(program: Program, chain: Located[]): Located[] {
  const last = chain.at(-1);
  if (!last || last.expr.kind !== 'object' || chain.length < 2) return chain;
  if (propertyOf(program, last.expr, last.scope, 'handler')) return chain;
  return [last, ...chain.slice(0, -1)];
}

/** What runs before the last function: the functions in front of it, then what the options of the route name. */
function beforeLast(program: Program, flat: readonly Located[]): Located[] {
  const front = flat.slice(0, -1);
  const options = front.find((one) => one.expr.kind === 'object');
  if (!options) return front;
  return [...front.filter((one) => one !== options), ...optionGuards(program, options)];
}
