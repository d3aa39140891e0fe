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
    ['asks for a token', "ask('jwt', true)", 'required none ask'],
    ['lets strangers through', "ask('jwt', false)", 'none none '],
    ['is a way to sign in', "ask('local', true)", 'none none '],
  ])('knows what that call was given: it %s', async (_name, made, expected) => {
    const code = `${PASSPORT}const wrap = (fn) => fn;\nconst guard = ${made};`;
    expect(await told({ 'app.js': app(code) })).toEqual([expected]);
  });
});

const FASTAPI = `import jwt
from fastapi import FastAPI, Depends, HTTPException, Request
from fastapi.security import OAuth2PasswordBearer
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl='/t', auto_error=False)
refused = HTTPException(status_code=401)
def person(request: Request, token: str | None = Depends(scheme)):
`;
const VERIFIED = `    try:
        payload = jwt.decode(token, K, algorithms=['HS256'])
    except jwt.PyJWTError:
        raise refused
    return payload
`;
const ROUTES = `def boss(who = Depends(person)):
    if not who.admin:
        raise HTTPException(403)
    return who
@app.get('/x', dependencies=[Depends(boss)])
def x(): return 1
`;

describe('a token that may come in several ways', () => {
  it.each([
    ['with nothing in its place', "    token = token or ''\n", VERIFIED, 'required role'],
    [
      'from a cookie',
      "    if token is None and 'a' in request.cookies:\n        token = request.cookies.get('a', '')\n",
      VERIFIED,
      'required role',
    ],
  ])('is asked for: %s', async (_name, read, verified, expected) => {
    const [found] = await told({ 'app.py': FASTAPI + read + verified + ROUTES });
    expect(found).toContain(expected);
  });
});

describe('a permission that a route names', () => {
  const guarded = (mark: string): string => `
import { Controller, Delete, UseGuards, Injectable, SetMetadata, HttpException } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
export const Needs = (permission: string) => SetMetadata('needs', permission);
const has = (list: string[], one: string) => list.includes(one);
@Injectable()
export class Guard {
  constructor(private reflector: Reflector) {}
  canActivate(context) {
    const { user } = context.switchToHttp().getRequest();
    const needed = this.reflector.get('needs', context.getHandler());
    if (!needed) return true;
    if (!user || !has(user.permissions, needed)) throw new HttpException('no', 403);
    return true;
  }
}
@Controller('a')
export class C {
  @Delete(':id')
  ${mark}
  @UseGuards(Guard)
  async a() { return this.s.delete({ where: { id: 1 } }); }
}
`;
  it.each([
    ["@Needs('remove')", 'required permission Guard'],
    ['', 'none none '],
  ])('is asked for by a helper that looks it up among those of the caller: %s', async (mark, expected) => {
    expect(await told({ 'a.ts': guarded(mark) })).toEqual([expected]);
  });
});
