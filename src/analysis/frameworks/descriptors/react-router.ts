import { posix } from 'node:path';
import type { Expr } from '../../read/ir';
import { sink } from '../../../knowledge/flow/model';
import { lastName } from '../../engine/last-name';
import type { Program, Scope } from '../../engine/link/definitions';
import { modulesNamedIn } from '../../engine/link/imports-in';
import { childrenOf } from '../../engine/link/parts-of';
import type { Registration } from '../../engine/entries/registration';
import { joinPaths } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { exportNames, made } from '../javascript/exports';
import { CONTEXT_FIRST } from './usual-inputs';

const SERVER_PACKAGES =
  'react-router @remix-run/node @remix-run/server-runtime @remix-run/cloudflare @remix-run/deno @react-router/node';
/** What says that routes have a part that runs on a server. */
const ON_SERVER =
  /^@react-router\/(?:dev|node|serve|express|cloudflare|fs-routes|architect)(?:\/|$)|^@remix-run\/(?:dev|node|serve|express|cloudflare|server-runtime|deno|react|architect|netlify)(?:\/|$)/;
const ROUTE_FILE = /(?:^|\/)app\/routes\/(.+)\.[cm]?[jt]sx?$/;
const ROUTES_CONFIG = /(?:^|\/)app\/routes\.[cm]?[jt]s$/;
const CODE = /\.[cm]?[jt]sx?$/;

/** Exports that run on the server, and what they answer. */
const SERVED: readonly [string, string][] = [
  ['loader', 'GET'],
  ['action', 'POST'],
];

/** React Router as a framework, and Remix: loaders and actions of route files run on the server. */
export const REACT_ROUTER: Framework = {
  id: 'react-router',
  language: 'javascript',
  imports: /^@react-router\/(?:node|dev)(?:\/|$)|^@remix-run\/(?:node|server-runtime|react)$/,
  inputs: CONTEXT_FIRST,
  models: {
    rows: [sink('open-redirect', SERVER_PACKAGES, 'redirect redirectDocument', '0')],
  },
  read: [served],
};

function served(program: Program): Registration[] {
  const files = [...program.files.values()].filter(({ path }) => CODE.test(path));
  if (!files.some((file) => modulesNamedIn(file).some(({ module }) => ON_SERVER.test(module)))) return [];
  const configured = new Map(
    files.filter(({ path }) => ROUTES_CONFIG.test(path)).flatMap(({ path }) => configuredRoutes(program, path)),
  );
  return files.flatMap(({ path }) => {
    const route = configured.get(path) ?? routeOfFile(path);
    return route === undefined ? [] : exportsOf(program, path, route);
  });
}

function exportsOf(program: Program, file: string, route: string): Registration[] {
  const names = new Set(exportNames(program, file));
  return SERVED.filter(([name]) => names.has(name)).map(([name, method]) => ({
    ...made(program, file, name, { framework: 'react-router', method, route }),
    router: 'react-router',
  }));
}

/** `concerts.$city_.edit.tsx` is `/concerts/:city/edit`; parts that begin with `_` are no part of the address. */
function routeOfFile(file: string): string | undefined {
  const name = ROUTE_FILE.exec(file)?.[1]?.replace(/\/(?:route|index)$/, '');
  if (name === undefined) return undefined;
  const parts = name
    .split(/[./]/)
    .filter((part) => part !== '' && !part.startsWith('_'))
    .map((part) =>
      part
        .replace(/_$/, '')
        .replace(/^\$$/, '*')
        .replace(/^\(?\$(\w+)\)?$/, ':$1'),
    );
  return `/${parts.join('/')}`;
}

/** The files that `app/routes.ts` names, with their addresses. */
function configuredRoutes(program: Program, file: string): [string, string][] {
  const found: [string, string][] = [];
  const module = program.moduleOf(file);
  for (const stmt of program.files.get(file)?.body ?? [])
    if (stmt.kind === 'export' && stmt.isDefault && stmt.value && module)
      readConfig(program, stmt.value, module.scope, '', found);
  return found;
}

function readConfig(program: Program, expr: Expr, scope: Scope, above: string, found: [string, string][]): void {
  if (expr.kind !== 'call') {
    for (const child of childrenOf(expr)) readConfig(program, child, scope, above, found);
    return;
  }
  const texts = expr.args.map((arg) => program.strings(arg.value, scope)[0]);
  const children = expr.args.map((arg) => arg.value).filter((value) => value.kind === 'array');
  const kind = lastName(expr.callee);
  const path = kind === 'route' || kind === 'prefix' ? joinPaths(above, `/${texts[0] ?? ''}`) : above;
  const named = kind === 'route' ? texts[1] : texts[0];
  if (named !== undefined && kind !== 'prefix')
    found.push([posix.join(posix.dirname(scope.file), named), path === '' ? '/' : path]);
  for (const child of children) readConfig(program, child, scope, path, found);
}
