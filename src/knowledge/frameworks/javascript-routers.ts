/** A library whose objects routes are registered on. */
export interface RouterLibrary {
  name: string;
  /** Library paths of applications and routers. */
  routers: RegExp;
  /** `use` is the only way to register a handler. */
  useOnly?: boolean;
  /** Routes are given as one object: `route({ method, path, handler })`. */
  routeObjects?: boolean;
  /** A route may have a name before its path. */
  namedRoutes?: boolean;
}

export const JAVASCRIPT_ROUTERS: readonly RouterLibrary[] = [
  {
    name: 'express',
    routers:
      /^(express(\.Router)?|express-promise-router|router|@types\/express-serve-static-core\.\w+|express\.(Application|Express|Router|IRouter)|express-serve-static-core\.\w+)\(\)$/,
  },
  { name: 'connect', routers: /^connect\(\)$/, useOnly: true },
  { name: 'polka', routers: /^polka\(\)$/ },
  { name: 'restify', routers: /^restify\.createServer\(\)$|^restify-router\.Router\(\)$/ },
  {
    name: 'koa',
    routers: /^(koa-router|@koa\/router|koa-joi-router|koa-better-router|koa-isomorphic-router)(\.Router)?\(\)$/,
    namedRoutes: true,
  },
  { name: 'koa', routers: /^koa(\.Koa)?\(\)$/ },
  {
    name: 'fastify',
    routers: /^fastify(\.fastify|\.FastifyInstance|\.Fastify)?\(\)(\.withTypeProvider\(\))?$/,
    routeObjects: true,
  },
  { name: 'hapi', routers: /^(@hapi\/)?hapi(\.Server|\.server|\.Hapi\.Server)?\(\)$/, routeObjects: true },
  { name: 'hono', routers: /^(hono\.Hono|@hono\/zod-openapi\.OpenAPIHono)\(\)(\.basePath\(\))?$/ },
  { name: 'itty-router', routers: /^itty-router\.(Router|AutoRouter|IttyRouter)\(\)$/ },
];

/** Methods that register a route, and the HTTP method they stand for. */
export const ROUTE_METHODS: ReadonlyMap<string, string> = new Map([
  ['get', 'GET'],
  ['post', 'POST'],
  ['put', 'PUT'],
  ['patch', 'PATCH'],
  ['delete', 'DELETE'],
  ['del', 'DELETE'],
  ['head', 'HEAD'],
  ['options', 'OPTIONS'],
  ['opts', 'OPTIONS'],
  ['all', 'ALL'],
  ['any', 'ALL'],
]);

export const HTTP_METHODS: ReadonlySet<string> = new Set([
  'GET',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'ALL',
  'ANY',
]);

/** Objects with the same methods that send requests instead of taking them. */
export const HTTP_CLIENTS =
  /^(axios|request|superagent|supertest|got|needle|nock|chai|ky|node-fetch|undici|msw|cypress|jquery|\$|angular|@angular|vue|localStorage|sessionStorage|Map|WeakMap|Set|cache|lodash|_|config|nconf|conf|i18n|redis|ioredis|cy|http|https|fetch-mock|axios-mock-adapter|@testing-library|pactum|frisby|k6|caches|Reflect|moxios|knex|mongoose|sequelize|levelup)\b/;

/** Parameter names by which a function shows that it handles requests. */
export const REQUEST_PARAMETER = /^_?(req|request|ctx|context|c)$/i;
export const RESPONSE_PARAMETER = /^_?(res|response|reply|resp|h)$/i;
