import { describe, expect, it } from 'vitest';
import { routes } from './found';

/** What the documentation of each framework shows, with the routes that the framework itself would list. */
const IDIOMS: readonly [string, Record<string, string>, string[]][] = [
  [
    'Hono: routers, base paths and several methods',
    {
      'app.ts':
        "import { Hono } from 'hono';\nconst books = new Hono().get('/', (c) => c.text('x')).post('/:id', async (c) => c.json(1));\nconst app = new Hono().basePath('/api');\napp.route('/books', books);\napp.on(['PUT', 'DELETE'], '/post', (c) => c.text('x'));\napp.use('/admin/*', async (c, next) => { await next(); });\napp.get('/entry', (c) => c.text('x'), );\nexport default app;",
    },
    [
      'GET /api/books -> <anonymous>',
      'POST /api/books/:id -> <anonymous>',
      'PUT /api/post -> <anonymous>',
      'DELETE /api/post -> <anonymous>',
      'GET /api/entry -> <anonymous>',
    ],
  ],
  [
    'Hono: routes with a description',
    {
      'app.ts':
        "import { OpenAPIHono, createRoute } from '@hono/zod-openapi';\nconst route = createRoute({ method: 'get', path: '/users/{id}', responses: {} });\nconst app = new OpenAPIHono();\napp.openapi(route, (c) => c.json({}));",
    },
    ['GET /users/{id} -> <anonymous>'],
  ],
  [
    'Elysia: prefixes, groups, plugins and options behind the handler',
    {
      'app.ts':
        "import { Elysia, t } from 'elysia';\nconst users = new Elysia({ prefix: '/users' }).post('/sign-in', ({ body }) => body, { body: t.Object({}) });\nnew Elysia().use(users).group('/v1', (app) => app.get('/a', () => 1).guard({ }, (inner) => inner.delete('/b', () => 2))).get('/c', 'text').listen(3000);",
    },
    ['POST /users/sign-in -> <anonymous>', 'GET /v1/a -> <anonymous>', 'DELETE /v1/b -> <anonymous>'],
  ],
  [
    'h3: routers and what is used below a path',
    {
      'app.js':
        "import { createApp, createRouter, defineEventHandler, useBase } from 'h3';\nconst app = createApp();\nconst router = createRouter().get('/hello/:name', defineEventHandler((event) => 'x'));\nconst api = createRouter();\napi.post('/save', defineEventHandler(async (event) => 1));\nrouter.use('/api/**', useBase('/api', api.handler));\napp.use(router);\napp.use('/odd', defineEventHandler((event) => 'y'));",
    },
    ['GET /hello/:name -> <anonymous>', 'POST /api/save -> <anonymous>', 'ALL /odd -> <anonymous>'],
  ],
  [
    'Nuxt and Nitro: files below server',
    {
      'server/api/users/[id].get.ts': 'export default defineEventHandler((event) => getRouterParam(event, "id"));',
      'server/api/users/index.post.ts': 'export default defineEventHandler(async (event) => readBody(event));',
      'server/routes/hello.ts': 'export default eventHandler(() => 1);',
      'server/middleware/log.ts': 'export default defineEventHandler(() => {});',
      'nuxt.config.ts': 'export default defineNuxtConfig({});',
    },
    ['GET /api/users/[id] -> default', 'POST /api/users -> default', 'ALL /hello -> default'],
  ],
  [
    'Astro: endpoints and actions',
    {
      'src/pages/api/[id].json.ts':
        "import type { APIRoute } from 'astro';\nexport const GET: APIRoute = ({ params }) => new Response(params.id);\nexport const POST: APIRoute = async ({ request }) => new Response('');",
      'src/actions/index.ts':
        "import { defineAction } from 'astro:actions';\nexport const server = { greet: defineAction({ handler: async (input) => input.name }) };",
    },
    ['GET /api/[id].json -> GET', 'POST /api/[id].json -> POST', 'POST action:greet -> handler'],
  ],
  [
    'SvelteKit: endpoints, form actions and loads on the server',
    {
      'src/routes/api/x/+server.ts':
        'export async function GET({ url }) {}\nexport const POST = async ({ request }) => {};',
      'src/routes/login/+page.server.ts':
        'export const load = async ({ cookies }) => {};\nexport const actions = { default: async ({ request }) => {}, register: async (event) => {} };',
    },
    [
      'GET /api/x -> GET',
      'POST /api/x -> POST',
      'GET /login -> load',
      'POST /login -> default',
      'POST /login?/register -> register',
    ],
  ],
  [
    'React Router: loaders and actions of the files that a configuration names',
    {
      'app/routes.ts':
        "import { route, index, prefix, layout } from '@react-router/dev/routes';\nexport default [index('./home.tsx'), layout('./frame.tsx', [route('login', './auth/login.tsx')]), ...prefix('concerts', [route(':city', './concerts/city.tsx')])];",
      'app/home.tsx': 'export async function loader() { return 1; }\nexport default function Home() { return null; }',
      'app/frame.tsx': 'export default function Frame() { return null; }',
      'app/auth/login.tsx': 'export async function action({ request }) { return 1; }',
      'app/concerts/city.tsx':
        'export async function loader({ params }) { return 1; }\nexport async function clientLoader() { return 1; }',
    },
    ['GET / -> loader', 'POST /login -> action', 'GET /concerts/:city -> loader'],
  ],
  [
    'Remix: files that give the route',
    {
      'app/routes/_index.tsx':
        "import { json } from '@remix-run/node';\nexport const loader = async () => json({});\nexport default function X() { return null; }",
      'app/routes/posts.$postId.edit.tsx':
        'export async function loader({ params }) { return 1; }\nexport async function action({ request }) { return 1; }',
      'app/routes/_auth.login.tsx': 'export const action = async ({ request }) => 1;',
    },
    [
      'POST /login -> action',
      'GET / -> loader',
      'GET /posts/:postId/edit -> loader',
      'POST /posts/:postId/edit -> action',
    ],
  ],
  [
    'tRPC: procedures, routers in routers and builders with middleware',
    {
      'trpc.ts':
        "import { initTRPC } from '@trpc/server';\nconst t = initTRPC.context().create();\nexport const router = t.router;\nexport const open = t.procedure;\nexport const closed = t.procedure.use(({ ctx, next }) => next({ ctx }));",
      'posts.ts':
        "import { router, open, closed } from './trpc';\nimport { z } from 'zod';\nexport const posts = router({ byId: open.input(z.string()).query(({ input }) => input), add: closed.input(z.object({})).mutation(async ({ input, ctx }) => input) });",
      'app.ts':
        "import { router, open } from './trpc';\nimport { posts } from './posts';\nexport const app = router({ posts, ping: open.query(() => 'pong'), deep: router({ on: open.subscription(() => 1) }) });",
    },
    [
      'GET ping -> <anonymous>',
      'GET posts.byId -> <anonymous>',
      'POST posts.add -> <anonymous>',
      'ALL deep.on -> <anonymous>',
    ],
  ],
  [
    'Pothos: fields with resolvers',
    {
      'schema.ts':
        "import SchemaBuilder from '@pothos/core';\nconst builder = new SchemaBuilder({});\nbuilder.queryType({ fields: (t) => ({ hello: t.string({ args: { name: t.arg.string() }, resolve: (_, { name }) => name }) }) });\nbuilder.queryField('me', (t) => t.field({ type: 'User', resolve: (root, args, ctx) => 1 }));\nbuilder.mutationFields((t) => ({ drop: t.boolean({ resolve: () => true }) }));\nconst User = builder.objectRef('User');\nbuilder.objectType(User, { fields: (t) => ({ name: t.exposeString('name'), posts: t.field({ args: {}, resolve: (user, args) => [] }) }) });",
    },
    ['Query hello -> resolve', 'Query me -> resolve', 'Mutation drop -> resolve', 'User posts -> resolve'],
  ],
  [
    'GraphQL: resolvers by type, code first in objects of graphql itself, and root values',
    {
      'a.js':
        "const { ApolloServer } = require('@apollo/server'); new ApolloServer({ typeDefs, resolvers: { Query: { me: () => 1 }, User: { posts: (user, { first }) => [], name: (user) => user.name } } });",
      'b.js':
        "const { GraphQLObjectType, GraphQLSchema, GraphQLString } = require('graphql'); const Query = new GraphQLObjectType({ name: 'Query', fields: { echo: { type: GraphQLString, args: {}, resolve: (root, { text }) => text } } });",
    },
    ['Query me -> me', 'User posts -> posts', 'Query echo -> resolve'],
  ],
  [
    'Nest: global prefix, versions and modules below a path',
    {
      'main.ts':
        "import { NestFactory, RouterModule } from '@nestjs/core';\nimport { Module, VersioningType } from '@nestjs/common';\nimport { Orders, Health } from './controllers';\n@Module({ controllers: [Health] }) class HealthModule {}\n@Module({ imports: [HealthModule, RouterModule.register([{ path: 'internal', module: HealthModule }])], controllers: [Orders] }) class AppModule {}\nasync function start() { const app = await NestFactory.create(AppModule); app.setGlobalPrefix('api'); app.enableVersioning({ type: VersioningType.URI }); }",
      'controllers.ts':
        "import { Controller, Get, Version, VERSION_NEUTRAL } from '@nestjs/common';\n@Controller({ path: 'orders', version: ['1', '2'] }) export class Orders { @Get(':id') one() {} @Version('3') @Get('new') latest() {} }\n@Controller('health') export class Health { @Get() ok() {} }",
    },
    [
      'GET /api/v1/orders/:id -> Orders.one',
      'GET /api/v2/orders/:id -> Orders.one',
      'GET /api/v3/orders/new -> Orders.latest',
      'GET /api/internal/health -> Health.ok',
    ],
  ],
  [
    'Nest: two applications of one repository',
    {
      'a.ts':
        "import { NestFactory } from '@nestjs/core'; import { Module, Controller, Get } from '@nestjs/common';\n@Controller('x') class A { @Get() a() {} }\n@Module({ controllers: [A] }) class AModule {}\nNestFactory.create(AModule).then((app) => app.listen(1));\nasync function f() { const app = await NestFactory.create(AModule); app.setGlobalPrefix('a'); }",
      'b.ts':
        "import { NestFactory } from '@nestjs/core'; import { Module, Controller, Get } from '@nestjs/common';\n@Controller('x') class B { @Get() b() {} }\n@Module({ controllers: [B] }) class BModule {}\nasync function f() { const app = await NestFactory.create(BModule); app.setGlobalPrefix('b'); }",
    },
    ['GET /a/x -> A.a', 'GET /b/x -> B.b'],
  ],
  [
    'Express: routers that are loaded when they are first asked',
    {
      'app.js':
        "const express = require('express'); const app = express();\nfunction lazily(path, load) { let router; app.use(path, (req, res, next) => { router = router || load(); return router(req, res, next); }); }\nlazily('/a', () => require('./a'));\nlazily('/b', () => require('./b'));",
      'a.js': "const r = require('express').Router(); r.get('/x', (req, res) => res.end()); module.exports = r;",
      'b.js': "const r = require('express').Router(); r.get('/x', (req, res) => res.end()); module.exports = r;",
    },
    ['GET /a/x -> <anonymous>', 'GET /b/x -> <anonymous>'],
  ],
  [
    'Express: a helper of its own that registers routes',
    {
      'app.js':
        "const express = require('express'); const app = express();\nconst wrap = (fn) => (req, res, next) => fn(req, res).catch(next);\nfunction route(method, path, handler) { app[method]('/v1' + path, wrap(handler)); }\nfunction list(req, res) {}\nfunction make(req, res) {}\nroute('get', '/items', list);\nroute('post', '/items', make);",
    },
    ['GET /v1/items -> list', 'POST /v1/items -> make'],
  ],
  [
    'Express: methods from a list',
    {
      'app.js':
        "const app = require('express')(); for (const method of ['get', 'post']) app[method]('/x', (req, res) => res.end());",
    },
    ['GET /x -> <anonymous>', 'POST /x -> <anonymous>'],
  ],
  [
    'Express: middleware that answers, and middleware that does not',
    {
      'app.js':
        "const app = require('express')();\napp.use('/file/:name', (req, res, next) => { if (!req.params.name) return next(new Error('no')); res.sendFile(req.params.name); });\napp.use('/cached', (req, res, next) => { if (!cache.x) return next(); res.json(cache.x); });\napp.use('/closed', (req, res, next) => { if (!req.user) return res.status(401).json({}); next(); });\napp.use('/gone', (req, res, next) => { if (req.user) next(); else res.redirect('/login'); });\napp.use((req, res, next) => { res.locals.x = 1; next(); });",
    },
    ['ALL /file/:name -> <anonymous>', 'ALL /cached -> <anonymous>'],
  ],
  [
    'finale: routes that a library makes of a model',
    {
      'app.js':
        "const app = require('express')(); const finale = require('finale-rest'); const { expressjwt } = require('express-jwt');\napp.get('/api/users', expressjwt({}));\nfinale.initialize({ app, base: '/api', sequelize });\nfinale.resource({ model: User, endpoints: ['/users', '/users/:id'] });\nfor (const { name } of [{ name: 'log' }, { name: 'note' }]) finale.resource({ model: Log, endpoints: [`/${name}s`, `/${name}s/:id`], actions: ['list', 'read'] });\napp.delete('/api/users/:id', expressjwt({}));\nfinale.resource({ model: Mark, endpoints: ['/marks', '/marks/:id'], excludeActions: ['list', 'read', 'update', 'delete'] });",
    },
    [
      'DELETE /api/users/:id -> expressjwt()',
      'GET /api/logs -> ?',
      'GET /api/logs/:id -> ?',
      'GET /api/notes -> ?',
      'GET /api/notes/:id -> ?',
      'POST /api/marks -> ?',
      'GET /api/users -> ?',
      'POST /api/users -> ?',
      'GET /api/users/:id -> ?',
      'PUT /api/users/:id -> ?',
      'DELETE /api/users/:id -> ?',
    ],
  ],
  [
    'finale: routes that are answered before, or handed on',
    {
      'app.js':
        "const app = require('express')(); const finale = require('finale-rest');\napp.get('/api/users', (req, res) => res.json([]));\napp.get('/api/users/:id', (req, res, next) => { if (req.params.id === '0') res.end(); else next(); });\nfinale.initialize({ app, base: '/api', sequelize });\nfinale.resource({ model: User, endpoints: ['/users', '/users/:id'], actions: ['list', 'read'] });",
    },
    ['GET /api/users -> <anonymous>', 'GET /api/users/:id -> ?'],
  ],
  [
    'Fastify: plugins keep their prefix to themselves',
    {
      'app.js':
        "const fastify = require('fastify')(); const fp = require('fastify-plugin');\nfastify.register(async (api) => { api.register(require('./users'), { prefix: '/users' }); api.get('/x', async () => 1); }, { prefix: '/v1' });\nfastify.register(fp(async (own) => { own.get('/top', async () => 1); }));",
      'users.js':
        "module.exports = function (server, options, done) { server.delete('/:id', async () => 1); done(); };",
    },
    ['GET /v1/x -> <anonymous>', 'GET /top -> <anonymous>', 'DELETE /v1/users/:id -> <anonymous>'],
  ],
  [
    'hapi: plugins with a prefix',
    {
      'app.js':
        "const Hapi = require('@hapi/hapi'); const server = Hapi.server();\nconst users = { name: 'users', register: async function (server, options) { server.route({ method: ['POST', 'PUT'], path: '/x', handler: async (request, h) => 1 }); } };\nawait server.register({ plugin: users, routes: { prefix: '/users' } });\nawait server.register(require('./notes'), { routes: { prefix: '/notes' } });",
      'notes.js':
        "exports.plugin = { name: 'notes', register: (server) => { server.route({ method: 'GET', path: '/{id}', options: { handler: (request, h) => 1 } }); } };",
    },
    ['POST /users/x -> handler', 'PUT /users/x -> handler', 'GET /notes/{id} -> handler'],
  ],
  [
    'Koa: nested routers and mounted applications',
    {
      'app.js':
        "const Koa = require('koa'); const Router = require('@koa/router'); const mount = require('koa-mount');\nconst posts = new Router(); posts.get('/:pid', (ctx) => {});\nconst forums = new Router({ prefix: '/forums' }); forums.use('/:fid/posts', posts.routes(), posts.allowedMethods());\nconst app = new Koa(); app.use(forums.routes());\nconst inner = new Koa(); const r = new Router(); r.post('/x', (ctx) => {}); inner.use(r.routes()); app.use(mount('/inner', inner));",
    },
    ['GET /forums/:fid/posts/:pid -> <anonymous>', 'POST /inner/x -> <anonymous>'],
  ],
  [
    'ts-rest: handlers of a contract',
    {
      'app.ts':
        "import { initContract } from '@ts-rest/core'; import { createExpressEndpoints, initServer } from '@ts-rest/express'; import express from 'express';\nconst c = initContract();\nconst contract = c.router({ getPost: { method: 'GET', path: '/posts/:id' }, nested: { add: { method: 'POST', path: '/posts' } } }, { pathPrefix: '/api' });\nconst s = initServer();\nconst router = s.router(contract, { getPost: async ({ params }) => ({}), nested: { add: async ({ body }) => ({}) } });\ncreateExpressEndpoints(contract, router, express());",
    },
    ['GET /api/posts/:id -> getPost', 'POST /api/posts -> add'],
  ],
  [
    'MCP: tools, resources and prompts',
    {
      'app.ts':
        "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nconst server = new McpServer({ name: 'x', version: '1' });\nserver.tool('add', { a: 1 }, async ({ a }) => ({}));\nserver.registerTool('run', { inputSchema: {} }, async ({ cmd }) => ({}));\nserver.resource('config', 'config://app', async (uri) => ({}));",
    },
    ['ALL add -> <anonymous>', 'ALL run -> <anonymous>', 'ALL config -> <anonymous>'],
  ],
  [
    'gRPC: the methods of a service',
    {
      'app.js':
        "const grpc = require('@grpc/grpc-js'); const server = new grpc.Server();\nfunction sayHello(call, callback) {}\nserver.addService(proto.Greeter.service, { sayHello, sayMore: (call, callback) => {} });",
    },
    ['ALL sayHello -> sayHello', 'ALL sayMore -> sayMore'],
  ],
];

describe('the routes of JavaScript frameworks as their documentation writes them', () => {
  it.each(IDIOMS)('%s', async (_name, files, expected) => {
    expect((await routes(files)).sort()).toEqual([...expected].sort());
  });
});
