import { describe, expect, it } from 'vitest';
import { express, flowsOf, places } from './flow-of';

/** Twin programs: the vulnerable one is reported at its line, its guarded twin is not. */
interface Twin {
  name: string;
  weakness: string;
  bad: string;
  good: string;
}

const TWINS: readonly Twin[] = [
  { name: 'eval', weakness: 'code-injection', bad: 'eval(req.body.x);', good: 'eval(Number(req.body.x));' },
  {
    name: 'function of a context that fixed code calls',
    weakness: 'code-injection',
    bad: "const box = { x: req.body.x, run: (s) => eval(s) }; require('vm').runInNewContext('run(x)', box);",
    good: "const box = { x: req.body.x, run: (s) => s.length }; require('vm').runInNewContext('run(x)', box);",
  },
  {
    name: 'value of a context, among others',
    weakness: 'code-injection',
    bad: "const box = { n: 1, x: req.body.x, run: (n, s) => eval(s) }; const vm = require('node:vm'); vm.createContext(box); vm.runInContext('y = run(n, x) + 1', box);",
    good: "const box = { n: '1', x: req.body.x, run: (s) => eval(s) }; const vm = require('node:vm'); vm.createContext(box); vm.runInContext('y = run(n) + x', box);",
  },
  {
    name: 'library that a context holds',
    weakness: 'code-injection',
    bad: "const box = { safeEval: require('notevil'), x: req.body.x }; require('vm').runInNewContext('safeEval(x)', box);",
    good: "const box = { safeEval: require('notevil'), x: req.body.x }; require('vm').runInNewContext('\"safeEval(x)\"', box);",
  },
  {
    name: 'shell command',
    weakness: 'command-injection',
    bad: "require('child_process').exec('ls ' + req.query.dir);",
    good: "require('child_process').execFile('ls', [req.query.dir]);",
  },
  {
    name: 'arguments of a shell',
    weakness: 'command-injection',
    bad: "require('child_process').spawn('sh', ['-c', 'ls ' + req.query.dir]);",
    good: "require('child_process').spawn('ls', ['-l', req.query.dir]);",
  },
  {
    name: 'shell option',
    weakness: 'command-injection',
    bad: "require('child_process').spawn('ls', [req.query.dir], { shell: true });",
    good: "require('child_process').spawn('ls', [req.query.dir], { shell: false });",
  },
  {
    name: 'SQL text against parameters',
    weakness: 'sql-injection',
    bad: "require('mysql').createPool({}).query('SELECT * FROM t WHERE a = ' + req.body.a);",
    good: "require('mysql').createPool({}).query('SELECT * FROM t WHERE a = ?', [req.body.a]);",
  },
  {
    name: 'query operators',
    weakness: 'nosql-injection',
    bad: "require('mongoose').model('U').findOne({ name: req.body.name });",
    good: "require('mongoose').model('U').findOne({ name: String(req.body.name) });",
  },
  {
    name: 'type check before a query',
    weakness: 'nosql-injection',
    bad: "const n = req.body.n; if (!n) return; require('mongoose').model('U').find({ n });",
    good: "const n = req.body.n; if (typeof n !== 'string') return; require('mongoose').model('U').find({ n });",
  },
  {
    name: '$where',
    weakness: 'nosql-injection',
    bad: "require('mongoose').model('U').find({ $where: `this.a == '${req.query.a}'` });",
    good: "require('mongoose').model('U').find({ $where: `this.a == ${parseInt(req.query.a, 10)}` });",
  },
  {
    name: 'path',
    weakness: 'path-traversal',
    bad: "require('fs').readFile('/data/' + req.query.f, () => {});",
    good: "require('fs').readFile('/data/' + require('path').basename(req.query.f), () => {});",
  },
  {
    name: 'path below a folder',
    weakness: 'path-traversal',
    bad: "const p = require('path').join('/data', req.query.f); if (!req.query.f.startsWith('/data')) return; require('fs').readFile(p, () => {});",
    good: "const p = require('path').resolve('/data', req.query.f); if (!p.startsWith('/data/')) return; require('fs').readFile(p, () => {});",
  },
  {
    name: 'server of a request',
    weakness: 'ssrf',
    bad: "fetch('http://' + req.query.host + '/status');",
    good: "fetch('http://status.example.org/' + req.query.host);",
  },
  {
    name: 'allow-listed host',
    weakness: 'ssrf',
    bad: 'const u = new URL(req.query.u); if (!u.pathname) return; fetch(u.href);',
    good: "const u = new URL(req.query.u); if (!['a.example.org'].includes(u.hostname)) return; fetch(u.href);",
  },
  {
    name: 'method before the address',
    weakness: 'ssrf',
    bad: "require('needle')('get', req.body.url, {});",
    good: "require('needle')('get', 'https://a.example.org/' + encodeURIComponent(req.body.url), {});",
  },
  {
    name: 'new credential in the log',
    weakness: 'sensitive-data-in-logs',
    bad: "const token = require('crypto').randomBytes(9).toString('hex'); const mail = `link?t=${token}`; console.log('sent', mail);",
    good: "const token = require('crypto').randomBytes(9).toString('hex'); const mail = `link?t=${token}`; console.log('sent', mail.length);",
  },
  {
    name: 'redirect',
    weakness: 'open-redirect',
    bad: 'res.redirect(req.query.next);',
    good: "res.redirect('/home?from=' + req.query.next);",
  },
  {
    name: 'page',
    weakness: 'cross-site-scripting',
    bad: 'res.send(`<p>${req.query.q}</p>`);',
    good: 'res.json({ q: req.query.q });',
  },
  {
    name: 'page of plain text',
    weakness: 'cross-site-scripting',
    bad: "res.type('html'); res.send('a' + req.query.q);",
    good: "res.type('text/plain'); res.send('a' + req.query.q);",
  },
  {
    name: 'escaped page',
    weakness: 'cross-site-scripting',
    bad: "res.send('<p>' + req.query.q.trim());",
    good: "res.send('<p>' + require('escape-html')(req.query.q));",
  },
  {
    name: 'template text',
    weakness: 'template-injection',
    bad: "require('ejs').render(req.body.t, {});",
    good: "require('ejs').render('<%= t %>', { t: req.body.t });",
  },
  {
    name: 'regular expression',
    weakness: 'regex-injection',
    bad: 'new RegExp(req.query.p).test("a");',
    good: "new RegExp(require('escape-string-regexp')(req.query.p)).test('a');",
  },
  {
    name: 'deserialization',
    weakness: 'insecure-deserialization',
    bad: "require('node-serialize').unserialize(req.cookies.s);",
    good: 'JSON.parse(req.cookies.s);',
  },
  {
    name: 'external entities',
    weakness: 'xml-external-entities',
    bad: "require('libxmljs').parseXml(req.body, { noent: true });",
    good: "require('libxmljs').parseXml(req.body, { noent: false });",
  },
  {
    name: 'computed keys',
    weakness: 'prototype-pollution',
    bad: 'const o = {}; o[req.query.a][req.query.b] = 1;',
    good: "const o = {}; const a = req.query.a; if (a === '__proto__') return; o[a].b = 1;",
  },
  {
    name: 'allow list',
    weakness: 'code-injection',
    bad: 'const f = req.query.f; if (f === undefined) return; eval(f);',
    good: "const f = req.query.f; if (!['a', 'b'].includes(f)) return; eval(f);",
  },
  {
    name: 'code for developers',
    weakness: 'command-injection',
    bad: "require('child_process').exec(process.env.NODE_ENV !== 'production' ? 'ls ' + req.query.x : 'ls');",
    good: "require('child_process').exec(process.env.NODE_ENV === 'development' ? 'ls ' + req.query.x : 'ls');",
  },
  {
    name: 'branch for developers',
    weakness: 'command-injection',
    bad: "if (process.env.MODE === 'development') require('child_process').exec(req.query.x);",
    good: "if (process.env.NODE_ENV === 'development') require('child_process').exec(req.query.x);",
  },
  {
    name: 'pattern that looks ahead',
    weakness: 'command-injection',
    bad: "if (!/^(?=.{1,253}$).+$/.test(req.query.x)) return; require('child_process').exec('ping ' + req.query.x);",
    good: "if (!/^(?=.{1,253}$)(?:[a-z0-9-]{1,63}\\.)+[a-z]{2,63}$/.test(req.query.x)) return; require('child_process').exec('ping ' + req.query.x);",
  },
  {
    name: 'anchored pattern',
    weakness: 'command-injection',
    bad: "if (!/^[a-z]+/.test(req.query.d)) return; require('child_process').exec('ls ' + req.query.d);",
    good: "if (!/^[a-z]+$/.test(req.query.d)) return; require('child_process').exec('ls ' + req.query.d);",
  },
  {
    name: 'switch',
    weakness: 'code-injection',
    bad: 'let v = req.query.v; switch (1) { case 2: v = 1; } eval(v);',
    good: "let v = 'a'; switch (req.query.v) { case 'b': v = req.query.v; break; } eval(v);",
  },
  {
    name: 'constant condition',
    weakness: 'code-injection',
    bad: 'let v = 1; if (2 > 1) v = req.query.v; eval(v);',
    good: 'let v = req.query.v; if (2 > 1) v = 1; eval(v);',
  },
  {
    name: 'items of an array',
    weakness: 'code-injection',
    bad: "const a = ['x', req.query.v]; a.shift(); eval(a[0]);",
    good: "const a = ['x', req.query.v]; a.pop(); eval(a[0]);",
  },
  {
    name: 'keys of a map',
    weakness: 'code-injection',
    bad: "const m = new Map(); m.set('a', req.query.v); eval(m.get('a'));",
    good: "const m = new Map(); m.set('a', req.query.v); m.set('b', 1); eval(m.get('b'));",
  },
];

describe('flows in JavaScript (P-057)', () => {
  it.each(TWINS)('$name: reports the flaw and not its repaired twin', async ({ weakness, bad, good }) => {
    expect(await express(bad)).toContain(`${weakness}@3`);
    expect((await express(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
  });

  it('follows data through functions, files, callbacks, promises and fields', async () => {
    const files = {
      'app.js':
        "const { run } = require('./run');\nconst Store = require('./store');\nconst app = require('express')();\napp.get('/a', async (req, res) => {\n  const store = new Store(req.query.a);\n  run(store, () => {});\n  [req.query.b].forEach((b) => Promise.resolve(b).then((c) => eval(c)));\n});\n",
      'run.js': "exports.run = (store, done) => {\n  require('child_process').exec(store.command(), done);\n};\n",
      'store.js':
        'class Store {\n  constructor(text) { this.text = text; }\n  command() { return `echo ${this.text}`; }\n}\nmodule.exports = Store;\n',
    };
    const { weaknesses } = await flowsOf(files);
    expect(places(weaknesses)).toEqual(['code-injection@7', 'command-injection@2']);
    const command = weaknesses.find((one) => one.weakness === 'command-injection');
    expect(command?.at.file).toBe('run.js');
    expect(command?.entryPoints).toHaveLength(1);
    expect(command?.path.map((step) => `${step.file}:${step.line}`)).toEqual(
      expect.arrayContaining(['app.js:5', 'store.js:3', 'run.js:2']),
    );
  });

  it('believes a check made in a function of its own', async () => {
    const guard = 'function ok(x) { return /^[a-z]+$/.test(x); } function must(x) { if (!ok(x)) throw new Error(x); }';
    expect(await express(`${guard} must(req.query.a); eval(req.query.a);`)).toEqual([]);
    expect(await express(`${guard} ok(req.query.a); eval(req.query.a);`)).toEqual(['code-injection@3']);
  });

  it('says which check was seen and why it does not suffice', async () => {
    const { weaknesses } = await flowsOf({
      'app.js':
        "const app = require('express')();\napp.get('/', (req, res) => {\n  if (!/^https:/.test(req.query.u)) return res.end();\n  res.redirect(req.query.u);\n});\n",
    });
    expect(weaknesses.map((one) => one.partialGuards[0]?.at.line)).toEqual([3]);
    expect(weaknesses[0]?.partialGuards[0]?.why).toBe('unanchored');
  });

  it('treats what callers of a package pass as input', async () => {
    const files = {
      'index.js': "exports.list = function (dir, cb) {\n  require('child_process').exec('ls ' + dir, cb);\n};\n",
    };
    expect(places((await flowsOf(files)).weaknesses)).toEqual([]);
    expect(places((await flowsOf(files, { libraryFiles: ['index.js'] })).weaknesses)).toEqual(['command-injection@2']);
  });

  it('stops at its budget and says so', async () => {
    const long = `function f(x) {\n${'x = x + 1;\n'.repeat(400)}return x;\n}\n`;
    const { limits } = await flowsOf(
      { 'a.js': long, 'b.js': 'function g(y) { return y; }\n' },
      { budget: { steps: 3 } },
    );
    expect(limits).toEqual([{ path: 'a.js', why: { is: 'flow-budget', of: 'function' } }]);
  });

  it('survives hostile shapes: recursion, cycles, names of prototypes, deep nesting', async () => {
    const deep = `eval(${'('.repeat(400)}1${')'.repeat(400)});`;
    const chain = `const s = ${Array.from({ length: 3000 }, () => "'a'").join(' + ')};`;
    const blocks = `${'if (x) { '.repeat(1500)}eval(x);${' }'.repeat(1500)}`;
    const files = {
      'd.js': blocks,
      'a.js': `const b = require('./b'); const o = { constructor: 1, __proto__: 2, toString: b }; function f(x) { return f(x) + f(o[x]); } f('hasOwnProperty');\n${deep}\n${chain}`,
      'b.js': "const a = require('./a'); module.exports = a; class A extends A {} new A();",
      'c.js':
        "const app = require('express')(); app.get('/', function h(req, res) { const o = {}; o.o = o; res.json(o); h(req, res); eval(req.query.constructor); });",
    };
    expect(places((await flowsOf(files)).weaknesses)).toEqual(['code-injection@1']);
  });

  it('gives the same facts whatever the order of the files', async () => {
    const one = {
      'a.js': "require('express')().get('/', (req, res) => { require('./b')(req.query.x); });",
      'b.js': 'module.exports = (x) => eval(x);',
    };
    const other = Object.fromEntries(Object.entries(one).reverse());
    expect(JSON.stringify((await flowsOf(one)).weaknesses)).toBe(JSON.stringify((await flowsOf(other)).weaknesses));
  });

  it('keeps the id of a finding when its line moves', async () => {
    const code = "require('express')().get('/', (req, res) => {\n  eval(req.query.x);\n});\n";
    const [before, after] = await Promise.all([flowsOf({ 'a.js': code }), flowsOf({ 'a.js': `\n\n${code}` })]);
    expect(after.weaknesses[0]?.id).toBe(before.weaknesses[0]?.id);
    expect(after.weaknesses[0]?.at.line).toBe(4);
  });
});
