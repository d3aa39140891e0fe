import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const WRAPPERS: Readonly<Record<string, string>> = {
  'that hands the arguments on by name':
    'function wrap(fn) { return function caught(req, res, next) { return Promise.resolve(fn(req, res, next)).catch(next); }; }',
  'that hands on whatever it is given':
    'function wrap(fn) { return function caught(...args) { const made = fn(...args); const next = args[args.length - 1]; return Promise.resolve(made).catch(next); }; }',
  'that catches what it calls': 'const wrap = (fn) => (req, res, next) => { fn(req, res, next).catch(next); };',
};

const GUARDS: Readonly<Record<string, [code: string, told: string]>> = {
  'a role': [
    'function guard(req, res, next) { if (req.user.admin) return next(); throw new Error("no"); }',
    'required role guard',
  ],
  'a sign-in': [
    'function guard(req, res, next) { if (!req.user) return res.status(401).end(); next(); }',
    'required none guard',
  ],
  nothing: ['function guard(req, res, next) { req.started = Date.now(); next(); }', 'none none '],
};

const told = async (files: Record<string, string>): Promise<string[]> =>
  (await entryPoints(files)).map(
    ({ authentication, authorization, guards }) =>
      `${authentication} ${authorization} ${[...new Set(guards.map(({ name }) => name))].join()}`,
  );

const app = (guard: string): string =>
  `const express = require('express');\nconst app = express();\n${guard}\n` +
  "app.delete('/x', wrap(guard), wrap(async (req, res) => { await db.collection.deleteOne(); res.end(); }));\n";

describe('a check in a wrapper', () => {
  for (const [wrapping, wrapper] of Object.entries(WRAPPERS))
    it.each(Object.entries(GUARDS))(`${wrapping} is what it is without: %s`, async (_name, [guard, expected]) => {
      expect(await told({ 'app.js': app(`${wrapper}\n${guard}`) })).toEqual([expected]);
    });

  it('is found in another module, whatever that calls it', async () => {
    const files = {
      'app.js': app("const wrap = require('./wrap');\nconst auth = require('./auth');\nconst guard = auth.jwt;"),
      'wrap.js': `${WRAPPERS['that hands on whatever it is given'] ?? ''}\nmodule.exports = wrap;\n`,
      'auth.js': `${GUARDS['a sign-in']?.[0] ?? ''}\nmodule.exports = { jwt: guard };\n`,
    };
    expect(await told(files)).toEqual(['required none guard']);
  });
});

const PASSPORT = `const passport = require('passport');
function ask(kind, strict) {
  return function asked(req, res, next) {
    passport.authenticate(kind, (error, user) => {
      if (error) return next(error);
      if (!user && strict) throw new Error('no');
      req.user = user;
      return next();
    })(req, res, next);
  };
}
`;

describe('a check that a call makes', () => {
  it.each([
    ['asks for a token', "ask('jwt', true)", 'required none asked'],
    ['lets strangers through', "ask('jwt', false)", 'none none '],
    ['is a way to sign in', "ask('local', true)", 'none none '],
  ])('knows what that call was given: it %s', async (_name, made, expected) => {
    const code = `${PASSPORT}const wrap = (fn) => fn;\nconst guard = ${made};`;
    expect(await told({ 'app.js': app(code) })).toEqual([expected]);
  });
});
