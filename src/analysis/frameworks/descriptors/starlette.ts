import type { Framework } from '../framework';
import { linkUrlLists } from '../python/url-lists';
import { PYTHON_REQUEST_FIRST, STARLETTE_INPUTS } from './usual-inputs';

const PATH = { position: 0, keyword: 'path' };
const ENDPOINT = { position: 1, keyword: 'endpoint' };

export const STARLETTE: Framework = {
  id: 'starlette',
  language: 'python',
  imports: /^starlette(\.|$)/,
  routes: [
    { callee: /^starlette\.routing\.Route$/, path: PATH, handler: ENDPOINT, listed: 'plain' },
    {
      callee: /^starlette\.routing\.WebSocketRoute$/,
      path: PATH,
      handler: ENDPOINT,
      kind: 'websocket',
      listed: 'plain',
    },
  ],
  defaultMethods: ['GET'],
  hooks: [{ callee: /^starlette\.applications\.Starlette\(\)\.add_middleware$/, by: 'call' }],
  inputs: { ...PYTHON_REQUEST_FIRST, names: STARLETTE_INPUTS.names },
  link: (program, tree, routes) =>
    linkUrlLists(program, tree, routes, { framework: 'starlette', callee: /^starlette\.routing\.(Mount|Route)$/ }),
};
