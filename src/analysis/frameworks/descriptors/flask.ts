import type { Framework } from '../framework';
import { PYTHON_PAGE } from './usual-inputs';
import { VERB } from './verbs';

const APPLICATION = String.raw`(flask\.Flask|flask\.Blueprint|flask\.app\.Flask|flask\.blueprints\.Blueprint|flask_openapi3\.\w+|apiflask\.\w+|quart\.(Quart|Blueprint))\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${APPLICATION}\\.${methods}$`);

/** Flask and what is used in the same way: Quart, APIFlask. */
export const FLASK: Framework = {
  id: 'flask',
  language: 'python',
  imports: /^flask(\.|$)/,
  decorators: [
    { callee: on(`(route|${VERB})`), path: { position: 0, keyword: 'rule' } },
    { callee: on('(websocket)'), path: { position: 0 }, kind: 'websocket' },
  ],
  routes: [
    {
      callee: on('add_url_rule'),
      path: { position: 0, keyword: 'rule' },
      handler: { position: 2, keyword: 'view_func' },
      handlerMayLack: true,
    },
  ],
  mounts: [
    {
      callee: on('register_blueprint'),
      child: 0,
      prefix: { position: 1, keyword: 'url_prefix' },
      replacesPrefix: true,
    },
  ],
  hooks: [
    { callee: on('before_request'), by: 'decorator or call' },
    { callee: on('before_app_request'), by: 'decorator', everywhere: true },
  ],
  defaultMethods: ['GET'],
  likely: { decorator: /^route$/ },
  inputs: PYTHON_PAGE,
  pageDecorators: /^(?:flask|quart)\b/,
};
