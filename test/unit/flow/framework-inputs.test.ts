import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

const RUN = "import { exec } from 'node:child_process';\n";
const OS = 'import os\n';

/** A handler of each framework that runs what it is sent; `SENT` stands for the input. */
const HANDLERS: readonly [string, string, string, string][] = [
  [
    'Hono',
    'a.ts',
    `${RUN}import { Hono } from 'hono';\nnew Hono().post('/x', async (c) => { exec(SENT); return c.text(''); });`,
    "c.req.query('q')",
  ],
  [
    'Hono, a body',
    'a.ts',
    `${RUN}import { Hono } from 'hono';\nnew Hono().post('/x', async (c) => { exec(SENT); return c.text(''); });`,
    '(await c.req.json()).q',
  ],
  [
    'Elysia',
    'a.ts',
    `${RUN}import { Elysia } from 'elysia';\nnew Elysia().post('/x', ({ body }) => { exec(SENT); });`,
    'body.q',
  ],
  [
    'h3',
    'a.ts',
    `${RUN}import { createRouter, defineEventHandler, getQuery } from 'h3';\ncreateRouter().get('/x', defineEventHandler((event) => { exec(SENT); }));`,
    'getQuery(event).q',
  ],
  [
    'tRPC',
    'a.ts',
    `${RUN}import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();\nexport const r = t.router({ x: t.procedure.mutation(({ input }) => { exec(SENT); }) });`,
    'input.q',
  ],
  [
    'Pothos',
    'a.ts',
    `${RUN}import SchemaBuilder from '@pothos/core';\nconst builder = new SchemaBuilder({});\nbuilder.queryType({ fields: (t) => ({ x: t.string({ resolve: (parent, args) => { exec(SENT); return ''; } }) }) });`,
    'args.q',
  ],
  [
    'Apollo',
    'a.ts',
    `${RUN}import { ApolloServer } from '@apollo/server';\nnew ApolloServer({ resolvers: { Query: { x: (parent, args) => { exec(SENT); } } } });`,
    'args.q',
  ],
  [
    'gRPC',
    'a.ts',
    `${RUN}import grpc from '@grpc/grpc-js';\nnew grpc.Server().addService(s, { x: (call, callback) => { exec(SENT); } });`,
    'call.request.q',
  ],
  [
    'React Router',
    'app/routes/x.ts',
    `${RUN}import '@remix-run/node';\nexport async function action({ request }) { exec(SENT); }`,
    "(await request.formData()).get('q')",
  ],
  [
    'MCP',
    'a.ts',
    `${RUN}import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nnew McpServer({}).tool('x', {}, async (input) => { exec(SENT); });`,
    'input.q',
  ],
  [
    'Falcon',
    'a.py',
    `${OS}import falcon\nclass X:\n    def on_get(self, req, resp):\n        os.system(SENT)\nfalcon.App().add_route("/x", X())\n`,
    'req.get_param("q")',
  ],
  [
    'Django Ninja',
    'a.py',
    `${OS}from ninja import NinjaAPI\napi = NinjaAPI()\n@api.get("/x")\ndef x(request, q: str):\n    os.system(SENT)\n`,
    'q',
  ],
  [
    'Litestar',
    'a.py',
    `${OS}from litestar import get, Litestar\n@get("/x")\nasync def x(q: str) -> None:\n    os.system(SENT)\nLitestar([x])\n`,
    'q',
  ],
  [
    'Sanic',
    'a.py',
    `${OS}from sanic import Sanic\napp = Sanic("x")\n@app.get("/x")\nasync def x(request):\n    os.system(SENT)\n`,
    'request.args.get("q")',
  ],
  [
    'python-socketio',
    'a.py',
    `${OS}import socketio\nsio = socketio.Server()\n@sio.event\ndef x(sid, data):\n    os.system(SENT)\n`,
    'data["q"]',
  ],
  [
    'gRPC in Python',
    'a.py',
    `${OS}import x_pb2_grpc\nclass X(x_pb2_grpc.XServicer):\n    def Do(self, request, context):\n        os.system(SENT)\n`,
    'request.q',
  ],
  [
    'Graphene',
    'a.py',
    `${OS}import graphene\nclass Query(graphene.ObjectType):\n    def resolve_x(self, info, q):\n        os.system(SENT)\n`,
    'q',
  ],
  [
    'AWS Lambda',
    'a.py',
    `${OS}def lambda_handler(event, context):\n    os.system(SENT)\n`,
    'event["queryStringParameters"]["q"]',
  ],
  [
    'AWS Lambda, under a name of its own',
    'a.py',
    `${OS}import json\ndef convert(event, context):\n    data = json.loads(event["body"])\n    os.system(SENT)\n`,
    'data["q"]',
  ],
];

const injections = async (file: string, code: string): Promise<number> => {
  const { weaknesses } = await analyzeInProcess(new Map([[file, code]]));
  return weaknesses.filter((one) => one.weakness === 'command-injection').length;
};

describe('what frameworks hand to their handlers', () => {
  it.each(HANDLERS)('%s', async (_name, file, code, sent) => {
    expect(await injections(file, code.replace('SENT', sent))).toBe(1);
    expect(await injections(file, code.replace('SENT', '"ls"'))).toBe(0);
  });

  it('is not what a server makes itself', async () => {
    const code = `${OS}import socketio\nsio = socketio.Server()\n@sio.event\ndef x(sid, data):\n    os.system(sid)\n`;
    expect(await injections('a.py', code)).toBe(0);
    const resolver = `${RUN}import { ApolloServer } from '@apollo/server';\nnew ApolloServer({ resolvers: { Query: { x: (parent, args) => { exec(parent.q); } } } });`;
    expect(await injections('a.ts', resolver)).toBe(0);
  });

  it('lets a redirect of a loader lead anywhere', async () => {
    const code =
      "import { redirect } from '@remix-run/node';\nexport async function loader({ request }) { return redirect(new URL(request.url).searchParams.get('to') ?? '/'); }";
    const { weaknesses } = await analyzeInProcess(new Map([['app/routes/x.ts', code]]));
    expect(weaknesses.map((one) => one.weakness)).toEqual(['open-redirect']);
  });
});

describe('routes that a library answers by itself', () => {
  it('are followed, and open where nothing stands before them', async () => {
    const code =
      "const app = require('express')(); const finale = require('finale-rest'); const { expressjwt } = require('express-jwt');\napp.get('/api/x', expressjwt({ secret: process.env.S, algorithms: ['HS256'] }));\nfinale.initialize({ app });\nfinale.resource({ model: X, endpoints: ['/api/x', '/api/x/:id'] });";
    const { entryPoints } = await analyzeInProcess(new Map([['app.js', code]]));
    const made = entryPoints.filter((one) => one.framework === 'finale');
    expect(made.map((one) => one.at.line)).toEqual([2, 4, 4, 4, 4]);
    expect(made.map((one) => [one.method, one.route, one.followed, one.authentication]).sort()).toEqual([
      ['DELETE', '/api/x/:id', true, 'none'],
      ['GET', '/api/x', true, 'required'],
      ['GET', '/api/x/:id', true, 'none'],
      ['POST', '/api/x', true, 'none'],
      ['PUT', '/api/x/:id', true, 'none'],
    ]);
  });
});

describe('a library that answers in place of a handler', () => {
  it('is no guard of its own route, but of what is registered later for the same', async () => {
    const code =
      "const app = require('express')(); const passport = require('passport');\napp.post('/login', passport.authenticate('local'));\napp.post('/pay', passport.authenticate('jwt'));\napp.post('/pay', (req, res) => res.json({}));\napp.get('/pay', (req, res) => res.json({}));";
    const { entryPoints } = await analyzeInProcess(new Map([['app.js', code]]));
    expect(entryPoints.map((one) => [one.method, one.route, one.guards.length > 0])).toEqual([
      ['POST', '/login', false],
      ['POST', '/pay', true],
      ['GET', '/pay', false],
    ]);
  });
});

describe('what a tool of the developers serves', () => {
  it('is there for them alone', async () => {
    const served = "app.post('/api/stop', (req, res) => res.json({}));";
    const { entryPoints } = await analyzeInProcess(
      new Map([
        [
          'webpack.config.js',
          `module.exports = { devServer: { setupMiddlewares(m, { app }) { ${served} return m; } } };`,
        ],
        ['server.js', `const app = require('express')(); ${served}`],
      ]),
    );
    expect(entryPoints.map((one) => [one.at.file, one.onlyInDevelopment])).toEqual([
      ['server.js', false],
      ['webpack.config.js', true],
    ]);
  });
});
