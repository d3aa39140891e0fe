import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, Definition, Program, Scope } from '../../engine/link/definitions';
import { handlerOf } from '../../engine/entries/handlers';
import { propertyOf } from '../../engine/link/property';
import type { Guarding, Registration } from '../../engine/entries/registration';
import { joinPaths } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { RouterFinder } from '../javascript/routers';
import { EXPRESS } from './express';

/** A contract says method and path, an object of the same shape holds the handlers. */
export const TS_REST: Framework = {
  id: 'ts-rest',
  language: 'javascript',
  imports: /^@ts-rest\/(?:express|fastify|nest|next|serverless)$/,
  inputs: { names: [], positions: [{ at: 0, object: '@ts-rest', whateverName: true }] },
  models: {
    members: [
      { of: '@ts-rest', members: 'body', source: 'body' },
      { of: '@ts-rest', members: 'query', source: 'text-query' },
      { of: '@ts-rest', members: 'params', source: 'path' },
      { of: '@ts-rest', members: 'headers', source: 'header' },
      { of: '@ts-rest', members: 'files file', source: 'file' },
      { of: '@ts-rest', members: 'req request', path: '@req' },
    ],
  },
  read: [contracts],
};

const SERVERS =
  /^@ts-rest\/\w+(?:\.initServer\(\)\.router|\.createNextRoute|\.createNextHandler|\.fetchRequestHandler)$/;
const CONTRACT = /^@ts-rest\/core\.initContract\(\)\.router\(\)$/;
const MAX_DEPTH = 6;

/** Source: ts-rest, "Contract", "Server: what is validated". */
const DESCRIBED = [
  ['@ts-rest.body', 'body'],
  ['@ts-rest.query', 'query'],
  ['@ts-rest.params', 'pathParams'],
  ['@ts-rest.headers', 'headers'],
] as const;

/** What serves a contract on an application: `createExpressEndpoints(contract, router, app, options)`. */
const ENDPOINTS = /^@ts-rest\/(?:express\.createExpressEndpoints|fastify\.initServer\(\)\.registerRouter)\(\)$/;

function contracts(program: Program): Registration[] {
  const served = program.calls.filter(({ expr, scope }) =>
    program.externalPaths(expr, scope).some((path) => ENDPOINTS.test(path)),
  );
  const apps = served.length > 0 ? new RouterFinder(program, [EXPRESS]) : undefined;
  const places = new Map(served.map((one) => [one, apps ? servedAt(apps, one) : {}]));
  return program.calls.flatMap((call) => {
    // Routers stand in each other: where all are served at one place, its middleware stands before all of them.
    const [only, ...more] = served;
    const serving = only && more.length === 0 ? served : served.filter((one) => serves(program, one, call));
    const before = serving.flatMap((endpoints) => middlewareOf(program, endpoints));
    const [place] = serving;
    const at = place && serving.length === 1 ? places.get(place) : {};
    return routes(program, call).map((one) => ({ ...one, ...at, before: [...before, ...one.before] }));
  });
}

/** The application that serves it: what was installed on that one before runs first. */
function servedAt(apps: RouterFinder, { expr, scope, caller }: CallSite): Pick<Registration, 'router' | 'call'> {
  const app = expr.args[2]?.value;
  const [router] = app ? apps.routersOf(app, scope) : [];
  return router ? { router: router.key, call: { expr, owner: caller } } : {};
}

/** Whether what is served is the router that the other call makes. */
function serves(program: Program, { expr, scope }: CallSite, router: CallSite): boolean {
  const served = expr.args[1]?.value;
  if (!served) return false;
  return program.resolve(served, scope).some((one) => one.kind === 'external' && one.origin?.expr === router.expr);
}

/** The middleware of all routes that are served there. */
function middlewareOf(program: Program, { expr, scope }: CallSite): Guarding[] {
  const options = expr.args[3]?.value;
  const list = options && propertyOf(program, options, scope, 'globalMiddleware');
  if (list?.expr.kind !== 'array') return [];
  return list.expr.items.map((item) => ({
    expr: item,
    scope: list.scope,
    reach: 'app',
    at: { file: list.scope.file, span: item.span },
  }));
}

function routes(program: Program, { expr, scope }: CallSite): Registration[] {
  const [contract, handlers] = expr.args.map((arg) => arg.value);
  if (!contract || !handlers || !/^(?:router|create\w+)$/.test(lastName(expr.callee) ?? '')) return [];
  if (!program.externalPaths(expr.callee, scope).some((path) => SERVERS.test(path))) return [];
  const described = program.resolve(contract, scope).flatMap((one) => contractOf(program, one));
  return described.flatMap((one) => inBoth(program, one, program.resolve(handlers, scope), 0));
}

interface Contract {
  expr: Expr;
  scope: Scope;
  prefix: string;
}

function contractOf(program: Program, one: Definition): Contract[] {
  if (one.kind === 'object') return [{ expr: one.expr, scope: one.scope, prefix: '' }];
  if (one.kind !== 'external' || !one.origin || !CONTRACT.test(one.path)) return [];
  const { expr, scope } = one.origin;
  const [object, options] = expr.args.map((arg) => arg.value);
  const prefix = options && propertyOf(program, options, scope, 'pathPrefix');
  const text = (prefix && program.strings(prefix.expr, prefix.scope)[0]) ?? '';
  return object ? [{ expr: object, scope, prefix: text }] : [];
}

function inBoth(program: Program, contract: Contract, handlers: readonly Definition[], depth: number): Registration[] {
  if (depth > MAX_DEPTH || contract.expr.kind !== 'object') return [];
  return contract.expr.properties.flatMap(({ key, value }) => {
    if (key === undefined) return [];
    const path = propertyOf(program, value, contract.scope, 'path');
    const own = handlers.flatMap((one) => handlerUnder(one, key));
    if (path) return own.map((one) => registration(program, contract, value, path, one));
    const inner = program
      .resolve(value, contract.scope)
      .flatMap((one) => contractOf(program, one))
      .map((one) => ({ ...one, prefix: joinPaths(contract.prefix, one.prefix) }));
    const below = own.flatMap((one) =>
      program.resolve(one.expr, one.scope).flatMap((made) => unwrapped(program, made)),
    );
    return inner.flatMap((one) => inBoth(program, one, below, depth + 1));
  });
}

/** `s.router(contract, handlers)` inside the handlers of another. */
function unwrapped(program: Program, one: Definition): readonly Definition[] {
  if (one.kind !== 'external' || !one.origin) return [one];
  const handlers = one.origin.expr.args[1]?.value;
  return handlers ? program.resolve(handlers, one.origin.scope) : [];
}

interface Found {
  expr: Expr;
  scope: Scope;
  span: Expr['span'];
}

function handlerUnder(one: Definition, key: string): Found[] {
  if (one.kind !== 'object' || one.expr.kind !== 'object') return [];
  return one.expr.properties.flatMap((property) =>
    property.key === key ? [{ expr: property.value, scope: one.scope, span: property.span }] : [],
  );
}

function registration(
  program: Program,
  { scope, prefix }: Contract,
  described: Expr,
  path: { expr: Expr; scope: Scope },
  found: Found,
): Registration {
  const method = propertyOf(program, described, scope, 'method');
  const inner = propertyOf(program, found.expr, found.scope, 'handler') ?? found;
  return {
    kind: 'http',
    framework: 'ts-rest',
    method: (method && program.strings(method.expr, method.scope)[0]) ?? 'ALL',
    route: joinPaths(prefix, program.strings(path.expr, path.scope)[0] ?? ''),
    scope: found.scope,
    before: [],
    described: DESCRIBED.map(([member, key]) => ({ member, expr: described, scope, key })),
    at: { file: found.scope.file, span: found.span },
    handler: handlerOf(program, inner.expr, inner.scope),
  };
}
