import { describe, expect, it } from 'vitest';
import { entryPoints, routes } from './found';

const EXPRESS = "const express = require('express'); const app = express();\n";

describe('Express', () => {
  it('finds verbs, chains and router.route', async () => {
    expect(
      await routes(
        `${EXPRESS}function a() {} function b() {} app.get('/a', a).post('/b', b); app.route('/c').get(a).put(b);`,
      ),
    ).toEqual(['GET /a -> a', 'POST /b -> b', 'GET /c -> a', 'PUT /c -> b']);
  });
  it('takes no settings and clients for routes', async () => {
    expect(
      await routes(
        `${EXPRESS}app.get('env'); const axios = require('axios'); axios.get('/x', (req, res) => 1); const m = new Map(); m.get('/a', (req, res) => 1);`,
      ),
    ).toEqual([]);
  });
  it('joins the prefixes of nested routers', async () => {
    const files = {
      'app.js': `${EXPRESS}app.use('/api', require('./api'));`,
      'api.js': "const r = require('express').Router(); r.use('/users', require('./users')); module.exports = r;",
      'users.js':
        "const { Router } = require('express'); const r = Router(); r.get('/:id', (req, res) => res.send(req.query.q)); module.exports = r;",
    };
    const [found] = await entryPoints(files);
    expect(found).toMatchObject({
      id: 'ep-001',
      method: 'GET',
      route: '/api/users/:id',
      at: { file: 'users.js', line: 1 },
    });
    expect(found?.params.map((param) => `${param.source} ${param.name}`)).toEqual(['path id', 'query q']);
  });
  it('follows the application into functions and handlers into other files', async () => {
    const files = {
      'server.js': `${EXPRESS}require('./routes')(app, {});`,
      'routes.js':
        "const H = require('./handlers'); module.exports = (app, db) => { const h = new H(db); app.post('/login', h.login); app.get('/list', [check, h.list.bind(h)]); };\nfunction check(req, res, next) { next(); }",
      'handlers.js':
        'module.exports = class H { login(req, res) { const { user, password } = req.body; } list(req, res) {} }',
    };
    const found = await entryPoints(files);
    expect(found.map((entry) => entry.handler?.at.file)).toEqual(['handlers.js', 'handlers.js']);
    expect(found[0]).toMatchObject({ publicByDesign: true, mutates: true });
    expect(found[0]?.params.map((param) => param.name)).toEqual(['user', 'password']);
  });
  it('unrolls tables of routes', async () => {
    expect(
      await routes(
        `${EXPRESS}for (const [path, handler] of [['/a', one], ['/b', two]]) app.get(path, handler);\nfunction one() {} function two() {}`,
      ),
    ).toHaveLength(2);
  });
  it('takes middleware for no entry point', async () => {
    expect(
      await routes(
        `${EXPRESS}app.use((req, res, next) => next()); app.all('*', (req, res, next) => { res.locals.x = 1; next(); }); app.use(express.static('public'));`,
      ),
    ).toEqual([]);
  });
  it('sees routers handed in by callers that are not there', async () => {
    expect(
      await routes(
        "module.exports = function (router) { router.get('/x', (req, res) => res.end()); cache.get('/y', (key) => key); };",
      ),
    ).toEqual(['GET /x -> <anonymous>']);
  });
  it('sees routers of its own making', async () => {
    expect(await routes("class R { mount() { this.route('GET', '/x/:id', this.get); } get(req) {} }")).toEqual([
      'GET /x/:id -> R.get',
    ]);
  });
});

describe('other frameworks', () => {
  it('Koa with a prefix', async () => {
    expect(
      await routes(
        "const Router = require('@koa/router'); const r = new Router({ prefix: '/v1' }); r.get('name', '/x', async (ctx) => {}); r.del('/y', (ctx) => {});",
      ),
    ).toEqual(['GET /v1/x -> <anonymous>', 'DELETE /v1/y -> <anonymous>']);
  });
  it('Fastify with plugins and route objects', async () => {
    const files = {
      'app.js':
        "const app = require('fastify')(); app.register(require('./users'), { prefix: '/users' }); app.route({ method: ['GET', 'HEAD'], url: '/x', handler: h }); function h() {}",
      'users.js':
        "module.exports = async function (server) { server.post('/', { schema: { body: {} } }, async function create(request, reply) {}); }",
    };
    expect(await routes(files)).toEqual(['GET /x -> h', 'HEAD /x -> h', 'POST /users -> create']);
  });
  it('Hapi', async () => {
    expect(
      await routes(
        "const Hapi = require('@hapi/hapi'); const server = Hapi.server(); server.route([{ method: 'GET', path: '/a', handler: () => 1 }]);",
      ),
    ).toEqual(['GET /a -> handler']);
  });
  it('Nest controllers, resolvers and gateways', async () => {
    const code =
      "import { Controller, Get, Post, Body } from '@nestjs/common';\n@Controller('cats')\nexport class Cats {\n  @Get(':id')\n  one() {}\n  @Post()\n  make(@Body('name') name: string) {}\n}\n@Resolver()\nclass R { @Mutation() change(@Args('id') id: string) {} }";
    expect(await routes(code, 'cats.ts')).toEqual([
      'GET /cats/:id -> Cats.one',
      'POST /cats -> Cats.make',
      'Mutation change -> R.change',
    ]);
  });
  it('Next.js files', async () => {
    const files = {
      'app/(shop)/api/items/[id]/route.ts':
        'export async function GET(request: Request) {}\nexport const DELETE = async () => {};',
      'pages/api/hello.js': 'export default function handler(req, res) { res.json(req.query.name); }',
      'app/actions.ts': "'use server';\nexport async function save(data: FormData) {}",
    };
    expect(await routes(files)).toEqual([
      'GET /api/items/[id] -> GET',
      'DELETE /api/items/[id] -> DELETE',
      'POST action:save -> save',
      'ALL /api/hello -> handler',
    ]);
  });
  it('sockets, queues, timers and commands', async () => {
    const code =
      "const io = require('socket.io')(server); io.on('connection', (socket) => { socket.on('chat', (message) => {}); socket.on('disconnect', () => {}); });\nrequire('node-cron').schedule('* * * * *', () => {});\nconst { program } = require('commander'); program.command('x').action(() => {});\nconst Q = require('bull'); new Q('mail').process((job) => {});";
    expect((await entryPoints({ 'app.js': code })).map((entry) => entry.kind)).toEqual([
      'websocket',
      'scheduled',
      'cli',
      'messageQueue',
    ]);
  });
  it('Apollo resolvers', async () => {
    expect(
      await routes(
        "const { ApolloServer } = require('@apollo/server'); const resolvers = { Query: { me: (p, a, c) => 1 }, Mutation: { save } }; function save() {} new ApolloServer({ resolvers });",
      ),
    ).toEqual(['Query me -> me', 'Mutation save -> save']);
  });
  it('bare HTTP servers', async () => {
    expect(await routes("require('http').createServer((req, res) => res.end());")).toEqual(['ALL ? -> <anonymous>']);
  });
});

describe('what changes something', () => {
  it('is a call on a store, not one on the answer or a digest', async () => {
    const found = await entryPoints({
      'app.js':
        "const app = require('express')();\napp.get('/a', (req, res) => { res.write('x'); crypto.createHash('sha256').update(req.query.q); res.status(200).write('y'); });\napp.get('/b', (req, res) => { req.collection.dropIndex(req.query.name, () => {}); });",
    });
    expect(found.map((entry) => entry.mutates)).toEqual([false, true]);
  });
});
