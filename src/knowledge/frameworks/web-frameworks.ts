/**
 * What takes requests from outside, by the module that is imported. Where one is used and no entry point of it is
 * found, its routes were not understood: that is said, whether the analysis usually follows it or not.
 */
export interface WebFramework {
  name: string;
  /** Module names as imported: JavaScript specifiers, dotted Python modules. */
  modules: RegExp;
  /** Framework names of entry points that show that it was followed; the name itself counts always. */
  follows?: RegExp;
  /** Used as a client as well: only with a call of this library path it is a server. */
  serves?: RegExp;
}

const js = (names: string): RegExp => new RegExp(`^(?:npm:)?(?:${names})(?:/|$)`);
const py = (names: string): RegExp => new RegExp(`^(?:${names})(?:\\.|$)`);
const HTTP = /^(?:express|node|custom-router)$/;
const GRAPHQL = /^(?:graphql|pothos|nest)$/;

const JAVASCRIPT: readonly WebFramework[] = [
  { name: 'express', modules: js('express'), follows: /^(?:nest|finale|ts-rest)$/ },
  { name: 'koa', modules: js('koa|koa-router|@koa/router'), follows: HTTP },
  { name: 'fastify', modules: js('fastify') },
  { name: 'nest', modules: js('@nestjs/core|@nestjs/common') },
  { name: 'hapi', modules: js('@hapi/hapi|hapi') },
  { name: 'restify', modules: js('restify') },
  { name: 'connect', modules: js('connect') },
  { name: 'polka', modules: js('polka') },
  { name: 'hono', modules: js('hono|@hono/zod-openapi|jsr:@hono/hono') },
  { name: 'next', modules: js('next'), follows: /^(?:next|node|express)$/, serves: /^next\b/ },
  { name: 'itty-router', modules: js('itty-router') },
  { name: 'sails', modules: js('sails|sails-.*') },
  { name: 'adonis', modules: js('@adonisjs/(?:core|http-server|router|fold)|@ioc:Adonis/.*') },
  { name: 'feathers', modules: js('@feathersjs/(?:feathers|express|koa|socketio)|feathers') },
  { name: 'loopback', modules: js('@loopback/(?:rest|core|boot)|loopback') },
  { name: 'meteor', modules: /^meteor\// },
  { name: 'moleculer', modules: js('moleculer|moleculer-web') },
  { name: 'elysia', modules: js('elysia') },
  { name: 'h3', modules: js('h3|h3-nightly'), follows: /^nitro$/ },
  { name: 'nitro', modules: js('nitropack|nitro') },
  {
    name: 'nuxt',
    modules: js('nuxt|@nuxt/kit|#imports'),
    follows: /^(?:nitro|h3)$/,
    serves: /defineNuxtModule|defineEventHandler/,
  },
  { name: 'trpc', modules: js('@trpc/server') },
  { name: 'next-safe-action', modules: js('next-safe-action') },
  { name: 'orpc', modules: js('@orpc/server') },
  { name: 'ts-rest', modules: js('@ts-rest/(?:express|fastify|nest|next|serverless)') },
  { name: 'apollo-server', modules: js('apollo-server(?:-\\w+)?|@apollo/server'), follows: GRAPHQL },
  { name: 'graphql-yoga', modules: js('graphql-yoga|@graphql-yoga/node'), follows: GRAPHQL },
  { name: 'express-graphql', modules: js('express-graphql|graphql-http|graphql-helix|koa-graphql'), follows: GRAPHQL },
  { name: 'mercurius', modules: js('mercurius'), follows: GRAPHQL },
  { name: 'type-graphql', modules: js('type-graphql'), follows: GRAPHQL },
  { name: 'nest-graphql', modules: js('@nestjs/graphql'), follows: GRAPHQL },
  { name: 'pothos', modules: js('@pothos/core'), follows: GRAPHQL },
  { name: 'nexus', modules: js('nexus|@nexus/schema'), follows: GRAPHQL },
  { name: 'postgraphile', modules: js('postgraphile|grafserv') },
  {
    name: 'remix',
    modules: js('@remix-run/(?:node|server-runtime|express|cloudflare|deno|serve)'),
    follows: /^react-router$/,
  },
  { name: 'react-router', modules: js('@react-router/(?:node|express|serve|cloudflare|dev)') },
  { name: 'sveltekit', modules: js('@sveltejs/kit'), follows: /^(?:sveltekit|svelte-kit)$/ },
  { name: 'astro', modules: /^astro(?:$|:(?:actions|middleware|config)|\/(?:zod|config))/ },
  { name: 'tanstack-start', modules: js('@tanstack/(?:react-start|start|solid-start)') },
  { name: 'solid-start', modules: js('@solidjs/start|solid-start') },
  { name: 'qwik-city', modules: js('@builder\\.io/qwik-city|@qwik\\.dev/router') },
  { name: 'fresh', modules: /^(?:\$fresh|@fresh\/core|jsr:@fresh\/core|fresh)(?:\/|@|$)/ },
  { name: 'oak', modules: /^(?:jsr:@oak\/oak|@oak\/oak|https:\/\/deno\.land\/x\/oak)/ },
  { name: 'deno std http', modules: /^(?:https:\/\/deno\.land\/std[^/]*\/http\/|jsr:@std\/http|@std\/http)/ },
  { name: 'total.js', modules: js('total4|total5|total\\.js') },
  { name: 'egg', modules: js('egg') },
  { name: 'midway', modules: js('@midwayjs/(?:core|koa|web|express|faas|decorator)') },
  { name: 'thinkjs', modules: js('thinkjs') },
  { name: 'ts.ed', modules: js('@tsed/(?:common|core|platform-.*|schema)') },
  { name: 'routing-controllers', modules: js('routing-controllers') },
  { name: 'inversify-express-utils', modules: js('inversify-express-utils|@inversifyjs/http-.*') },
  { name: 'foal', modules: js('@foal/core') },
  { name: 'marble', modules: js('@marblejs/(?:core|http)') },
  { name: 'actionhero', modules: js('actionhero') },
  { name: 'tinyhttp', modules: js('@tinyhttp/app') },
  { name: 'uWebSockets.js', modules: js('uWebSockets\\.js|hyper-express') },
  {
    name: 'restana',
    modules: js(
      'restana|0http|find-my-way|low-http-server|fets|worktop|@tinyhttp/router|turbo-http|siren|medley|foxify|rayo|fastro|tachijs|vixeny|spiceflow',
    ),
  },
  { name: 'micro', modules: js('micro') },
  { name: 'keystone', modules: js('@keystone-6/core|@keystonejs/keystone|keystone') },
  { name: 'strapi', modules: js('@strapi/strapi|@strapi/core|strapi') },
  { name: 'payload', modules: js('payload') },
  { name: 'parse-server', modules: js('parse-server') },
  { name: 'json-server', modules: js('json-server') },
  { name: 'probot', modules: js('probot') },
  { name: 'slack-bolt', modules: js('@slack/bolt') },
  { name: 'encore', modules: /^encore\.dev\/(?:api|service)/ },
  { name: 'azure-functions', modules: js('@azure/functions') },
  { name: 'google-functions', modules: js('@google-cloud/functions-framework') },
  { name: 'middy', modules: js('@middy/core'), follows: /^serverless$/ },
  { name: 'convex', modules: js('convex/server') },
  {
    name: 'grpc',
    modules: js('@grpc/grpc-js|grpc'),
    follows: /^grpc-js$/,
    serves: /^(?:@grpc\/grpc-js|grpc)\.Server$/,
  },
  { name: 'connect-rpc', modules: js('@connectrpc/connect-(?:node|fastify|express|next)') },
  { name: 'nice-grpc', modules: js('nice-grpc|mali') },
  { name: 'mcp', modules: js('@modelcontextprotocol/sdk/server|fastmcp|mcp-framework'), follows: /^mcp-server$/ },
  { name: 'socket.io', modules: js('socket\\.io') },
  { name: 'ws', modules: js('ws'), serves: /^ws\.(?:Server|WebSocketServer)$/ },
  { name: 'sockjs', modules: js('sockjs|primus|faye|engine\\.io') },
  { name: 'colyseus', modules: js('colyseus|@colyseus/core') },
  { name: 'hocuspocus', modules: js('@hocuspocus/server') },
];

const PYTHON: readonly WebFramework[] = [
  { name: 'flask', modules: py('flask'), follows: /^flask/ },
  { name: 'django', modules: py('django\\.(?:urls|conf\\.urls|http|shortcuts|views)'), follows: /^(?:django|ninja)/ },
  { name: 'fastapi', modules: py('fastapi') },
  { name: 'starlette', modules: py('starlette\\.(?:applications|routing)'), follows: /^(?:fastapi|starlette)$/ },
  { name: 'litestar', modules: py('litestar|starlite'), follows: /^litestar$/ },
  { name: 'aiohttp', modules: py('aiohttp'), serves: /^aiohttp\.web\.(?:Application|run_app|AppRunner|Server)$/ },
  { name: 'tornado', modules: py('tornado\\.(?:web|httpserver|websocket)') },
  { name: 'pyramid', modules: py('pyramid') },
  { name: 'bottle', modules: py('bottle') },
  { name: 'sanic', modules: py('sanic'), follows: /^(?:flask|sanic)$/ },
  { name: 'quart', modules: py('quart'), follows: /^(?:flask|quart)$/ },
  { name: 'falcon', modules: py('falcon') },
  { name: 'cherrypy', modules: py('cherrypy') },
  { name: 'web2py', modules: py('gluon|py4web') },
  { name: 'web.py', modules: py('web'), serves: /^web\.application$/ },
  { name: 'hug', modules: py('hug') },
  { name: 'masonite', modules: py('masonite') },
  { name: 'emmett', modules: py('emmett') },
  { name: 'responder', modules: py('responder') },
  { name: 'blacksheep', modules: py('blacksheep') },
  { name: 'robyn', modules: py('robyn') },
  { name: 'django-ninja', modules: py('ninja|ninja_extra'), follows: /ninja/ },
  { name: 'connexion', modules: py('connexion') },
  { name: 'eve', modules: py('eve') },
  { name: 'nameko', modules: py('nameko') },
  {
    name: 'esmerald',
    modules: py(
      'esmerald|ravyn|lilya|xpresso|muffin|vibora|japronto|apistar|molten|morepath|baize|index_py|panther|velithon|socketify|microdot|picoweb',
    ),
  },
  { name: 'turbogears', modules: py('tg') },
  { name: 'klein', modules: py('klein') },
  { name: 'twisted', modules: py('twisted\\.web') },
  { name: 'zope', modules: py('zope\\.publisher|Products\\.Five|plone\\.rest') },
  { name: 'odoo', modules: py('odoo\\.http|openerp\\.http') },
  { name: 'frappe', modules: py('frappe') },
  { name: 'streamlit', modules: py('streamlit') },
  { name: 'gradio', modules: py('gradio') },
  { name: 'dash', modules: py('dash') },
  { name: 'nicegui', modules: py('nicegui') },
  { name: 'reflex', modules: py('reflex') },
  { name: 'shiny', modules: py('shiny') },
  { name: 'chalice', modules: py('chalice') },
  { name: 'azure-functions', modules: py('azure\\.functions'), follows: /^azure-functions-python$/ },
  { name: 'google-functions', modules: py('functions_framework'), follows: /^functions-framework$/ },
  { name: 'powertools', modules: py('aws_lambda_powertools\\.event_handler') },
  { name: 'grpc', modules: py('grpc|grpclib'), serves: /^grpc(?:\.aio)?\.server$|^grpclib\.server\.Server$/ },
  { name: 'graphene', modules: py('graphene'), follows: /^(?:graphql|graphene)/ },
  { name: 'ariadne', modules: py('ariadne'), follows: /^(?:graphql|ariadne)/ },
  { name: 'strawberry', modules: py('strawberry') },
  { name: 'python-socketio', modules: py('socketio'), serves: /^socketio\.(?:Server|AsyncServer)$/ },
  { name: 'websockets', modules: py('websockets'), serves: /^websockets(?:\.\w+)*\.(?:serve|unix_serve)$/ },
  { name: 'xmlrpc', modules: py('xmlrpc\\.server|SimpleXMLRPCServer|jsonrpclib\\.SimpleJSONRPCServer') },
  { name: 'rpyc', modules: py('rpyc'), serves: /^rpyc(?:\.\w+)*\.\w*Server$/ },
  { name: 'zerorpc', modules: py('zerorpc|Pyro4|Pyro5'), serves: /Server$|Daemon$/ },
  { name: 'mcp', modules: py('mcp\\.server|fastmcp') },
  { name: 'slack-bolt', modules: py('slack_bolt') },
  { name: 'spyne', modules: py('spyne|soaplib') },
  { name: 'asyncio server', modules: py('asyncio'), serves: /^asyncio\.(?:start_server|start_unix_server)$/ },
];

export const WEB_FRAMEWORKS: readonly (WebFramework & { language: 'javascript' | 'python' })[] = [
  ...JAVASCRIPT.map((one) => ({ ...one, language: 'javascript' as const })),
  ...PYTHON.map((one) => ({ ...one, language: 'python' as const })),
];

/** Programs that run an application of another library: they say that something listens, not what. */
export const SERVER_RUNNERS =
  /^(?:uvicorn|hypercorn|waitress|gunicorn|daphne|werkzeug\.serving|gevent\.pywsgi|eventlet\.wsgi|cheroot|bjoern|meinheld|mod_wsgi|granian|aiohttp\.web|asgiref)\b/;
/** Methods that make a server listen. */
export const LISTEN_METHODS: ReadonlySet<string> = new Set([
  'listen',
  'listenAsync',
  'serve',
  'serve_forever',
  'run',
  'run_app',
  'run_server',
  'start_server',
  'start',
  'launch',
  'bind',
  'createServer',
  'createSecureServer',
]);
/** Servers of the language itself, which hand everything to one function. */
export const PLAIN_SERVERS =
  /^(?:https?|http2|net|tls|dgram|Bun|Deno|spdy)\.(?:createServer|createSecureServer|createSocket|serve|listen)$|^socketserver\.\w*Server$|^http\.server\.\w*Server$/;
export const PLAIN_MODULES: ReadonlySet<string> = new Set([
  'http',
  'https',
  'http2',
  'net',
  'tls',
  'dgram',
  'spdy',
  'socketserver',
  'asyncio',
]);
