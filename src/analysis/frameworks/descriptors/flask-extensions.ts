import type { Framework } from '../framework';
import { PYTHON_INPUTS, PYTHON_PAGE } from './usual-inputs';

const NAME = { position: 0, keyword: 'name' };

export const FLASK_RESTX: Framework = {
  id: 'flask-restx',
  language: 'python',
  decorators: [
    {
      callee:
        /^(flask_restx|flask_restplus|flask_smorest|flask_restful)\.(Api|Namespace|Blueprint)\(\)(\.namespace\(\))?\.(route|resource)$/,
      path: { position: 0 },
    },
  ],
  mounts: [
    {
      callee: /^(flask_restx|flask_restplus)\.Api\(\)\.add_namespace$/,
      child: 0,
      prefix: { position: 1, keyword: 'path' },
      replacesPrefix: true,
    },
    {
      callee: /^flask_smorest\.Api\(\)\.register_blueprint$/,
      child: 0,
      prefix: { position: 99, keyword: 'url_prefix' },
      replacesPrefix: true,
    },
  ],
  makes: [
    { callee: /^(flask_restx|flask_restplus)\.Namespace$/, named: NAME },
    { callee: /^(flask_restx|flask_restplus)\.Api\(\)\.namespace$/, named: NAME, below: true },
  ],
  boundTo: /^(flask_restx|flask_restplus)\.Api\(\)$/,
  inputs: PYTHON_INPUTS,
};

export const FLASK_RESTFUL: Framework = {
  id: 'flask-restful',
  language: 'python',
  imports: /^flask_rest(ful|x|plus)/,
  routes: [
    {
      callee: /^(flask_restful|flask_restx|flask_restplus)\.(Api|Namespace)\(\)(\.namespace\(\))?\.add_resource$/,
      path: { position: 1 },
      morePaths: 2,
      handler: { position: 0 },
    },
  ],
  boundTo: /^flask_restful\.Api/,
  inputs: PYTHON_INPUTS,
};

export const FLASK_ADMIN: Framework = {
  id: 'flask-admin',
  language: 'python',
  decorators: [{ callee: /^flask_admin(\.base)?\.(expose|expose_plugview)$/, path: { position: 0, keyword: 'url' } }],
  inputs: PYTHON_PAGE,
};

export const FLASK_APPBUILDER: Framework = {
  id: 'flask-appbuilder',
  language: 'python',
  decorators: [{ callee: /^flask_appbuilder(\.\w+)*\.expose$/, path: { position: 0, keyword: 'url' } }],
  inputs: PYTHON_PAGE,
};

export const FLASK_SOCKETIO: Framework = {
  id: 'flask-socketio',
  language: 'python',
  decorators: [
    {
      callee: /^flask_socketio\.SocketIO\(\)\.(on|event)$/,
      path: { position: 0 },
      kind: 'websocket',
      namedByFunction: 'as-is',
    },
  ],
  routes: [
    {
      callee: /^flask_socketio\.SocketIO\(\)\.on_event$/,
      path: { position: 0, keyword: 'message' },
      handler: { position: 1, keyword: 'handler' },
      kind: 'websocket',
    },
  ],
  handlerClasses: [
    {
      base: /^flask_socketio(\.\w+)?\.Namespace$/,
      methods: /^on_((?!(?:connect|disconnect)$)\w+)$/,
      kind: 'websocket',
    },
  ],
  inputs: PYTHON_PAGE,
};
