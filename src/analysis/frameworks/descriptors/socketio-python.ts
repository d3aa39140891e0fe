import type { Framework } from '../framework';

const SERVER = String.raw`socketio(\.\w+)?\.(Server|AsyncServer)\(\)`;
/** What a connection itself says brings no input. */
const ABOUT_CONNECTION = '(?!(?:connect|disconnect)$)';

export const SOCKETIO_PYTHON: Framework = {
  id: 'python-socketio',
  language: 'python',
  imports: /^socketio$/,
  decorators: [
    {
      callee: new RegExp(`^${SERVER}\\.event$`),
      path: { position: 99 },
      kind: 'websocket',
      namedByFunction: 'as-is',
    },
    { callee: new RegExp(`^${SERVER}\\.on$`), path: { position: 0, keyword: 'event' }, kind: 'websocket' },
  ],
  routes: [
    {
      callee: new RegExp(`^${SERVER}\\.on$`),
      path: { position: 0, keyword: 'event' },
      handler: { position: 1, keyword: 'handler' },
      kind: 'websocket',
    },
  ],
  handlerClasses: [
    {
      base: /^socketio(\.\w+)?\.(Async)?Namespace$/,
      methods: new RegExp(`^on_(${ABOUT_CONNECTION}\\w+)$`),
      kind: 'websocket',
    },
  ],
  inputs: {
    names: [],
    positions: [
      { at: 0, object: '@socketio.sid' },
      { at: 1, source: 'message' },
    ],
  },
};
