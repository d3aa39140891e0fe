import { describe, expect, it } from 'vitest';
import { conventionsOf } from '../../../src/analysis/frameworks/conventions';
import { FRAMEWORKS } from '../../../src/analysis/frameworks/registry';
import { findEntryPoints } from '../../../src/analysis/frameworks/find-entry-points';
import { Allotment } from '../../../src/analysis/engine/flow/allotment';
import { findFlows } from '../../../src/analysis/engine/flow/find-flows';
import type { FileIr } from '../../../src/analysis/read/ir';
import { linkProgram } from '../../../src/analysis/engine/link/program';
import { lowerText } from '../../../src/analysis/languages/lower/lower-text';
import { linkedLanguages, specialCalls } from '../../../src/analysis/languages/registry';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { flowsOf, places } from '../../unit/flow/flow-of';

type Sources = Record<string, string>;

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

/** Programs of a shape that grows; doubled, they may cost about twice as much. */
const SHAPES: Record<string, (n: number) => Sources> = {
  'functions in a file': (n) => ({ 'a.js': lines(n, (at) => `function f${at}(x) { return x + ${at}; }`) }),
  routes: (n) => ({
    'a.js': `const app = require('express')();\n${lines(n, (at) => `app.get('/r${at}', (req, res) => { res.json({ a: req.query.a }); });`)}`,
  }),
  'decorators on one function': (n) => ({
    'a.py': `from flask import Flask\napp = Flask(__name__)\n${lines(n, (at) => `@app.route('/r${at}')`)}\ndef f():\n    return 'x'\n`,
  }),
  'files with one import': (n) => ({
    'lib.js': 'exports.f = (x) => x;',
    ...Object.fromEntries(
      Array.from({ length: n }, (_, at) => [`f${at}.js`, "const { f } = require('./lib');\nf(1);"]),
    ),
  }),
  'calls of one function': (n) => ({
    'a.js': `function f(x) { return { x }; }\n${lines(n, (at) => `const v${at} = f({ a: ${at} });`)}`,
  }),
  'cases of a switch': (n) => ({
    'a.js': `function f(x) { let y; switch (x) {\n${lines(n, (at) => `case ${at}: y${at} = x; break;`)}\n} return y; }`,
  }),
  'early returns': (n) => ({ 'a.js': `function f(x) {\n${lines(n, (at) => `if (x === ${at}) { return ${at}; }`)}\n}` }),
  branches: (n) => ({
    'a.js': `function f(x) { let y = 0;\n${lines(n, (at) => `if (x > ${at}) y = ${at}; else y = -${at};`)}\nreturn y; }`,
  }),
  'an object literal': (n) => ({ 'a.js': `const o = {\n${lines(n, (at) => `k${at}: ${at},`)}\n}; o.k1;` }),
  'an array literal': (n) => ({ 'a.js': `const o = [\n${lines(n, (at) => `${at},`)}\n]; o[0];` }),
  'classes that extend one another': (n) => ({
    'a.js': `class C0 { m() {} }\n${lines(n, (at) => `class C${at + 1} extends C${at} { own${at}() { return this.m(); } }`)}`,
  }),
  'files that re-export one another': (n) => ({
    ...Object.fromEntries(
      Array.from({ length: n }, (_, at) => [
        `f${at}.js`,
        `export * from './f${(at + 1) % n}';\nexport * from './f${(at + 2) % n}';\nexport const v${at} = ${at};`,
      ]),
    ),
    'use.js': "import { v1, nothing } from './f0';\nv1(nothing);",
  }),
  'an object spread into itself': (n) => ({
    'a.js': `let o = {};\n${lines(n, (at) => `o = { ...o, k${at}: ${at} };`)}\no.k1; o.none;`,
  }),
};

async function stepsOf(files: Sources): Promise<{ link: number; flow: number }> {
  const trees = new Map<string, FileIr>();
  for (const [path, text] of Object.entries(files)) trees.set(path, await lowerText(path, text));
  const program = linkProgram(trees, linkedLanguages(), undefined, conventionsOf(FRAMEWORKS));
  const texts = new CachedTextSource((path) => files[path]);
  const flow = findFlows(program, findEntryPoints(program, texts), texts, specialCalls()).steps;
  return { link: program.steps, flow };
}

describe('the cost of an analysis', () => {
  it.each(Object.entries(SHAPES))('about doubles with twice as many %s', async (_, shape) => {
    const [half, whole] = [await stepsOf(shape(60)), await stepsOf(shape(120))];
    expect(half.flow).toBeGreaterThan(0);
    expect(whole.flow).toBeLessThan(half.flow * 2.6 + 50);
    expect(whole.link).toBeLessThan(half.link * 2.6 + 50);
  });

  it.each(['then', 'map', 'filter'])('does not double with every level of what `%s` is given', async (method) => {
    const nested = (levels: number): Sources => ({
      'a.js': `const axios = require('axios');\n${Array.from({ length: levels }, (_, at) => `axios.get('/a').${method}((r${at}) =>`).join(' ')} 1${')'.repeat(levels)};`,
    });
    const [half, whole] = [await stepsOf(nested(4)), await stepsOf(nested(8))];
    expect(whole.flow).toBeLessThan(half.flow * 2.6);
  });
});

describe('loops in loops', () => {
  const HEADS: Record<string, (at: number) => string> = {
    'for…in': (at) => `for (const k${at} in x) { x = x[k${at}];`,
    'for…of': (at) => `for (const k${at} of x) { x = k${at}.x;`,
    for: (at) => `for (let i${at} = 0; i${at} < x.length; i${at}++) { x = x[i${at}];`,
    while: () => 'while (x.next) { x = x.next;',
  };
  const nested = (head: (at: number) => string, depth: number): Sources => ({
    'a.js': `const app = require('express')();\napp.get('/', (req, res) => {\nlet x = req.query;\n${lines(depth, head)}\neval(x);\n${'}'.repeat(depth)}\n});\n`,
  });

  it.each(Object.entries(HEADS))('do not multiply: %s', async (_, head) => {
    const [half, whole] = [await stepsOf(nested(head, 6)), await stepsOf(nested(head, 12))];
    expect(whole.flow).toBeLessThan(half.flow * 16);
  });

  it.each(Object.entries(HEADS))('are bounded by the size of the code, which is named: %s', async (_, head) => {
    const files = nested(head, 80);
    const { weaknesses, limits } = await flowsOf({
      ...files,
      'b.js': "require('express')().get('/', (q, s) => eval(q.query.c));",
    });
    expect(weaknesses.map((one) => one.at.file)).toContain('b.js');
    expect(limits).toEqual([{ path: 'a.js', why: { is: 'flow-budget', of: 'entry-point' } }]);
    expect((await stepsOf(files)).flow).toBeLessThan(100_000);
  });

  it('hand what the outer ones leave behind to the inner ones', async () => {
    const text = `const app = require('express')();
app.get('/', (req, res) => {
  let [a, b, c] = ['', '', ''];
  for (const x of req.query.x) {
    for (const y of x.y) {
      for (const z of y.z) {
        eval(c);
        c = b;
      }
      b = a;
    }
    a = x;
  }
});
`;
    expect(places((await flowsOf({ 'a.js': text })).weaknesses)).toContain('code-injection@7');
  });

  it('are followed beside one another as before', async () => {
    const one = (at: number): string =>
      `for (const v${at} of req.query.v) { for (const w of v${at}.w) { s${at} = w; } }`;
    const text = `const app = require('express')();\napp.get('/', (req, res) => {\nlet s0, s29;\n${lines(30, one)}\neval(s29);\n});`;
    expect(places((await flowsOf({ 'a.js': text })).weaknesses)).toContain('code-injection@34');
  });
});

describe('code made to grow', () => {
  const victim = "const app = require('express')();\napp.get('/', (req, res) => {\n  eval(req.query.code);\n});\n";
  const GROWING: Record<string, string> = {
    'doubled text': `let s = 'aaaaaaaaaa';\n${lines(40, () => 's = s + s + s + s;')}\nmodule.exports = s.length;`,
    'repeated text':
      "const a = 'a'.repeat(1e9); const b = a.padStart(1e9, 'xyz'); module.exports = a.replaceAll('a', b);",
    'doubled template': `let s = 'aaaaaaaaaa';\n${lines(40, () => 's = `${s}${s}${s}`;')}`,
    'doubled replacement': `let s = 'aaaaaaaaaa';\n${lines(20, () => "s = s.replaceAll('a', s);")}`,
    'doubled list': `let s = [1, 2];\n${lines(40, () => 's = [...s, ...s]; s = s.concat(s);')}`,
    'filled array': 'module.exports = Array(1e9).fill("x").join("y").split("");',
    'bound arguments': `let f = (x) => x;\n${lines(300, () => 'f = f.bind(null, 1, 2, 3);')}\nf();`,
  };
  it.each(Object.entries(GROWING))('leaves the flows of other files alone: %s', async (_, text) => {
    const { weaknesses } = await flowsOf({ 'a-grow.js': text, 'b.js': victim });
    expect(places(weaknesses)).toContain('code-injection@3');
  });

  const PYTHON: Record<string, string> = {
    'text times number': "s = 'a' * 10 ** 9\nt = s * 10 ** 9\n",
    'doubled text': `s = 'aaaaaaaaaa'\n${lines(40, () => 's = s + s + s')}`,
    'doubled list': `s = [1]\n${lines(40, () => 's = s + s')}`,
    'formatted text': `s = 'aaaaaaaaaa'\n${lines(30, () => "s = '%s%s%s' % (s, s, s)")}\nt = '{0}{0}'.format(s)\n`,
    'joined text': `s = ['aaaaaaaaaa'] * 30\n${lines(20, () => "s = [''.join(s), ''.join(s)]")}`,
  };
  it.each(Object.entries(PYTHON))('leaves the flows of other files alone in Python: %s', async (_, text) => {
    const { weaknesses } = await flowsOf({ 'a_grow.py': text, 'b.js': victim });
    expect(places(weaknesses)).toContain('code-injection@3');
  });

  it('keeps following data from outside through text too long to be known', async () => {
    const text = `const app = require('express')();\napp.get('/', (req, res) => {\n  let s = 'a'; ${lines(20, () => 's = s + s;')}\n  eval(s + req.query.code);\n});\n`;
    expect((await flowsOf({ 'a.js': text })).weaknesses.map((one) => one.weakness)).toContain('code-injection');
  });
});

describe('steps shared out before the work', () => {
  it('give every root its share, whatever the ones before it take', () => {
    const steps = new Allotment(1000, 100, 50, 1);
    for (let root = 0; root < 5000; root++) steps.done(steps.next(), 0);
    expect(steps.next()).toBe(10);
  });

  it('let later roots use what others leave over', () => {
    const steps = new Allotment(1000, 100, 50, 1);
    for (let root = 0; root < 5000; root++) steps.done(steps.next(), 0);
    for (let root = 0; root < 10; root++) steps.done(steps.next(), steps.next() - 1);
    expect(steps.next()).toBe(50);
  });

  it('never shrink below the least', () => {
    const steps = new Allotment(10, 1000, 50, 5);
    for (let root = 0; root < 1000; root++) steps.done(steps.next(), 0);
    expect(steps.next()).toBe(5);
  });
});
