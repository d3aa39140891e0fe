import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const kept = (returns: string) => `
const known = { map: {}, from(req) { const text = bearer(req); return text ? this.at(text) : undefined; },
  at(text) { return ${returns}; } };
function bearer({ headers }) {
  const parts = headers.authorization?.split(' ') ?? [];
  return parts.length === 2 ? parts[1] : undefined;
}
module.exports = { known };
`;
const APP = `
const { known } = require('./kept');
const app = require('express')();
app.post('/notes', (req, res, next) => {
  const found = known.from(req);
  if (!found) { next(new Error('no')); return; }
  Note.create({ text: req.body.text });
  res.end();
});
`;

const authentication = async (returns: string): Promise<string | undefined> =>
  (await entryPoints({ 'app.js': APP, 'kept.js': kept(returns) }))[0]?.authentication;

describe('what is kept under what a sender proves itself by', () => {
  it('is asked for by a function of the program', async () => {
    expect(await authentication('this.map[text]')).toBe('required');
  });
  it('is asked for by none that gives something to everybody', async () => {
    expect(await authentication('{ text }')).not.toBe('required');
  });
});

describe('a table of who has signed in', () => {
  const app = (key: string, member = '.data.id') =>
    `const app = require('express')();\nconst known = { byToken: {} };\n` +
    'const tokenOf = ({ headers }) => { if (headers?.authorization) { const parts = headers.authorization.split(" "); if (parts.length === 2) return parts[1]; } return undefined; };\n' +
    `const check = () => (req, res, next) => { try { req.body.user = known.byToken[${key}]${member}; next(); } catch (error) { res.status(401).end(); } };\n` +
    "app.delete('/notes/:id', check(), async (req, res) => { await Note.deleteOne({ _id: req.params.id }); res.end(); });\n";
  const asks = async (code: string) => (await entryPoints({ 'app.js': code }))[0]?.authentication;

  it.each([
    ['tokenOf(req)', '.data.id', 'required'],
    ['req.headers.authorization', '.data.id', 'required'],
    // What is not there is taken for nobody.
    ['tokenOf(req)', '?.data?.id', 'none'],
    ['req.body.kind', '.data.id', 'none'],
  ])('that is read under %s with %s', async (key, member, expected) => {
    expect(await asks(app(key, member))).toBe(expected);
  });
});

describe('a role in a token', () => {
  const app = (compared: string) =>
    "const app = require('express')();\nconst jws = require('jws');\nconst roles = { accounting: 'accounting' };\n" +
    'const tokenOf = ({ headers }) => { if (headers?.authorization) return headers.authorization.split(" ")[1]; return undefined; };\n' +
    'const verify = (token) => (token ? jws.verify(token, key) : false);\n' +
    `const check = () => (req, res, next) => { const read = verify(tokenOf(req)) && jws.decode(tokenOf(req)); if (${compared}) next(); else res.status(403).end(); };\n` +
    "app.put('/orders/:id', check(), async (req, res) => { await Order.updateOne({ _id: req.params.id }); res.end(); });\n";
  it.each([
    ['read?.data?.role === roles.accounting', 'required'],
    ["read?.data?.role !== 'blocked'", 'none'],
  ])('that is asked by %s', async (compared, expected) => {
    expect((await entryPoints({ 'app.js': app(compared) }))[0]?.authentication).toBe(expected);
  });
});
