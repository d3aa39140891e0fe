import { describe, expect, it } from 'vitest';
import { flowsOf, misuseOf } from '../flow/flow-of';

const surenessOf = async (files: Record<string, string>): Promise<string[]> =>
  (await misuseOf(files)).map(({ weakness, confidence }) => `${weakness} ${confidence}`);

const EXPRESS = "const app = require('express')();\n";
const SESSIONS =
  "const session = require('express-session'); app.use(session({ secret: s, cookie: { secure: true } }));\n";

describe('what a value is, whatever its variable is called', () => {
  it.each([
    ['the property it is read by', 'const q = request.body.password; console.log(q);'],
    ['the key it is taken by', 'const { password: q } = credentials; console.log(q);'],
    ['the key of an index', "const q = form['password']; console.log(`got ${q}`);"],
    ['the name it is looked up by', "const q = config.get('db.password'); console.log(q);"],
    ['another form of it', 'const q = String(user.password).trim(); console.log(q);'],
    ['what callers pass', 'function say(q) { console.log(q); }\nsay(user.password);'],
    ['what callers of callers pass', 'function a(q) { b(q); }\nfunction b(r) { console.log(r); }\na(user.password);'],
    [
      'a method of a library that is set',
      "const server = require('aedes')();\nserver.authenticate = function (a, b, c, d) { console.log(c); };",
    ],
    [
      'a callback of a library',
      "const { Strategy } = require('passport-local');\nnew Strategy((a, b, c) => { console.log(b); });",
    ],
  ])('is told by %s', async (_how, code) => {
    expect(await surenessOf({ 'a.js': code })).toEqual(['sensitive-data-in-logs medium']);
  });

  it.each([
    'const q = user.address; console.log(q);',
    'function say(q) { console.log(q); }\nsay(user.address);',
    "const server = require('aedes')();\nserver.authenticate = function (a, b, c, d) { console.log(b); };",
    "const other = require('other')();\nother.authenticate = function (a, b, c, d) { console.log(c); };",
    'const q = user.passwordHash; console.log(q);',
  ])('is nothing secret in %s', async (code) => {
    expect(await surenessOf({ 'a.js': code })).toEqual([]);
  });

  it('is less sure when only the variable is called so', async () => {
    expect(await surenessOf({ 'a.js': 'const password = next(); console.log(password);' })).toEqual([
      'sensitive-data-in-logs low',
    ]);
    expect(await surenessOf({ 'a.py': 'def f(password):\n    print(password)\n' }), 'a parameter with a name').toEqual([
      'sensitive-data-in-logs medium',
    ]);
  });

  it('is a password for a hash by its property, by its variable and its callers, less surely by one of them', async () => {
    const hash = (parameter: string, call: string): Record<string, string> => ({
      'a.js': `const crypto = require('crypto');\nfunction h(${parameter}) { return crypto.createHash('sha256').update(${parameter}).digest(); }\n${call}`,
    });
    expect(await surenessOf(hash('password', 'h(user.password);'))).toEqual(['weak-password-storage medium']);
    expect(await surenessOf(hash('q', 'h(user.password);'))).toEqual(['weak-password-storage low']);
    expect(await surenessOf(hash('password', ''))).toEqual(['weak-password-storage low']);
    expect(await surenessOf(hash('q', 'h(user.text);'))).toEqual([]);
  });

  it('is a credential made here by where it goes', async () => {
    const made = (use: string): Record<string, string> => ({
      'a.js': `const crypto = require('crypto');\nfunction f(user) {\n  const q = crypto.randomBytes(9).toString('hex');\n  ${use}\n  console.log(q);\n}\n`,
    });
    const found = async (use: string) => (await flowsOf(made(use))).weaknesses.map((one) => one.weakness);
    expect(await found("user.update({ resetToken: crypto.createHash('sha256').update(q).digest('hex') });")).toEqual([
      'sensitive-data-in-logs',
    ]);
    expect(await found('send(`https://example.org/reset?token=${q}`);')).toEqual(['sensitive-data-in-logs']);
    expect(await found("send('https://example.org/reset?token=' + q);")).toEqual(['sensitive-data-in-logs']);
    expect(await found('user.update({ orderNumber: q, token: sign(user) });')).toEqual([]);
  });
});

describe('requests and responses, whatever the handler calls them', () => {
  const HANDLERS: [string, (body: string) => string][] = [
    ['their names', (body) => `function f(req, res) {\n${body.replace(/\bQ\b/g, 'req').replace(/\bS\b/g, 'res')}\n}`],
    ['where the function is registered', (body) => `${EXPRESS}app.use((Q, S, N) => {\n${body}\n});`],
    ['what is done with them', (body) => `function f(Q, S) {\nif (!Q.query.x) return S.redirect('/');\n${body}\n}`],
  ];
  it.each(HANDLERS)('are told by %s', async (_how, around) => {
    const code = around("S.cookie('token', Q.query.x);");
    expect(await surenessOf({ 'a.js': code })).toEqual(['insecure-cookie high']);
    const { weaknesses } = await flowsOf({ 'a.js': around("require('fs').readFileSync(Q.query.x);") });
    expect(weaknesses.map((one) => one.weakness)).toEqual(['path-traversal']);
  });

  it('are told by their types', async () => {
    const code =
      "import { Request, Response } from 'express';\nexport const f = (a: Request, b: Response) => b.cookie('token', a.query.x);";
    expect((await misuseOf({ 'a.ts': code })).map((one) => one.weakness)).toEqual(['insecure-cookie']);
  });

  it('are not seen in functions of another kind', async () => {
    for (const code of [
      "function f(a, b) { b.cookie('token', a); }",
      "function f(a, b) { a.render(); b.query(); b.cookie('token', 1); }",
      "require('vue').use((a, b) => { b.cookie('token', 1); });",
    ])
      expect(await surenessOf({ 'a.js': code }), code).toEqual([]);
  });

  it('are known in what handles errors by its four parameters', async () => {
    const { weaknesses } = await flowsOf({
      'a.js': `${EXPRESS}app.use((a, b, c, d) => {\n  c.status(500).send(\`<pre>\${a.stack}</pre>\`);\n});`,
    });
    expect(weaknesses.map((one) => one.weakness)).toEqual(['error-details-exposed']);
  });

  it('hold the session that somebody is signed in to', async () => {
    const code = (renew: string): string =>
      `${EXPRESS}${SESSIONS}app.post('/login', (a, b) => { if (check_password(a.body)) { ${renew} a.session.user = 1; } b.end(); });`;
    expect(await surenessOf({ 'a.js': code('') })).toEqual(['session-fixation medium']);
    expect(await surenessOf({ 'a.js': code('a.session.regenerate(next);') })).toEqual([]);
  });
});
