/** A way to register handlers in Python: the library path of the function or decorator that is called. */
export interface PythonRoutes {
  framework: string;
  callee: RegExp;
  /** Where the route is: position or keyword. */
  path?: { position: number; keyword?: string };
  /** Where the handler is, when it is an argument and not what is decorated. */
  handler?: { position: number; keyword?: string };
  /** Position of the HTTP method among the arguments. */
  method?: number;
  kind?: 'http' | 'websocket' | 'messageQueue' | 'scheduled' | 'cli';
}

const FLASK = String.raw`(flask\.Flask|flask\.Blueprint|flask\.app\.Flask|flask\.blueprints\.Blueprint|flask_openapi3\.\w+|apiflask\.\w+|quart\.(Quart|Blueprint)|sanic\.(Sanic|Blueprint))\(\)`;
const FASTAPI = String.raw`(fastapi\.(FastAPI|APIRouter)|fastapi\.routing\.APIRouter|starlette\.applications\.Starlette|starlette\.routing\.Router|litestar\.Router)\(\)`;
const BOTTLE = String.raw`bottle(\.Bottle\(\))?`;
const VERB = '(get|post|put|patch|delete|head|options|trace)';

/** `@router.get('/x')` and the like. */
export const ROUTE_DECORATORS: readonly PythonRoutes[] = [
  { framework: 'flask', callee: new RegExp(`^${FLASK}\\.(route|${VERB})$`), path: { position: 0, keyword: 'rule' } },
  { framework: 'flask', callee: new RegExp(`^${FLASK}\\.(websocket)$`), path: { position: 0 }, kind: 'websocket' },
  {
    framework: 'fastapi',
    callee: new RegExp(`^${FASTAPI}\\.(api_route|route|${VERB})$`),
    path: { position: 0, keyword: 'path' },
  },
  {
    framework: 'fastapi',
    callee: new RegExp(`^${FASTAPI}\\.(websocket|websocket_route)$`),
    path: { position: 0, keyword: 'path' },
    kind: 'websocket',
  },
  { framework: 'bottle', callee: new RegExp(`^${BOTTLE}\\.(route|${VERB})$`), path: { position: 0, keyword: 'path' } },
  {
    framework: 'aiohttp',
    callee: new RegExp(`^aiohttp\\.web\\.RouteTableDef\\(\\)\\.(route|view|${VERB})$`),
    path: { position: 0, keyword: 'path' },
  },
  {
    framework: 'flask-restx',
    callee:
      /^(flask_restx|flask_restplus|flask_smorest|flask_restful)\.(Api|Namespace|Blueprint)\(\)(\.namespace\(\))?\.(route|resource)$/,
    path: { position: 0 },
  },
  {
    framework: 'flask-admin',
    callee: /^flask_admin(\.base)?\.(expose|expose_plugview)$/,
    path: { position: 0, keyword: 'url' },
  },
  {
    framework: 'flask-appbuilder',
    callee: /^flask_appbuilder(\.\w+)*\.expose$/,
    path: { position: 0, keyword: 'url' },
  },
  { framework: 'pyramid', callee: /^pyramid\.view\.view_config$/, path: { position: 99, keyword: 'route_name' } },
  {
    framework: 'celery',
    callee:
      /^(celery\.Celery\(\)\.(task|on_after_configure\.connect)|celery\.(shared_task|task(\.\w+)?)|celery\.decorators\.\w+|dramatiq\.actor|huey\.\w+\(\)\.(task|periodic_task)|rq\.decorators\.job|procrastinate\.App\(\)\.task)$/,
    kind: 'messageQueue',
  },
  {
    framework: 'click',
    callee:
      /^(click\.(command|group)|click\.group\(\)\.command|flask\.Flask\(\)\.cli\.command|flask\.Blueprint\(\)\.cli\.command|typer\.Typer\(\)\.(command|callback))$/,
    path: { position: 0, keyword: 'name' },
    kind: 'cli',
  },
  { framework: 'apscheduler', callee: /^apscheduler(\.\w+)*\(\)\.scheduled_job$/, kind: 'scheduled' },
  {
    framework: 'strawberry',
    callee: /^strawberry\.(mutation|field|subscription)$/,
    path: { position: 99, keyword: 'name' },
  },
  {
    framework: 'flask-socketio',
    callee: /^flask_socketio\.SocketIO\(\)\.(on|event)$/,
    path: { position: 0 },
    kind: 'websocket',
  },
];

/** `app.add_url_rule('/x', view_func=f)` and the like. */
export const ROUTE_CALLS: readonly PythonRoutes[] = [
  {
    framework: 'flask',
    callee: new RegExp(`^${FLASK}\\.add_url_rule$`),
    path: { position: 0, keyword: 'rule' },
    handler: { position: 2, keyword: 'view_func' },
  },
  {
    framework: 'flask-restful',
    callee: /^(flask_restful|flask_restx|flask_restplus)\.(Api|Namespace)\(\)(\.namespace\(\))?\.add_resource$/,
    path: { position: 1 },
    handler: { position: 0 },
  },
  {
    framework: 'fastapi',
    callee: new RegExp(`^${FASTAPI}\\.(add_api_route|add_route)$`),
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'endpoint' },
  },
  {
    framework: 'fastapi',
    callee: new RegExp(`^${FASTAPI}\\.(add_api_websocket_route|add_websocket_route)$`),
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'endpoint' },
    kind: 'websocket',
  },
  {
    framework: 'starlette',
    callee: /^starlette\.routing\.Route$/,
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'endpoint' },
  },
  {
    framework: 'starlette',
    callee: /^starlette\.routing\.WebSocketRoute$/,
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'endpoint' },
    kind: 'websocket',
  },
  {
    framework: 'aiohttp',
    callee: /^aiohttp\.web\.(get|post|put|patch|delete|head|options|view)$/,
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'handler' },
  },
  {
    framework: 'aiohttp',
    callee: /^aiohttp\.web\.route$/,
    method: 0,
    path: { position: 1, keyword: 'path' },
    handler: { position: 2, keyword: 'handler' },
  },
  {
    framework: 'aiohttp',
    callee: /^aiohttp\.web\.Application\(\)\.router\.add_(get|post|put|patch|delete|head|options|view)$/,
    path: { position: 0, keyword: 'path' },
    handler: { position: 1, keyword: 'handler' },
  },
  {
    framework: 'aiohttp',
    callee: /^aiohttp\.web\.Application\(\)\.router\.add_route$/,
    method: 0,
    path: { position: 1, keyword: 'path' },
    handler: { position: 2, keyword: 'handler' },
  },
  {
    framework: 'aiohttp',
    callee: /^aiohttp\.web\.Application\(\)\.router\.add_resource\(\)\.add_route$/,
    method: 0,
    path: { position: 99 },
    handler: { position: 1, keyword: 'handler' },
  },
  {
    framework: 'django',
    callee: /^django\.(urls|conf\.urls|urls\.conf|conf\.urls\.defaults)\.(path|re_path|url)$/,
    path: { position: 0, keyword: 'route' },
    handler: { position: 1, keyword: 'view' },
  },
  {
    framework: 'tornado',
    callee: /^tornado\.(web\.(URLSpec|url)|routing\.Rule)$/,
    path: { position: 0, keyword: 'pattern' },
    handler: { position: 1, keyword: 'handler' },
  },
  {
    framework: 'pyramid',
    callee: /^pyramid\.config\.Configurator\(\)\.add_view$/,
    path: { position: 99, keyword: 'route_name' },
    handler: { position: 0, keyword: 'view' },
  },
  {
    framework: 'bottle',
    callee: new RegExp(`^${BOTTLE}\\.(route|${VERB})$`),
    path: { position: 0, keyword: 'path' },
    handler: { position: 99, keyword: 'callback' },
  },
  {
    framework: 'wsgi',
    callee: /^wsgiref\.simple_server\.make_server$/,
    path: { position: 99 },
    handler: { position: 2, keyword: 'app' },
  },
  {
    framework: 'wsgi',
    callee: /^wsgiref\.simple_server\.WSGIServer\(\)\.set_app$/,
    path: { position: 99 },
    handler: { position: 0, keyword: 'application' },
  },
];

/** Calls that hang routers below others. */
export const ROUTER_MOUNTS: readonly {
  callee: RegExp;
  child: number;
  prefix: { position: number; keyword: string };
}[] = [
  { callee: new RegExp(`^${FLASK}\\.register_blueprint$`), child: 0, prefix: { position: 1, keyword: 'url_prefix' } },
  { callee: new RegExp(`^${FASTAPI}\\.include_router$`), child: 0, prefix: { position: 1, keyword: 'prefix' } },
  { callee: new RegExp(`^${FASTAPI}\\.mount$`), child: 1, prefix: { position: 0, keyword: 'path' } },
  {
    callee: /^(flask_restx|flask_restplus)\.Api\(\)\.add_namespace$/,
    child: 0,
    prefix: { position: 1, keyword: 'path' },
  },
  { callee: /^aiohttp\.web\.Application\(\)\.add_subapp$/, child: 1, prefix: { position: 0, keyword: 'prefix' } },
];

/** Hooks that run before every handler of an application or blueprint. */
export const BEFORE_HOOKS = new RegExp(
  `^${FLASK}\\.(before_request|before_app_request|middleware|on_request)$|^bottle(\\.Bottle\\(\\))?\\.hook$`,
);

/** Keyword of a router's constructor that prefixes its routes. */
export const PREFIX_KEYWORDS = ['url_prefix', 'prefix', 'path'] as const;

/** Base classes whose methods named after HTTP methods answer requests. */
export const METHOD_VIEWS =
  /(MethodView|Resource|View|APIView|ViewSet|RequestHandler|HTTPEndpoint|BaseHTTPRequestHandler|GenericViewSet|MethodResource|WebSocketHandler|ModelView|BaseView)$/;
export const VIEW_METHODS: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);
