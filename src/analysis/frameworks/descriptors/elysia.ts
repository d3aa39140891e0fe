import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';

/** What a request holds are members of one context; options stand behind the handler. */
export const ELYSIA: Framework = {
  id: 'elysia',
  language: 'javascript',
  imports: /^elysia$/,
  routers: [{ paths: /^elysia(?:\.Elysia)?\(\)$/ }],
  calls: { verbs: ROUTE_METHODS, groups: ['group', 'guard'] },
  middlewareParameters: 1,
  inputs: { names: [], positions: [{ at: 0, object: '@elysia', whateverName: true }] },
  models: {
    members: [
      { of: '@elysia', members: 'body', source: 'body' },
      { of: '@elysia', members: 'query', source: 'text-query' },
      { of: '@elysia', members: 'params', source: 'path' },
      { of: '@elysia', members: 'headers', source: 'header' },
      { of: '@elysia', members: 'cookie', source: 'cookie' },
      { of: '@elysia', members: 'path', source: 'url' },
      { of: '@elysia', members: 'request', path: '@req' },
    ],
  },
};
