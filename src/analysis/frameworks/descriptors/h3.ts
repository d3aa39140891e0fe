import { result, sink } from '../../../knowledge/flow/model';
import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';

/** Handlers get an event, which functions of the library read. In Nuxt and Nitro these functions need no import. */
const PACKAGES = 'h3 #imports nitropack/runtime ';

export const H3: Framework = {
  id: 'h3',
  language: 'javascript',
  imports: /^h3$/,
  routers: [{ paths: /^h3\.(?:createRouter|createApp|H3)\(\)$/ }],
  calls: { verbs: ROUTE_METHODS },
  sameRouter: /^h3\.\w+\(\)(?:\.\w+\(\))*\.handler$/,
  wraps: [{ callee: /^h3\.useBase$/, router: 1, prefix: 0 }],
  inputs: { names: [], positions: [{ at: 0, object: '@h3', whateverName: true }] },
  models: {
    members: [
      { of: '@h3', members: 'path', source: 'url' },
      { of: '@h3', members: 'headers', source: 'header' },
      { of: '@h3', members: 'req request', path: '@req' },
    ],
    rows: [
      result(PACKAGES, 'readBody readRawBody readFormData readMultipartFormData readValidatedBody', {
        kind: 'source',
        source: 'body',
      }),
      result(PACKAGES, 'getRouterParam getRouterParams', { kind: 'source', source: 'path' }),
      result('h3 #imports nitropack/runtime', 'getQuery', { kind: 'source', source: 'text-query' }),
      result(PACKAGES, 'getRequestHeader getRequestHeaders', { kind: 'source', source: 'header' }),
      result('h3 #imports nitropack/runtime', 'getCookie getHeader getRequestURL', {
        kind: 'source',
        source: 'header',
      }),
      sink('open-redirect', PACKAGES, 'sendRedirect', '1'),
    ],
  },
};
