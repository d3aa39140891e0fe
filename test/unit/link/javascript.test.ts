import { describe, expect, it } from 'vitest';
import { link, named, probed, probeOf } from './linked';

async function probe(main: string, rest: Record<string, string> = {}): Promise<string[]> {
  return probed(await link({ 'main.js': main, ...rest }), 'main.js');
}

describe('library paths', () => {
  it.each([
    ["const express = require('express'); const app = express(); probe(app.get)", 'express().get'],
    ["import express from 'express'; probe(express.Router().post)", 'express.Router().post'],
    ["import { Router as R } from 'express'; probe(new R().use)", 'express.Router().use'],
    ["import * as e from 'express'; probe(e.Router())", 'express.Router()'],
    [
      "const { Router } = require('express'); const r = Router(); probe(r.route('/x').get)",
      'express.Router().route().get',
    ],
    [
      "var _e = _interopRequireDefault(require('express')); function _interopRequireDefault(e) { return e && e.__esModule ? e : { default: e }; } probe((0, _e.default)().get)",
      'express().get',
    ],
    ["const fs = require('node:fs/promises'); probe(fs.readFile)", 'fs/promises.readFile'],
    ['probe(process.env.SECRET)', 'process.env.SECRET'],
    ["const k = 'SECRET'; probe(process.env[k])", 'process.env.SECRET'],
    ["import x = require('x'); probe(x.y)", 'x.y'],
  ])('%s', async (code, path) => {
    expect(await probe(code)).toEqual([path]);
  });
});

describe('names', () => {
  it('takes every assignment to a variable', async () => {
    expect(await probe("let a = 'x'; if (c) a = 'y'; function f() { a = 'z'; } probe(a)")).toEqual([
      '"x"',
      '"y"',
      '"z"',
    ]);
  });
  it('prefers the inner declaration and hoists functions', async () => {
    expect(await probe('const f = 1; function g() { probe(f); function f() {} }')).toEqual(['function f in main.js']);
  });
  it('takes patterns apart', async () => {
    expect(await probe("const { a: { b }, ...rest } = { a: { b: 'deep' } }; probe(b)")).toEqual(['"deep"']);
    expect(await probe("const [, second] = ['x', 'y']; probe(second)")).toEqual(['"y"']);
    expect(await probe("const { missing = 'fallback' } = {}; probe(missing)")).toEqual(['"fallback"']);
  });
  it('survives names of Object.prototype', async () => {
    expect(await probe('const constructor = 1; const o = { __proto__: 2 }; probe(o.toString)')).toEqual([]);
    expect(await probe('probe(hasOwnProperty)')).toEqual(['hasOwnProperty']);
  });
  it('ends in cycles', async () => {
    expect(await probe('let a = b; let b = a; a = 1; probe(a)')).toEqual(['1']);
    expect(await probe('function f(x) { return x ? f(x) : f; } probe(f(1))')).toEqual(['function f in main.js']);
  });
});

describe('modules', () => {
  const cases: [string, string, Record<string, string>, string[]][] = [
    [
      'a function as module.exports',
      "const f = require('./a'); probe(f)",
      { 'a.js': 'module.exports = function made() {}' },
      ['function made in a.js'],
    ],
    ['exports.x', "const { x } = require('./a'); probe(x)", { 'a.js': 'exports.x = () => 1' }, ['function x in a.js']],
    [
      'module.exports.x',
      "probe(require('./a').x)",
      { 'a.js': 'module.exports.x = function x() {}' },
      ['function x in a.js'],
    ],
    [
      'an object as module.exports',
      "probe(require('./a').x)",
      { 'a.js': 'function x() {} module.exports = { x }' },
      ['function x in a.js'],
    ],
    [
      'members added to an exported object',
      "probe(require('./a').addDocument)",
      { 'a.js': 'const exp = {}; exp.addDocument = function addDocument() {}; module.exports = exp;' },
      ['function addDocument in a.js'],
    ],
    [
      'the result of a factory',
      "probe(require('./a')({}).go)",
      { 'a.js': 'module.exports = function (config) { const exp = {}; exp.go = function go() {}; return exp; }' },
      ['function go in a.js'],
    ],
    [
      'a router made by a factory',
      "probe(require('./a')({}))",
      {
        'a.js':
          "const express = require('express'); module.exports = (config) => { const r = express.Router(); return r; }",
      },
      ['express.Router()'],
    ],
    ['index files and directories', "probe(require('./lib'))", { 'lib/index.js': 'module.exports = 5' }, ['5']],
    [
      'ES default',
      "import f from './a.mjs'; probe(f)",
      { 'a.mjs': 'export default function f() {}' },
      ['function f in a.mjs'],
    ],
    ['an anonymous default', "import f from './a.mjs'; probe(f.x)", { 'a.mjs': 'export default { x: 3 }' }, ['3']],
    [
      'named exports and re-exports',
      "import { z } from './b'; probe(z)",
      { 'a.js': 'export const x = 7', 'b.js': "export { x as z } from './a'" },
      ['7'],
    ],
    [
      'star re-exports in a circle',
      "import { x } from './b'; probe(x)",
      { 'a.js': "export * from './b'; export const x = 7", 'b.js': "export * from './a'" },
      ['7'],
    ],
    [
      'a namespace re-export',
      "import { ns } from './b'; probe(ns.x)",
      { 'a.js': 'export const x = 7', 'b.js': "export * as ns from './a'" },
      ['7'],
    ],
    ['CommonJS imported as default', "import a from './a'; probe(a.x)", { 'a.js': 'module.exports = { x: 8 }' }, ['8']],
    [
      'Babel exports',
      "var _a = _interopRequireDefault(require('./a')); probe(_a.default)",
      {
        'a.js':
          "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = void 0; class A {} var _default = exports.default = A;",
      },
      ['class A'],
    ],
    [
      'Babel re-exports',
      "probe(require('./b').y)",
      {
        'a.js': 'exports.x = 9',
        'b.js':
          "var _a = require('./a'); Object.defineProperty(exports, 'y', { enumerable: true, get: function () { return _a.x; } });",
      },
      ['9'],
    ],
    [
      'Babel star re-exports',
      "probe(require('./b').x)",
      {
        'a.js': 'exports.x = 9',
        'b.js':
          "var _a = require('./a'); Object.keys(_a).forEach(function (key) { if (key in exports) return; Object.defineProperty(exports, key, { enumerable: true, get: function () { return _a[key]; } }); });",
      },
      ['9'],
    ],
    [
      'TypeScript star re-exports',
      "probe(require('./b').x)",
      { 'a.js': 'exports.x = 9', 'b.js': '__exportStar(require("./a"), exports);' },
      ['9'],
    ],
    [
      'compiled file names of TypeScript',
      "import { x } from './a.js'; probe(x)",
      { 'a.ts': 'export const x = 4' },
      ['4'],
    ],
    [
      'paths of tsconfig',
      "import { x } from '@/a'; probe(x)",
      {
        'src/a.ts': 'export const x = 4',
        'tsconfig.json': '{ // comment\n "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
      },
      ['4'],
    ],
    [
      'packages of the workspace',
      "import { x } from '@me/lib'; probe(x)",
      {
        'packages/lib/source/a.ts': 'export const x = 4',
        'packages/lib/package.json': '{ "name": "@me/lib", "main": "./source/a.js" }',
      },
      ['4'],
    ],
    ['a broken manifest', "import x from 'x'; probe(x)", { 'package.json': '{ "name": ' }, ['x']],
    [
      'Object.assign on exports',
      "probe(require('./b').x)",
      { 'a.js': 'exports.x = 9', 'b.js': "Object.assign(module.exports, require('./a'))" },
      ['9'],
    ],
    ['dynamic import', "const m = await import('./a'); probe(m.x)", { 'a.js': 'export const x = 4' }, ['4']],
  ];
  it.each(cases)('%s', async (_, main, rest, expected) => {
    expect(await probe(main, rest)).toEqual(expected);
  });
});

describe('classes and objects', () => {
  it('finds methods of instances, inherited ones too', async () => {
    expect(await probe('class A { m() {} } class B extends A {} probe(new B().m)')).toEqual(['function m in main.js']);
    expect(await probe("const P = require('lib'); class B extends P {} probe(new B().m)")).toEqual(['lib().m']);
  });
  it('knows what constructors keep', async () => {
    expect(
      await probe(
        "const e = require('express'); class S { constructor() { this.app = e(); } run() { probe(this.app.get); } }",
      ),
    ).toEqual(['express().get']);
    expect(
      await probe("class S { constructor(db) { this.db = db; } run() { probe(this.db); } } new S('store')"),
    ).toEqual(['"store"']);
  });
  it('knows the types of injected services', async () => {
    const program = await link({
      'main.ts':
        'class Cats { all() {} } class C { constructor(private readonly cats: Cats) {} get() { probe(this.cats.all); } }',
    });
    expect(probed(program, 'main.ts')).toContain('function all in main.ts');
  });
  it('reads constructor functions and prototypes', async () => {
    expect(await probe('function A() { this.x = 3; } A.prototype.get = function get() { probe(this.x); };')).toEqual([
      '3',
    ]);
    expect(await probe('function A() {} A.prototype.get = function get() {}; probe(new A().get)')).toEqual([
      'function get in main.js',
    ]);
    expect(await probe('function A() {} A.prototype = { get() {} }; probe(new A().get)')).toEqual([
      'function get in main.js',
    ]);
    expect(
      await probe(
        "var util = require('util'); function A() {} A.prototype.go = function go() {}; function B() {} util.inherits(B, A); probe(new B().go)",
      ),
    ).toEqual(['function go in main.js']);
  });
  it('reads classes compiled to functions', async () => {
    const code =
      "var C = function () { function C() { _classCallCheck(this, C); this.y = 2; } _createClass(C, [{ key: 'go', value: function go() { probe(this.y); } }]); return C; }(); new C().go();";
    expect(await probe(code)).toEqual(['2']);
  });
  it('adds static members', async () => {
    expect(await probe('class A { static s() {} } A.t = function t() {}; probe(A.s); ')).toEqual([
      'function s in main.js',
    ]);
    expect(await probe('class A {} A.t = function t() {}; probe(A.t)')).toEqual(['function t in main.js']);
  });
  it('follows spreads, getters and methods of object literals', async () => {
    expect(
      await probe("const a = { x: 1 }; const b = { ...a, get y() { return 'got'; } }; probe([b.x, b.y][1])"),
    ).toEqual(['"got"']);
    expect(await probe("const o = { init() { this.h = 'kept'; }, run() { probe(this.h); } }")).toEqual(['"kept"']);
  });
  it('passes through bind, promisify and wrappers', async () => {
    expect(await probe('class A { m() {} constructor() { probe(this.m.bind(this)); } }')).toEqual([
      'function m in main.js',
    ]);
    expect(await probe("const { promisify } = require('util'); function f() {} probe(promisify(f))")).toEqual([
      'function f in main.js',
    ]);
  });
});

describe('parameters', () => {
  it('stand for what callers hand over', async () => {
    const rest = {
      'app.js':
        "const express = require('express'); const routes = require('./main'); const app = express(); routes(app, 'db');",
    };
    expect(await probe('module.exports = function (app, db) { probe(app.get); }', rest)).toEqual(['express().get']);
  });
  it('stay open without callers', async () => {
    expect(await probe('module.exports = function setup(app) { probe(app.route().get); }')).toEqual([
      'parameter 0 of setup.route.().get',
    ]);
  });
  it('do not mix the callers of a function that returns its argument', async () => {
    expect(await probe("const same = (x) => x; same('other'); probe(same('mine'))")).toEqual(['"mine"']);
  });
  it('have the types they are declared with', async () => {
    const program = await link({
      'main.ts': "import { Application } from 'express'; export function setup(app: Application) { probe(app.get); }",
    });
    expect(probed(program, 'main.ts')).toContain('express.Application().get');
  });
  it('of callbacks get elements and results', async () => {
    expect(await probe("[['/a', f]].forEach(([path]) => probe(path)); function f() {}")).toEqual(['"/a"']);
    expect(
      await probe("Object.entries({ '/a': f }).forEach(([path, handler]) => probe(handler)); function f() {}"),
    ).toEqual(['function f in main.js']);
    expect(await probe("for (const path of ['/a', '/b']) probe(path)")).toEqual(['"/a"', '"/b"']);
    expect(
      await probe(
        "const { MongoClient } = require('mongodb'); MongoClient.connect(url, (err, db) => probe(db.collection))",
      ),
    ).toEqual(['mongodb.MongoClient.connect().collection']);
  });
  it('ends when functions hand their parameters round', async () => {
    expect(
      await probe(
        'function f(list) { list.push(list[0]); f(list.concat(g(list))); probe(list); } function g(x) { f(x); return x; } f([f])',
      ),
    ).toEqual(['array']);
  });
  it('of an immediately called function', async () => {
    expect(await probe("(function (root) { probe(root); })('handed')")).toEqual(['"handed"']);
  });
  it('of a Fastify plugin in another file', async () => {
    const rest = { 'app.js': "const app = require('fastify')(); app.register(require('./main'), { prefix: '/v1' });" };
    expect(await probe('module.exports = async function (server) { probe(server.get); }', rest)).toEqual([
      'fastify().get',
    ]);
  });
});

describe('calls and strings', () => {
  it('knows the callers of methods and closures', async () => {
    const program = await link({
      'main.js': 'class A { m() {} } function make() { return function inner() {}; } new A().m(); make()();',
    });
    expect(program.callersOf(named(program, 'm')).map((site) => site.expr.span.line)).toEqual([1]);
    expect(program.callersOf(named(program, 'inner'))).toHaveLength(1);
  });
  it('counts being handed over only on request', async () => {
    const program = await link({ 'main.js': "const app = require('express')(); function h() {} app.get('/', h)" });
    expect(program.callersOf(named(program, 'h'))).toHaveLength(0);
    expect(program.callersOf(named(program, 'h'), true)).toHaveLength(1);
  });
  it('puts constant strings together', async () => {
    const program = await link({
      'main.js': "const base = '/api'; const v = process.env.V || '1'; probe(`${base}/v${v}` + '/x')",
    });
    const { expr, scope } = probeOf(program, 'main.js');
    expect(program.strings(expr, scope)).toEqual(['/api/v1/x']);
  });
  it('gives no string when a part is unknown', async () => {
    const program = await link({ 'main.js': 'probe(`/a/${x}`)' });
    const { expr, scope } = probeOf(program, 'main.js');
    expect(program.strings(expr, scope)).toEqual([]);
  });
});
