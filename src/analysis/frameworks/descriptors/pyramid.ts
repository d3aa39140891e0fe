import { lastName } from '../../engine/last-name';
import type { CallSite, Program } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import type { Registration } from '../../engine/entries/registration';
import { joinPaths } from '../../engine/entries/router-tree';
import type { Framework } from '../framework';
import { argument, keyword } from '../python/arguments';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';

const ROUTE_NAME = { position: 99, keyword: 'route_name' };

/** Routes are given a name, and views say which one they answer. */
export const PYRAMID: Framework = {
  id: 'pyramid',
  language: 'python',
  imports: /^pyramid(\.|$)/,
  decorators: [{ callee: /^pyramid\.view\.view_config$/, path: ROUTE_NAME }],
  routes: [
    {
      callee: /^pyramid\.config\.Configurator\(\)\.add_view$/,
      path: ROUTE_NAME,
      handler: { position: 0, keyword: 'view' },
    },
  ],
  inputs: PYTHON_REQUEST_FIRST,
  link: (program, _tree, routes) => nameRoutes(program, routes),
};

/** Puts the pattern of a route in the place of its name. */
function nameRoutes(program: Program, routes: readonly Registration[]): void {
  const named = routes.filter((one) => one.framework === 'pyramid' && one.route !== undefined);
  if (named.length === 0) return;
  const prefixes = includedFiles(program);
  const patterns = new Map(program.calls.flatMap((call) => patternOf(program, call, prefixes)));
  for (const one of named) {
    one.route = patterns.get(one.route ?? '') ?? one.route;
    delete one.router;
  }
}

/** The prefixes below which `config.include('module', route_prefix='/x')` puts the routes of a file. */
function includedFiles(program: Program): ReadonlyMap<string, string> {
  return new Map(
    program.calls.flatMap(({ expr, scope }): [string, string][] => {
      const [target, prefix] = [expr.args[0]?.value, keyword(expr, 'route_prefix')];
      if (lastName(expr.callee) !== 'include' || !target || !prefix) return [];
      const [name = ''] = program.strings(target, scope);
      const file = program.fileNamed(name, scope.file) ?? program.fileNamed(name.replace(/\.\w+$/, ''), scope.file);
      const owner = program.resolve(target, scope).flatMap((one) => (one.kind === 'function' ? [one.fn.file] : []))[0];
      const found = file ?? owner;
      return found === undefined ? [] : [[found, program.strings(prefix, scope)[0] ?? '']];
    }),
  );
}

function patternOf(
  program: Program,
  { expr, scope }: CallSite,
  prefixes: ReadonlyMap<string, string>,
): [string, string][] {
  if (lastName(expr.callee) !== 'add_route' || asLinkScope(scope).dialect.id !== 'python') return [];
  const name = argument(expr, { position: 0, keyword: 'name' });
  const pattern = argument(expr, { position: 1, keyword: 'pattern' });
  const [key] = name ? program.strings(name, scope) : [];
  const [path] = pattern ? program.strings(pattern, scope) : [];
  if (key === undefined || path === undefined) return [];
  const full = joinPaths(prefixes.get(scope.file) ?? '', path);
  return [[key, full.startsWith('/') ? full : `/${full}`]];
}
