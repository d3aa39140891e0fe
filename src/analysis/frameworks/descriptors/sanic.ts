import type { Framework } from '../framework';
import { PYTHON_REQUEST_FIRST } from './usual-inputs';
import { VERB } from './verbs';

const APPLICATION = String.raw`sanic(\.app|\.blueprints)?\.(Sanic|Blueprint)\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${APPLICATION}\\.${methods}$`);
const URI = { position: 0, keyword: 'uri' };
const PREFIX = { position: 99, keyword: 'url_prefix' };

export const SANIC: Framework = {
  id: 'sanic',
  language: 'python',
  imports: /^sanic(\.|$)/,
  decorators: [
    { callee: on(`(route|${VERB})`), path: URI },
    { callee: on('websocket'), path: URI, kind: 'websocket' },
  ],
  routes: [
    {
      callee: on('add_route'),
      path: { position: 1, keyword: 'uri' },
      handler: { position: 0, keyword: 'handler' },
    },
    {
      callee: on('add_websocket_route'),
      path: { position: 1, keyword: 'uri' },
      handler: { position: 0, keyword: 'handler' },
      kind: 'websocket',
    },
  ],
  mounts: [
    { callee: on('blueprint'), child: 0, prefix: PREFIX, replacesPrefix: true },
    { callee: /^sanic(\.blueprints)?\.Blueprint\.group$/, child: 'all', prefix: PREFIX },
  ],
  hooks: [
    { callee: on('(middleware|on_request)'), by: 'decorator' },
    { callee: on('register_middleware'), by: 'call' },
  ],
  defaultMethods: ['GET'],
  inputs: { ...PYTHON_REQUEST_FIRST, returnsPage: true },
  pageDecorators: /^sanic\b/,
};
