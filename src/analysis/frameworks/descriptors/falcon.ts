import { result } from '../../../knowledge/flow/model';
import type { Framework } from '../framework';

const APP = String.raw`falcon(\.asgi|\.app|\.api)?\.(App|API)\(\)`;

/** Resources answer by methods named `on_get` or, with a suffix, `on_get_all`. */
export const FALCON: Framework = {
  id: 'falcon',
  language: 'python',
  imports: /^falcon(\.|$)/,
  routes: [
    {
      callee: new RegExp(`^${APP}\\.add_route$`),
      path: { position: 0, keyword: 'uri_template' },
      handler: { position: 1, keyword: 'resource' },
      classMethods: {
        pattern: /^on_(get|post|put|patch|delete|head|options)(?:_(\w+))?$/,
        suffix: 'suffix',
      },
    },
    {
      callee: new RegExp(`^${APP}\\.add_sink$`),
      path: { position: 1, keyword: 'prefix' },
      handler: { position: 0, keyword: 'sink' },
    },
  ],
  inputs: { names: [{ name: /^req(?:uest)?$/, object: '@falcon.req' }], positions: [{ at: 0, object: '@falcon.req' }] },
  models: {
    members: [
      { of: '@falcon.req', members: 'params query_string', source: 'text-query' },
      { of: '@falcon.req', members: 'media stream bounded_stream', source: 'body' },
      { of: '@falcon.req', members: 'headers auth host user_agent', source: 'header' },
      { of: '@falcon.req', members: 'cookies', source: 'cookie' },
      { of: '@falcon.req', members: 'url uri path relative_uri', source: 'url' },
      { of: '@falcon.req', members: 'referer', source: 'referrer' },
    ],
    rows: [
      result('@falcon.req', 'get_param get_param_as_list', { kind: 'source', source: 'text-query' }),
      result('@falcon.req', 'get_header', { kind: 'source', source: 'header' }),
      result('@falcon.req', 'get_media', { kind: 'source', source: 'body' }),
      result('@falcon.req', 'get_cookie_values', { kind: 'source', source: 'cookie' }),
    ],
  },
};
