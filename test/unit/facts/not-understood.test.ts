import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

async function found(files: Record<string, string>): Promise<string[]> {
  const { coverage } = await analyzeInProcess(new Map(Object.entries(files)));
  return coverage.notUnderstood.map(
    ({ what, name, file, line, places }) => `${what} ${name} ${file}:${line} x${places}`,
  );
}

const manifest = (name: string): string => JSON.stringify({ dependencies: { [name]: '1.0.0' } }, null, 1);

describe('frameworks that are not followed', () => {
  it.each([
    ["import { Application } from '@oak/oak';\nnew Application().use((ctx) => ctx.request.url).listen();", 'oak'],
    ["const { ServiceBroker } = require('moleculer');\nmodule.exports = new ServiceBroker();", 'moleculer'],
    ["import { RestApplication } from '@loopback/rest';\nexport class App extends RestApplication {}", 'loopback'],
    ["import { createApp } from 'h3';\nexport const app = createApp();", 'h3'],
    ["import { Meteor } from 'meteor/meteor';\nMeteor.methods({ x() {} });", 'meteor'],
    ["const grpc = require('@grpc/grpc-js');\nconst server = new grpc.Server();\nserver.addService(s, {});", 'grpc'],
  ])('are named by their import: %j', async (code, name) => {
    expect(await found({ 'app.js': code })).toContainEqual(
      expect.stringMatching(new RegExp(`^framework ${name} app\\.js:1 x1$`)),
    );
  });

  it.each([
    ['import hug\n\n@hug.get("/x")\ndef index(q):\n    return q\n', 'hug'],
    ['from masonite.routes import Route\nROUTES = [Route.get("/", "X@y")]\n', 'masonite'],
    ['import streamlit as st\nst.text_input("x")\n', 'streamlit'],
  ])('are named in Python: %j', async (code, name) => {
    expect(await found({ 'app.py': code })).toContainEqual(`framework ${name} app.py:1 x1`);
  });

  it('count their places', async () => {
    expect(await found({ 'a.js': "const sails = require('sails');", 'b.js': "require('sails').lift();" })).toEqual([
      'framework sails a.js:1 x2',
    ]);
  });

  it('are named by a manifest when nothing imports them', async () => {
    expect(
      await found({
        'package.json': manifest('sails'),
        'config/routes.js': "module.exports.routes = { 'GET /x': 'thumb' };",
      }),
    ).toEqual(['framework sails package.json:3 x1']);
  });

  it('are named when the analysis usually follows them and found nothing', async () => {
    expect(
      await found({ 'app.js': "const app = require('express')();\nrequire('./own').routes(app, table);\n" }),
    ).toEqual(['framework express app.js:1 x1']);
  });

  it.each([
    [
      'a followed one',
      { 'app.js': "const app = require('express')();\napp.get('/', (req, res) => res.end());\napp.listen(3000);\n" },
    ],
    [
      'a client of the same library',
      {
        'c.js':
          "const grpc = require('@grpc/grpc-js');\nconst client = new Service('a:1', grpc.credentials.createInsecure());\n",
        'd.js': "const WebSocket = require('ws');\nnew WebSocket('ws://x');\n",
      },
    ],
    [
      'a client in Python',
      {
        'c.py':
          'import aiohttp\n\nasync def f():\n    async with aiohttp.ClientSession() as s:\n        await s.get("https://x")\n',
      },
    ],
    [
      'a development dependency',
      { 'package.json': JSON.stringify({ devDependencies: { 'json-server': '1' } }, null, 1), 'a.js': 'f();' },
    ],
    ['a type', { 'a.ts': "import type { Context } from 'elysia';\nexport type C = Context;" }],
    ['a test', { 'a.test.js': "require('sails');", 'b.js': 'f();' }],
    ['a library', { 'index.js': 'exports.add = (a, b) => a + b;' }],
  ])('are not seen in %s', async (_what, files) => {
    expect(await found(files)).toEqual([]);
  });
});

describe('frameworks of languages that are not read', () => {
  it.each([
    ['Gemfile', "source 'x'\ngem 'rails', '~> 7'\n", 'framework rails Gemfile:2 x1'],
    ['composer.json', '{\n "require": {\n  "laravel/framework": "^11"\n }\n}', 'framework laravel composer.json:3 x1'],
    ['pom.xml', '<project>\n<artifactId>spring-boot-starter-web</artifactId>', 'framework spring pom.xml:2 x1'],
    ['go.mod', 'module x\nrequire github.com/gin-gonic/gin v1.9.1\n', 'framework gin go.mod:2 x1'],
    ['Cargo.toml', '[dependencies]\nactix-web = "4"\n', 'framework actix-web Cargo.toml:2 x1'],
    ['src/Api.csproj', '<Project Sdk="Microsoft.NET.Sdk.Web">\n', 'framework asp.net src/Api.csproj:1 x1'],
    ['mix.exs', '  {:phoenix, "~> 1.7"},\n', 'framework phoenix mix.exs:1 x1'],
  ])('are named by %s', async (path, text, expected) => {
    expect(await found({ [path]: text, 'a.js': 'f();' })).toContain(expected);
  });

  it('are not guessed from other packages', async () => {
    expect(
      await found({
        Gemfile: "gem 'rails-i18n-extra-tool'\ngem 'nokogiri'\n",
        'go.mod': 'module gin\n',
        'a.js': 'f();',
      }),
    ).toEqual([]);
  });
});

describe('what listens', () => {
  it.each([
    [
      "const server = require('their-server').create();\nserver.listen(process.env.PORT || 8080);",
      'server their-server a.js:2 x1',
    ],
    [
      "const http = require('http');\nconst { handler } = require('their-app');\nhttp.createServer(handler).listen(80);",
      'server http.createServer a.js:3 x1',
    ],
    ["const net = require('net');\nnet.createServer(make()).listen(7000);", 'server net.createServer a.js:2 x1'],
  ])('is named when nothing is known to answer: %j', async (code, expected) => {
    expect(await found({ 'a.js': code })).toContain(expected);
  });

  it('is named by the port that a deployment file opens', async () => {
    expect(await found({ Dockerfile: 'FROM node\nEXPOSE 8080\n', 'a.js': 'f();' })).toEqual([
      'server port 8080 Dockerfile:2 x1',
    ]);
    expect(await found({ Procfile: 'web: ./start\n', 'a.js': 'f();' })).toEqual([
      'server the process "web" Procfile:1 x1',
    ]);
  });

  it('is understood where requests are taken, and no name of a variable is a library', async () => {
    expect(
      await found({ 'a.js': "const http = require('http');\nhttp.createServer((req, res) => res.end()).listen(80);" }),
    ).toEqual([]);
    expect(await found({ 'a.js': "emitter.listen('x');\nqueue.start(5000);" })).toEqual([]);
    expect(
      await found({
        'package.json': manifest('express'),
        'a.js': "const app = require('express')();\napp.get('/', (req, res) => res.end());\n",
        Dockerfile: 'EXPOSE 80\n',
      }),
    ).toEqual([]);
  });
});

describe('registrations made from data', () => {
  it('are named for methods that are computed', async () => {
    const code =
      "const app = require('express')();\napp.get('/', (req, res) => res.end());\nfor (const r of require('./table.json')) app[r.method](r.path, r.handler);\n";
    expect(await found({ 'a.js': code })).toEqual(['registration app[r.method] a.js:3 x1']);
    expect(await found({ 'a.js': "const table = {};\nconst name = f();\ntable[name]('/x', g);\n" })).toEqual([]);
  });

  it('are named for routes that are spread', async () => {
    const code =
      'from flask import Flask\nfrom table import RULES\n\napp = Flask(__name__)\n\n@app.route("/")\ndef index():\n    return "x"\n\nfor rule in RULES:\n    app.add_url_rule(*rule)\n';
    expect(await found({ 'a.py': code })).toContain('registration app.add_url_rule(…) a.py:11 x1');
  });

  it('are named for modules under names made at run time', async () => {
    expect(
      await found({
        'a.js': "for (const f of fs.readdirSync('routes')) require(path.join('routes', f));\nrequire('./b');\n",
      }),
    ).toEqual(['dynamic-import require a.js:1 x1']);
    expect(
      await found({ 'a.py': 'import importlib\n\ndef load(name):\n    return importlib.import_module(name)\n' }),
    ).toEqual(['dynamic-import importlib.import_module a.py:4 x1']);
  });
});
