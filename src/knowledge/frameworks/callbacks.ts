/** What a library hands to a callback: the parameter at `parameter` stands for `value`. */
export interface CallbackParameter {
  callee: RegExp;
  parameter: number;
  value: string;
}

export const CALLBACK_PARAMETERS: readonly CallbackParameter[] = [
  { callee: /^fastify\(\)(\.withTypeProvider\(\))?\.register$/, parameter: 0, value: 'fastify()' },
  { callee: /^fastify\(\)\.after$/, parameter: 0, value: 'fastify()' },
  { callee: /^elysia(?:\.Elysia)?\(\)(\.\w+\(\))*\.(group|guard)$/, parameter: 0, value: 'elysia.Elysia()' },
  {
    callee: /^socket\.io(\.Server)?\(\)(\.(of|use)\(\)|\.sockets)?\.(on|once)$/,
    parameter: 0,
    value: 'socket.io.Socket()',
  },
  { callee: /^ws(\.WebSocketServer|\.Server)?\(\)\.(on|once)$/, parameter: 0, value: 'ws.WebSocket()' },
  { callee: /^https?\.createServer$/, parameter: 0, value: 'http.IncomingMessage()' },
  { callee: /^https?\.createServer$/, parameter: 1, value: 'http.ServerResponse()' },
  { callee: /^https?\.createServer\(\)\.on$/, parameter: 0, value: 'http.IncomingMessage()' },
  { callee: /^mongodb\.MongoClient\.connect$/, parameter: 1, value: 'mongodb.MongoClient.connect()' },
];
