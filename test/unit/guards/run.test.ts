import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const asked = async (code: string, name: string): Promise<string[]> =>
  (await entryPoints({ [name]: code })).map((one) =>
    `${one.authentication} ${one.authorization} ${one.roles.join()}`.trim(),
  );

const js = (guard: string, handler = '(req, res) => res.json(1)'): Promise<string[]> =>
  asked(
    `const jwt = require('jsonwebtoken');\nconst app = require('express')();\nconst g = ${guard};\napp.post('/x', g, ${handler});\n`,
    'a.js',
  );
const FLASK = 'import datetime, os\nfrom flask import Flask, abort, request, session\napp = Flask(__name__)\n';
const flask = (hook: string): Promise<string[]> =>
  asked(`${FLASK}@app.before_request\ndef hook():\n${hook}\n@app.post('/x')\ndef x():\n    return 'ok'\n`, 'a.py');

describe('a guard is judged by whom it lets through', () => {
  it.each([
    ['(req, res, next) => { if (!req.session.userId) return res.sendStatus(401); next(); }', 'required none'],
    ['(req, res, next) => { req.who = req.session.userId; next(); }', 'none none'],
    ['(req, res, next) => req.session.userId ? res.redirect("/home") : next()', 'none none'],
    [
      '(req, res, next) => { if (!req.headers["x-mode"]) return next(); if (!req.user) return res.sendStatus(401); next(); }',
      'none none',
    ],
    ['(req, res, next) => { if (!req.headers.authorization) return res.sendStatus(401); next(); }', 'none none'],
    [
      '(req, res, next) => { if (req.get("x-api-key") !== process.env.API_KEY) return res.sendStatus(401); next(); }',
      'required none',
    ],
    [
      '(req, res, next) => { try { req.user = jwt.verify(req.get("authorization"), K); next(); } catch (e) { res.sendStatus(401); } }',
      'required none',
    ],
    [
      '(req, res, next) => { try { req.user = jwt.verify(req.get("authorization"), K); } catch (e) { req.user = null; } next(); }',
      'none none',
    ],
    [
      '(req, res, next) => jwt.verify(req.get("authorization"), K, (e, u) => { if (e) return res.sendStatus(403); req.user = u; next(); })',
      'required none',
    ],
    [
      '(req, res, next) => { if (req.method === "GET") return next(); if (!req.user) return res.sendStatus(401); next(); }',
      'required none',
    ],
    [
      '(req, res, next) => { if (req.method === "POST") return next(); if (!req.user) return res.sendStatus(401); next(); }',
      'none none',
    ],
    [
      '(req, res, next) => { if (["/y", "/x"].includes(req.path)) return next(); if (!req.user) return res.sendStatus(401); next(); }',
      'none none',
    ],
    ['(req, res, next) => { if (Date.now() > END) return res.sendStatus(403); next(); }', 'none none'],
    [
      '(req, res, next) => { if (!req.user || !["a", "b"].includes(req.user.role)) return res.sendStatus(403); next(); }',
      'required role a,b',
    ],
    [
      '(req, res, next) => { if (req.user && req.user.role === "banned") return res.sendStatus(403); next(); }',
      'none none',
    ],
    ['(req, res, next) => { if (!req.user?.isAdmin) return res.sendStatus(403); next(); }', 'required role admin'],
    [
      '(req, res, next) => { if (!req.user.can("write", load(req))) return res.sendStatus(403); next(); }',
      'required policy',
    ],
    [
      '(req, res, next) => { if (["a"].indexOf(req.user?.role) === -1) return res.sendStatus(403); next(); }',
      'required role a',
    ],
    [
      '(req, res, next) => { if (["a"].indexOf(req.user?.role) >= 0) return next(); res.sendStatus(403); }',
      'required role a',
    ],
    ['(req, res, next) => { if (["a"].indexOf(req.user?.role) > 5) return res.sendStatus(403); next(); }', 'none none'],
    [
      '(req, res, next) => { if (!new Set(["a"]).has(req.user?.role)) return res.sendStatus(403); next(); }',
      'required role a',
    ],
    [
      '(req, res, next) => { if (new Set(["a"]).has(req.user?.role)) return res.sendStatus(403); next(); }',
      'none none',
    ],
    ['(req, res, next) => { if (!lib.checkUser(req)) return res.sendStatus(401); next(); }', 'unknown unknown'],
  ])('%s', async (guard, expected) => {
    expect(await js(guard)).toEqual([expected]);
  });

  it.each([
    ['    if "uid" not in session:\n        abort(401)', 'required none'],
    [
      '    if request.endpoint in ("x", "y"):\n        return\n    if "uid" not in session:\n        abort(401)',
      'none none',
    ],
    [
      '    if request.endpoint in ("y",):\n        return\n    if "uid" not in session:\n        abort(401)',
      'required none',
    ],
    ['    if not session.get("nonce"):\n        abort(403)', 'none none'],
    ['    if session.get("uid") and session.get("must_change"):\n        abort(403)', 'none none'],
    ['    if not os.environ.get("OPEN"):\n        abort(403)', 'none none'],
    [
      '    if any(request.path.startswith(p) for p in ["/x", "/y"]):\n        return\n    if not session.get("user_id"):\n        abort(401)',
      'none none',
    ],
  ])('hook %#', async (hook, expected) => {
    expect(await flask(hook)).toEqual([expected]);
  });
});

describe('a guard turns away by how its framework answers', () => {
  const koa = (guard: string): string =>
    `const Router = require('@koa/router');\nconst r = new Router();\nr.post('/x', ${guard}, async (ctx) => { ctx.body = 1; });\n`;
  const hono = (guard: string): string =>
    `const { Hono } = require('hono');\nconst app = new Hono();\napp.post('/x', ${guard}, (c) => c.json(1));\n`;
  const fastify = (guard: string): string =>
    `const app = require('fastify')();\napp.post('/x', { preHandler: ${guard} }, async () => ({ a: 1 }));\n`;
  it.each([
    [
      koa('async (ctx, next) => { if (!ctx.state.user) { ctx.status = 401; return; } return next(); }'),
      'required none',
    ],
    [koa('async (ctx, next) => { if (!ctx.state.user) ctx.status = 200; return next(); }'), 'none none'],
    [hono("async (c, next) => { if (!c.var.user) return c.text('no', 401); await next(); }"), 'required none'],
    [hono("async (c, next) => { if (c.var.user) return c.text('no', 401); await next(); }"), 'none none'],
    [
      fastify('async (request, reply) => { if (!request.user) { reply.code(401).send(); return reply; } }'),
      'required none',
    ],
    [fastify("async (request, reply) => { if (!request.user) reply.header('x', 1); return reply; }"), 'none none'],
  ])('%#', async (code, expected) => {
    expect(await asked(code, 'a.js')).toEqual([expected]);
  });

  it('in handlers as in front of them', async () => {
    const inside = (status: number): string =>
      `const { Hono } = require('hono');\nconst app = new Hono();\napp.post('/x', async (c) => { if (!c.get('user')) return c.text('no', ${status}); rows.set(1); return c.json(1); });\n`;
    expect(await asked(inside(401), 'a.js')).toEqual(['required none']);
    expect(await asked(inside(200), 'a.js')).toEqual(['optional none']);
  });
});

describe('a handler is judged by what strangers reach in it', () => {
  const handler = async (body: string): Promise<string[]> =>
    js('(req, res, next) => next()', `async (req, res) => {\n${body}\n}`);
  it.each([
    ['if (!req.user) return res.sendStatus(401); res.json(1);', 'required none'],
    ['await db.remove(req.body.id); if (!req.user) return res.sendStatus(401); res.json(1);', 'optional none'],
    ['if (req.body.verbose) { if (!req.user) return res.sendStatus(401); } res.json(1);', 'optional none'],
    [
      'try { need(req); res.json(1); } catch (e) { res.json({ ok: false }); } function need(r) { if (!r.user) throw new Error("no"); }',
      'required none',
    ],
    ['res.json(req.body.a);', 'none none'],
  ])('%s', async (body, expected) => {
    expect(await handler(body)).toEqual([expected]);
  });
});
