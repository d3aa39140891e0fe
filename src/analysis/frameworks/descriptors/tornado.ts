import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import { baseNames } from '../../engine/link/base-names';
import type { Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import type { Registration } from '../../engine/entries/registration';
import type { Framework } from '../framework';
import { RouteTables, type TableRow } from '../python/route-tables';
import { classViews, viewClass } from '../python/views';

export const TORNADO: Framework = {
  id: 'tornado',
  language: 'python',
  imports: /^tornado(\.|$)/,
  routes: [
    {
      callee: /^tornado\.(web\.(URLSpec|url)|routing\.Rule)$/,
      path: { position: 0, keyword: 'pattern' },
      handler: { position: 1, keyword: 'handler' },
    },
  ],
  read: [tornadoTables],
};

const APPLICATION = /^tornado\.web\.Application(\(\)\.add_handlers)?$/;

/** `Application([(r'/x', Handler), …])`: one route per method and row. */
function tornadoTables(program: Program): Registration[] {
  const tables = new RouteTables(program);
  return program.calls.flatMap((call): Registration[] => {
    const { expr, scope, caller } = call;
    if (asLinkScope(scope).dialect.id !== 'python') return [];
    if (!makesApplication(program, expr.callee, scope)) return [];
    return expr.args
      .filter((arg) => arg.name === undefined || arg.name === 'handlers' || arg.name === 'host_handlers')
      .flatMap((arg) => tables.rowsOf(arg.value, scope))
      .flatMap((row) => rowRoutes(program, tables, row).map((made) => ({ ...made, call: { expr, owner: caller } })));
  });
}

/** `Application(…)`, `app.add_handlers(…)`, and `super().__init__(handlers)` in an application of its own. */
function makesApplication(program: Program, callee: Expr, scope: Scope): boolean {
  const classes = program.resolve(callee, scope).flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
  if (!/^(Application|add_handlers|__init__)$/.test(lastName(callee) ?? '') && classes.length === 0) return false;
  const paths = [...program.externalPaths(callee, scope), ...classes.flatMap((cls) => baseNames(program, cls))];
  return paths.some((path) => APPLICATION.test(path.replace(/\(\)\.__init__$/, '')));
}

function rowRoutes(program: Program, tables: RouteTables, { row, scope, path }: TableRow): Registration[] {
  const [, handler] = row.items;
  if (handler?.kind === 'array')
    return tables.rowsOf(handler, scope).flatMap((inner) => rowRoutes(program, tables, inner));
  const cls = handler && viewClass(program, handler, scope);
  if (!cls) return [];
  return classViews(program, cls).map((view): Registration => ({
    kind: /WebSocketHandler/.test(baseNames(program, cls).join(' ')) ? 'websocket' : 'http',
    framework: 'tornado',
    route: path,
    scope,
    before: [],
    handler: view.handler,
    cls,
    at: { file: scope.file, span: row.span },
    ...(view.method !== undefined && { method: view.method }),
  }));
}
