import type { Expr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import type { ClassNode, Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { childrenOf } from '../../engine/link/walk';
import { handlerOfFunction } from '../../engine/entries/handlers';
import { pathsOf } from '../../engine/entries/route-paths';
import { baseNames } from '../../engine/link/base-names';
import { classViews, viewClass } from './views';
import type { EntryKind, Registration } from '../../engine/entries/registration';

/** Classes whose methods answer requests without a route in the code: HTTP servers, WSGI, twisted, Tornado tables. */
export function pythonHandlers(program: Program): Registration[] {
  return [...tornadoTables(program), ...serverClasses(program)];
}

const TORNADO = /^tornado\.web\.Application(\(\)\.add_handlers)?$/;

/** `Application([(r'/x', Handler), …])`: one route per method and row. */
function tornadoTables(program: Program): Registration[] {
  return program.calls.flatMap((call): Registration[] => {
    const { expr, scope, caller } = call;
    if (asLinkScope(scope).dialect.id !== 'python') return [];
    if (!makesApplication(program, expr.callee, scope)) return [];
    return expr.args
      .flatMap((arg) => rows(program, arg.value, scope))
      .flatMap(({ row, at }) =>
        rowRoutes(program, row, at).map((made) => ({ ...made, call: { expr, owner: caller } })),
      );
  });
}

/** `Application(…)`, `app.add_handlers(…)`, and `super().__init__(handlers)` in an application of its own. */
function makesApplication(program: Program, callee: Expr, scope: Scope): boolean {
  const classes = program.resolve(callee, scope).flatMap((one) => (one.kind === 'class' ? [one.cls] : []));
  if (!/^(Application|add_handlers|__init__)$/.test(lastName(callee) ?? '') && classes.length === 0) return false;
  const paths = [...program.externalPaths(callee, scope), ...classes.flatMap((cls) => baseNames(program, cls))];
  return paths.some((path) => TORNADO.test(path.replace(/\(\)\.__init__$/, '')));
}

function rows(program: Program, expr: Expr, scope: Scope): { row: Extract<Expr, { kind: 'array' }>; at: Scope }[] {
  const lists =
    expr.kind === 'array'
      ? [{ expr, scope }]
      : program.resolve(expr, scope).flatMap((one) => (one.kind === 'object' ? [one] : []));
  return lists.flatMap((list) =>
    childrenOf(list.expr).flatMap((item) =>
      item.kind === 'array' && item.type === 'tuple' ? [{ row: item, at: list.scope }] : [],
    ),
  );
}

function rowRoutes(program: Program, row: Extract<Expr, { kind: 'array' }>, scope: Scope): Registration[] {
  const [path, handler] = row.items;
  if (handler?.kind === 'array')
    return rows(program, handler, scope).flatMap((inner) => rowRoutes(program, inner.row, inner.at));
  const cls = handler && viewClass(program, handler, scope);
  if (!path || !cls) return [];
  return classViews(program, cls).map((view): Registration => ({
    kind: /WebSocketHandler/.test(baseNames(program, cls).join(' ')) ? 'websocket' : 'http',
    framework: 'tornado',
    route: pathsOf(program, path, scope)[0] ?? '',
    scope,
    before: [],
    handler: view.handler,
    cls,
    at: { file: scope.file, span: row.span },
    ...(view.method !== undefined && { method: view.method }),
  }));
}

/** Base classes and the methods of theirs that get requests. */
const SERVERS: readonly { framework: string; base: RegExp; methods: RegExp; kind?: EntryKind }[] = [
  {
    framework: 'http.server',
    base: /(^|\.)(BaseHTTPRequestHandler|SimpleHTTPRequestHandler|CGIHTTPRequestHandler)$/,
    methods: /^do_([A-Z]+)$/,
  },
  { framework: 'twisted', base: /^twisted\.web\.resource\.Resource$/, methods: /^(?:render(?:_([A-Z]+))?|getChild)$/ },
  { framework: 'socketserver', base: /^(socketserver|SocketServer)\.\w*RequestHandler$/, methods: /^handle$/ },
  {
    framework: 'channels',
    base: /^channels\.generic\.websocket\.\w+$/,
    methods: /^receive(_json)?$/,
    kind: 'websocket',
  },
  {
    framework: 'django-admin-command',
    base: /^django\.core\.management(\.base)?\.\w*Command$/,
    methods: /^handle(_label)?$/,
    kind: 'cli',
  },
];

function serverClasses(program: Program): Registration[] {
  return [...program.classes.values()].flatMap((cls): Registration[] => {
    if (asLinkScope(cls.scope).dialect.id !== 'python' || cls.cls.bases.length === 0) return [];
    const bases = baseNames(program, cls);
    const server = SERVERS.find((one) => bases.some((base) => one.base.test(base)));
    return server ? methodRegistrations(program, cls, server) : [];
  });
}

function methodRegistrations(program: Program, cls: ClassNode, server: (typeof SERVERS)[number]): Registration[] {
  const { kind = 'http' } = server;
  return cls.cls.members.flatMap((member): Registration[] => {
    const match = server.methods.exec(member.name);
    const fn = member.fn && program.nodeOf(member.fn, cls.file);
    if (!match || !fn) return [];
    const at = { file: cls.file, span: { ...fn.fn.span, line: fn.fn.signature.line, column: fn.fn.signature.column } };
    const command = kind === 'cli' ? cls.file.replace(/^.*\/([^/]+)\.py$/, '$1') : undefined;
    return [
      {
        kind,
        framework: server.framework,
        at,
        scope: cls.scope,
        handler: handlerOfFunction(fn),
        before: [],
        cls,
        ...(kind === 'http' && { method: match[1] ?? 'ALL' }),
        ...(command !== undefined && { route: command }),
      },
    ];
  });
}
