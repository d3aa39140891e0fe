import type { Framework } from '../framework';

export const SOCKET_IO: Framework = {
  id: 'socket.io',
  language: 'javascript',
  imports: /^socket\.io$/,
  listeners: [
    {
      kind: 'websocket',
      names: 'on once',
      callee: /^socket\.io\.Socket\(\)\.(on|once)$/,
      name: 0,
      events: /^(?!(disconnect|disconnecting|error|connect)$)/,
    },
  ],
};

export const WS: Framework = {
  id: 'ws',
  language: 'javascript',
  listeners: [
    {
      kind: 'websocket',
      names: 'on once addEventListener',
      callee: /^ws\.WebSocket\(\)\.(on|once|addEventListener)$/,
      name: 0,
      events: /^message$/,
    },
  ],
};

export const EXPRESS_WS: Framework = {
  id: 'express-ws',
  language: 'javascript',
  listeners: [
    { kind: 'websocket', names: 'ws', callee: /^(express-ws\(\)\.app|express(\.Router)?\(\))\.ws$/, name: 0 },
  ],
};
