import type { Framework } from '../framework';

/** The servers that come with Python. */
export const HTTP_SERVER: Framework = {
  id: 'http.server',
  language: 'python',
  handlerClasses: [
    {
      base: /(^|\.)(BaseHTTPRequestHandler|SimpleHTTPRequestHandler|CGIHTTPRequestHandler)$/,
      methods: /^do_([A-Z]+)$/,
    },
  ],
};

export const SOCKET_SERVER: Framework = {
  id: 'socketserver',
  language: 'python',
  handlerClasses: [{ base: /^(socketserver|SocketServer)\.\w*RequestHandler$/, methods: /^handle$/ }],
};

export const WSGI: Framework = {
  id: 'wsgi',
  language: 'python',
  routes: [
    {
      callee: /^wsgiref\.simple_server\.make_server$/,
      path: { position: 99 },
      handler: { position: 2, keyword: 'app' },
      onlyFollowed: true,
    },
    {
      callee: /^wsgiref\.simple_server\.WSGIServer\(\)\.set_app$/,
      path: { position: 99 },
      handler: { position: 0, keyword: 'application' },
      onlyFollowed: true,
    },
  ],
};
