import type { CallSite, Program } from '../../engine/link/definitions';
import { flattened, guardOf, type Located, optionGuards, routeOfChain } from './handler-chain';
import { handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { RouterRef } from './routers';
import type { Registration } from '../../engine/entries/registration';
import { pathsOf } from '../../engine/entries/route-paths';

/** `route({ method, path, handler })`, also a list of them. */
export function routeObjects(program: Program, call: CallSite, router: RouterRef): Registration[] {
  return call.expr.args
    .flatMap((arg) => flattened(program, arg.value, call.scope))
    .flatMap((object) => routesOfObject(program, call, router, object));
}

/** `openapi(createRoute({ method, path }), handler)`: the route is what the call was made with. */
export function describedRoute(program: Program, call: CallSite, router: RouterRef): Registration[] {
  const [description, handler] = call.expr.args.map((arg) => arg.value);
  if (!description || !handler) return [];
  const made = program
    .resolve(description, call.scope)
    .flatMap((one) => (one.kind === 'external' ? (one.origin ?? []) : []))[0];
  const object = made?.expr.args[0]?.value;
  const path = object && propertyOf(program, object, made.scope, 'path');
  const method = object && propertyOf(program, object, made.scope, 'method');
  if (!path) return [];
  const route = program.strings(path.expr, path.scope)[0] ?? '';
  return methodsOf(program, method).map((one) =>
    routeOfChain(program, { call, router, method: one, route }, [{ expr: handler, scope: call.scope }]),
  );
}

function routesOfObject(program: Program, call: CallSite, router: RouterRef, object: Located): Registration[] {
  const get = (key: string): Located | undefined => propertyOf(program, object.expr, object.scope, key);
  const options = get('options') ?? get('config');
  const handler = get('handler') ?? (options && propertyOf(program, options.expr, options.scope, 'handler'));
  const path = get('url') ?? get('path');
  if (!handler && !path) return [];
  return methodsOf(program, get('method')).map((method): Registration => ({
    kind: 'http',
    framework: router.framework.id,
    method,
    route: path ? (program.strings(path.expr, path.scope)[0] ?? '') : '',
    scope: object.scope,
    router: router.key,
    at: placeOf(call, object),
    call: { expr: call.expr, owner: call.caller },
    before: optionGuards(program, object).map((guard) => guardOf(guard, 'route')),
    ...(handler && { handler: handlerOf(program, handler.expr, handler.scope) }),
  }));
}

function methodsOf(program: Program, method: Located | undefined): string[] {
  const written = method ? pathsOf(program, method.expr, method.scope) : [];
  return (written.length > 0 ? written : ['ALL']).map((one) => (one === '*' ? 'ALL' : one.toUpperCase()));
}

/** In a list the object itself, else the call. */
function placeOf(call: CallSite, { expr }: Located): Registration['at'] {
  const inList = expr.kind === 'object' && call.expr.args[0]?.value.kind === 'array';
  return { file: call.scope.file, span: inList ? expr.span : call.expr.span };
}
