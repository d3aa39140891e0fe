import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { CallSite, Program, Scope } from '../../engine/link/definitions';
import { propertyOf } from '../../engine/link/property';
import type { Registration } from '../../engine/entries/registration';
import { pathsOf } from '../../engine/entries/route-paths';
import { joinPaths } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { RouterFinder } from '../javascript/routers';
import { EXPRESS } from './express';
import { RESTIFY } from './restify';

/** Makes routes of a model: Finale, and Epilogue that it comes from. */
export const FINALE: Framework = {
  id: 'finale',
  language: 'javascript',
  imports: /^(?:finale-rest|finale|epilogue)$/,
  read: [resources],
};

const LIBRARY = '(?:finale-rest|finale|epilogue)';
const INITIALIZE = new RegExp(`^${LIBRARY}\\.initialize$`);
const RESOURCE = new RegExp(`^${LIBRARY}\\.resource$`);
/** What is made, where it answers, and by which method. */
const ACTIONS: readonly [string, 'list' | 'one', string][] = [
  ['list', 'list', 'GET'],
  ['create', 'list', 'POST'],
  ['read', 'one', 'GET'],
  ['update', 'one', 'PUT'],
  ['delete', 'one', 'DELETE'],
];

interface Base {
  router: string | undefined;
  prefix: string;
}

/** A fragment of code may name the library without having it. */
function resources(program: Program): Registration[] {
  const calls = program.calls.filter(({ expr }) => /^(?:initialize|resource)$/.test(lastName(expr.callee) ?? ''));
  const isOfLibrary = new RegExp(`^${LIBRARY}$`);
  const made = (call: CallSite, what: RegExp): boolean =>
    program.importedBy(call.scope.file).libraries.some((one) => isOfLibrary.test(one)) &&
    program.externalPaths(call.expr.callee, call.scope).some((path) => what.test(path));
  const [start] = calls.filter((call) => made(call, INITIALIZE));
  const base = baseOf(program, start);
  return calls.filter((call) => made(call, RESOURCE)).flatMap((call) => routesOf(program, call, base));
}

function baseOf(program: Program, call: CallSite | undefined): Base {
  const options = call?.expr.args[0]?.value;
  if (!call || !options) return { router: undefined, prefix: '' };
  const app = propertyOf(program, options, call.scope, 'app');
  const base = propertyOf(program, options, call.scope, 'base');
  const finder = new RouterFinder(program, [EXPRESS, RESTIFY]);
  return {
    router: app && finder.routersOf(app.expr, app.scope)[0]?.key,
    prefix: (base && program.strings(base.expr, base.scope)[0]) ?? '',
  };
}

function routesOf(program: Program, call: CallSite, base: Base): Registration[] {
  const { expr, scope } = call;
  const options = expr.args[0]?.value;
  const endpoints = options && propertyOf(program, options, scope, 'endpoints');
  if (!options || !endpoints) return [];
  const [list = [], one = []] = itemsOf(program, endpoints.expr, endpoints.scope);
  const wanted = textsOf(program, options, scope, 'actions');
  const left = new Set(textsOf(program, options, scope, 'excludeActions') ?? []);
  return ACTIONS.filter(([action]) => !left.has(action) && wanted?.includes(action) !== false).flatMap(
    ([, place, method]) => (place === 'list' ? list : one).map((route) => made(call, base, method, route)),
  );
}

/** The paths that each item of a list can be: in a loop over models there are several. */
function itemsOf(program: Program, expr: Expr, scope: Scope): (readonly string[])[] {
  const list =
    expr.kind === 'array' ? { expr, scope } : program.resolve(expr, scope).find((one) => one.kind === 'object');
  if (list?.expr.kind !== 'array') return [];
  return list.expr.items.map((item) => pathsOf(program, item, list.scope));
}

function made(
  { expr, scope, caller }: CallSite,
  { router, prefix }: Base,
  method: string,
  route: string,
): Registration {
  return {
    kind: 'http',
    framework: 'finale',
    method,
    route: joinPaths(prefix, route),
    scope,
    before: [],
    at: { file: scope.file, span: expr.span },
    call: { expr, owner: caller },
    answeredByLibrary: true,
    ...(router !== undefined && { router }),
  };
}

function textsOf(program: Program, options: Expr, scope: Scope, key: string): string[] | undefined {
  const value = propertyOf(program, options, scope, key);
  return value && pathsOf(program, value.expr, value.scope);
}
