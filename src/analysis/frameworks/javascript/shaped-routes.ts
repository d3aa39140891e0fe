import type { Expr } from '../../read/ir';
import type { CallSite, Definition, FunctionNode, Program } from '../../engine/link/definitions';
import {
  HTTP_CLIENTS,
  HTTP_METHODS,
  REQUEST_PARAMETER,
  RESPONSE_PARAMETER,
  ROUTE_METHODS,
} from '../../../knowledge/frameworks/javascript-routers';
import type { CustomRouters } from './custom-routers';
import { locatedIn, routeOfChain } from './handler-chain';
import { functionsOf } from '../../engine/entries/handlers';
import { CUSTOM_ROUTER } from '../descriptors/node';
import type { Framework } from '../framework';
import type { RouterRef } from './routers';
import type { Registration } from '../../engine/entries/registration';
import { isRoutePath, pathsOf } from '../../engine/entries/route-paths';
import type { RouterLookup } from './router-lookup';

/** An object nobody saw being made: taken for a router when path and handler look like a route. */
export function unknownRouterRoutes(
  program: Program,
  frameworks: readonly Framework[],
  call: CallSite,
  { object, verb, args }: { object: Expr; verb: string; args: readonly Expr[] },
): Registration[] {
  const [path, ...handlers] = args;
  const method = ROUTE_METHODS.get(verb);
  if (method === undefined || !path || handlers.length === 0) return [];
  if (!isRoutePath(program, path, call.scope)) return [];
  const known = program.resolve(object, call.scope);
  if (known.some(isNoRouter)) return [];
  const fn = functionsOf(program, handlers.at(-1) ?? path, call.scope).at(-1);
  if (!fn || !handlesRequests(fn)) return [];
  const firstName = fn.fn.params[0]?.name ?? '';
  const framework = frameworks.find((one) => one.likely?.firstParameter?.test(firstName));
  if (!framework) return [];
  const router: RouterRef = { key: keyOf(known[0], call), framework };
  return pathsOf(program, path, call.scope).map((route) =>
    routeOfChain(program, { call, router, method, route }, locatedIn(call, handlers)),
  );
}

function isNoRouter(one: Definition): boolean {
  if (one.kind === 'external') return HTTP_CLIENTS.test(one.path);
  return one.kind === 'class' || one.kind === 'object' || one.kind === 'literal';
}

function keyOf(known: Definition | undefined, { scope }: CallSite): string {
  return known?.kind === 'parameter' ? `${known.fn.key} ${known.index}` : `${scope.file} ${known?.kind ?? ''}`;
}

function handlesRequests(fn: FunctionNode): boolean {
  const [first, second] = fn.fn.params.map((param) => param.name ?? '');
  if (first === undefined) return false;
  return REQUEST_PARAMETER.test(first) || (second !== undefined && RESPONSE_PARAMETER.test(second));
}

/** A call with a method and a path written out, and a function: the parts that tell. */
interface Written {
  method: string;
  path: Expr;
  handlers: readonly Expr[];
}

/** `anything.route('GET', '/x', handler)`: a method and a path written out, with a function. */
export function writtenOutRoute(
  program: Program,
  call: CallSite,
  lookup: RouterLookup,
  custom: CustomRouters,
): Registration | undefined {
  const written = writtenOut(program, call);
  if (!written || call.expr.callee.kind !== 'member') return undefined;
  const { object } = call.expr.callee;
  const known = program.resolve(object, call.scope);
  if (known.some((one) => one.kind === 'external' && HTTP_CLIENTS.test(one.path))) return undefined;
  const routers = lookup.routers(object, call.scope);
  const router = routers[0] ?? customRouter(known, call, custom);
  const route = program.strings(written.path, call.scope)[0] ?? '';
  return routeOfChain(program, { call, router, method: written.method, route }, locatedIn(call, written.handlers));
}

function writtenOut(program: Program, { expr, scope }: CallSite): Written | undefined {
  const [verb, path, ...handlers] = expr.args.map((arg) => arg.value);
  if (verb?.kind !== 'literal' || typeof verb.value !== 'string' || !HTTP_METHODS.has(verb.value)) return undefined;
  const last = handlers.at(-1);
  if (!path || !last || !isRoutePath(program, path, scope)) return undefined;
  if (functionsOf(program, last, scope).length === 0) return undefined;
  return { method: verb.value, path, handlers };
}

/** A router class of the program: its routes are mounted where its library's router is. */
function customRouter(known: readonly Definition[], { scope }: CallSite, custom: CustomRouters): RouterRef {
  const instance = known.find((one) => one.kind === 'instance');
  if (instance?.kind === 'instance') custom.mount(instance.cls);
  const owner = instance?.kind === 'instance' ? instance.cls.key : scope.file;
  return { key: `custom ${owner}`, framework: CUSTOM_ROUTER };
}
