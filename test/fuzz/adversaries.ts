import type { Random } from '../metamorphic/random';

type Make = (size: number) => Record<string, string>;

const times = (size: number, make: (at: number) => string): string =>
  Array.from({ length: size }, (_, at) => make(at)).join('');
const express = (body: string): Record<string, string> => ({
  'app.js': `const app = require('express')();\napp.post('/x', (req, res) => {\n${body}\n});\n`,
});
const flask = (body: string): Record<string, string> => ({
  'app.py': `from flask import Flask, request\napp = Flask(__name__)\n@app.route('/x')\ndef view():\n${body}\n    return 'x'\n`,
});

/** Programs that grow, nest or circle: each is small, and would be large if somebody did what it says. */
export const ADVERSARIES: Readonly<Record<string, Make>> = {
  'a text that doubles': (size) => express(`let s = req.body.s;\n${'s = s + s + s + s;\n'.repeat(size)}res.send(s);`),
  'a text that doubles, in Python': (size) =>
    flask(`    s = request.args['s']\n${'    s = s + s\n'.repeat(size)}    eval(s)\n`),
  'a list that doubles': (size) => express(`let a = [req.body.a];\n${'a = [...a, ...a];\n'.repeat(size)}eval(a[0]);`),
  'an object that doubles': (size) =>
    express(`let o = { a: req.body };\n${'o = { a: o, b: o };\n'.repeat(size)}eval(o.a.b);`),
  'an object that is spread into itself': (size) =>
    express(
      `let o = { a: req.body.a };\n${'o = { ...o, ...o, b: [...Object.values(o)] };\n'.repeat(size)}eval(o.b[0]);`,
    ),
  'repeated texts': () =>
    express("res.send('a'.repeat(1e9) + 'b'.padStart(2 ** 30) + new Array(1e8).fill(req.query.x).join());"),
  'functions that call each other': (size) => ({
    'app.js': `const app = require('express')();\n${times(size, (at) => `function f${at}(x) { return f${(at + 1) % size}(x) + f${(at * 7) % size}(x); }\n`)}app.get('/', (req, res) => eval(f0(req.query.x)));\n`,
  }),
  'functions that give each other functions': (size) =>
    express(`let f = (x) => x;\n${'f = ((g) => (x) => g(g(x)))(f);\n'.repeat(size)}eval(f(req.body.x));`),
  branches: (size) =>
    express(`let x = req.body.x;\n${times(size, (at) => `if (x.a${at}) x = x.b${at}; else x = x.c${at};\n`)}eval(x);`),
  'loops in loops': (size) =>
    express(
      `let x = req.body;\n${times(Math.min(size, 60), (at) => `for (const k${at} in x) { x = x[k${at}];\n`)}eval(x);${'}'.repeat(Math.min(size, 60))}`,
    ),
  'many routes of one function': (size) => ({
    'app.py': `from flask import Flask\napp = Flask(__name__)\n${times(size * 4, (at) => `@app.route('/r${at}')\n`)}def f():\n    return 'x'\n`,
  }),
  'many handlers of one route': (size) => ({
    'app.js': `const app = require('express')();\napp.get('/', ${times(size, (at) => `(q, s, n) => n(q.query.x${at}), `)}(q, s) => s.send(q.query.x));\n`,
  }),
  'routers in routers': (size) => ({
    'app.js': `const e = require('express');\nlet r = e.Router();\n${times(size, (at) => `{ const s = e.Router(); s.use('/${at}', r); r = s; }\n`)}e().use(r);\nr.get('/', (q, s) => eval(q.query.x));\n`,
  }),
  'classes that extend each other': (size) => ({
    'a.js': `${times(size, (at) => `class A${at} extends A${(at + 1) % size} { m(x) { return super.m(x) + this.m(eval(x)); } }\n`)}exports.m = (x) => new A0().m(x);\n`,
  }),
  'modules that import each other': (size) =>
    Object.fromEntries(
      Array.from({ length: Math.min(size, 60) }, (_, at) => [
        `m${at}.js`,
        `const a = require('./m${(at + 1) % Math.min(size, 60)}');\nmodule.exports = { ...a, f: (x) => a.f(x) };\n`,
      ]),
    ),
  'stars that import each other': (size) =>
    Object.fromEntries(
      Array.from({ length: Math.min(size, 60) }, (_, at) => [
        `m${at}.py`,
        `from m${(at + 1) % Math.min(size, 60)} import *\nfrom m${(at + 2) % Math.min(size, 60)} import *\n`,
      ]),
    ),
  'exports of exports': (size) =>
    Object.fromEntries(
      Array.from({ length: Math.min(size, 60) }, (_, at) => [
        `m${at}.ts`,
        `export * from './m${(at + 1) % Math.min(size, 60)}';\nexport * from './m${(at * 3) % Math.min(size, 60)}';\n`,
      ]),
    ),
  destructuring: (size) =>
    express(`const ${'{ a: ['.repeat(Math.min(size, 200))}x${'] }'.repeat(Math.min(size, 200))} = req.body;\neval(x);`),
  'keys that are no data': () =>
    express(
      'const o = { __proto__: req.body, constructor: 1, hasOwnProperty: 2 };\no.__proto__.__proto__ = o;\nObject.assign(o, req.body);\neval(o.toString);\n',
    ),
  'an object that holds itself': () =>
    express('const o = { x: req.body };\no.o = o; o.a = [o, o];\neval(o.o.o.a[0].o.x);\nres.json(o);'),
  'promises in promises': (size) =>
    express(
      `let p = Promise.resolve(req.body.x);\n${'p = p.then((x) => Promise.all([x, p])).then(([x]) => x);\n'.repeat(size)}p.then(eval);`,
    ),
  'templates in templates': (size) =>
    express(`eval(${'`a${'.repeat(Math.min(size, 300))}req.body.x${'}`'.repeat(Math.min(size, 300))});`),
  'a manifest that nests': (size) => ({
    'app.js': 'eval(process.argv[2]);\n',
    'package.json': '{"a":'.repeat(size * 100),
    'tsconfig.json': '['.repeat(size * 100),
    'package-lock.json': '{"dependencies":{"a":'.repeat(size * 50),
    'pyproject.toml': `a = ${'['.repeat(size * 100)}`,
  }),
  'aliases that lead to each other': (size) => ({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        paths: Object.fromEntries(
          Array.from({ length: size }, (_, at) => [`a${at}/*`, [`a${at + 1}/*`, `a${(at * 3) % size}/*`]]),
        ),
      },
    }),
    'a.ts': "import { x } from 'a0/b';\nx();\n",
  }),
  'patterns that backtrack': (size) =>
    express(
      `if (/^(a+)+$/.test(req.body.x)) eval(req.body.x);\nconst r = new RegExp('${'(a|'.repeat(Math.min(size, 100))}');`,
    ),
  'a condition of conditions': (size) =>
    express(`if (${times(size, (at) => `(req.body.a${at} || !req.user.b${at}) && `)}true) eval(req.body.x);`),
  'many secrets': (size) => ({
    '.env': times(size, (at) => `SECRET_${at}=aB3dE5gH7jK9${at}\n`),
    'a.yml': times(size, (at) => `${' '.repeat(at % 40)}password: aB3dE5gH7jK9${at}\n`),
  }),
  'long lines': (size) => ({
    'a.js': `const x = [${times(size * 20, (at) => `'${at}', `)}];\n`,
    'b.py': `x = "${'a'.repeat(size * 100)}"\n`,
    'c.ejs': `<%- ${'a.'.repeat(size)}b %>\n`,
    'requirements.txt': `${'a'.repeat(size * 50)}==1\n`,
  }),
};

/** One of them, in a size that seeds repeat. */
export function adversary(random: Random): Record<string, string> {
  const make = ADVERSARIES[random.pick(Object.keys(ADVERSARIES))];
  return make?.(random.pick([1, 3, 20, 100, 300])) ?? {};
}
