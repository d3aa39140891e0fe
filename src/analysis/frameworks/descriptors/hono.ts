import { result, sink } from '../../../knowledge/flow/model';
import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';

const PACKAGE = String.raw`(?:(?:jsr:)?@hono/hono|hono)(?:/\w+)*`;

/** One context leads to the request and makes the answer. */
export const HONO: Framework = {
  id: 'hono',
  language: 'javascript',
  imports: new RegExp(`^${PACKAGE}$|^@hono/zod-openapi$`),
  routers: [
    { paths: new RegExp(`^(?:${PACKAGE}\\.Hono|@hono/zod-openapi\\.OpenAPIHono)\\(\\)$`) },
    { paths: new RegExp(`^${PACKAGE}\\.createFactory\\(\\)\\.createApp\\(\\)$`) },
  ],
  calls: {
    verbs: ROUTE_METHODS,
    mounts: ['route'],
    below: ['basePath'],
    methodFirst: ['on'],
    described: ['openapi'],
  },
  middlewareParameters: 2,
  inputs: { names: [], positions: [{ at: 0, object: '@hono', whateverName: true }] },
  models: {
    members: [
      { of: '@hono', members: 'req', path: '@hono.req' },
      { of: '@hono.req', members: 'url path', source: 'url' },
      { of: '@hono.req', members: 'raw', path: '@req' },
    ],
    rows: [
      result('@hono.req', 'query queries', { kind: 'source', source: 'text-query' }),
      result('@hono.req', 'param', { kind: 'source', source: 'path' }),
      result('@hono.req', 'header', { kind: 'source', source: 'header' }),
      result('@hono.req', 'json text parseBody formData arrayBuffer blob', { kind: 'source', source: 'body' }),
      sink('cross-site-scripting', '@hono', 'html', '0'),
      sink('open-redirect', '@hono', 'redirect', '0'),
    ],
  },
};
