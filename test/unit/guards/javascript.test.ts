import { describe, expect, it } from 'vitest';
import { entryPoints, guards } from '../entries/found';

const EXPRESS = "const express = require('express'); const app = express();\n";
const AUTH = 'function auth(req, res, next) { if (!req.session.userId) { return res.status(401).end(); } next(); }\n';

async function first(code: string): Promise<string[]> {
  return Object.values(await guards(code))[0] ?? [];
}

describe('own middleware is judged by its code', () => {
  it('turns away: a guard', async () => {
    expect(await first(`${EXPRESS}${AUTH}app.get('/x', auth, (req, res) => {});`)).toEqual(['authenticated/strong']);
  });
  it('redirects to the login page: a guard', async () => {
    expect(
      await first(
        `${EXPRESS}function m(req, res, next) { if (req.session.userId) return next(); res.redirect('/login'); }\napp.get('/x', m, (req, res) => {});`,
      ),
    ).toEqual(['authenticated/strong']);
  });
  it('lets everyone through: none, whatever its name', async () => {
    expect(
      await first(
        `${EXPRESS}function requireAuth(req, res, next) { if (req.user) { res.locals.user = req.user; } next(); }\napp.get('/x', requireAuth, (req, res) => {});`,
      ),
    ).toEqual([]);
  });
  it('sends the signed-in away: none', async () => {
    expect(
      await first(
        `${EXPRESS}function guest(req, res, next) { if (req.isAuthenticated()) { return res.redirect('/'); } next(); }\napp.get('/login', guest, (req, res) => {});`,
      ),
    ).toEqual([]);
  });
  it('asks for a role: signed in and role', async () => {
    const code = `${EXPRESS}const role = (name) => (req, res, next) => { if (!req.user || req.user.role !== name) return next(new ForbiddenError()); next(); };\napp.get('/x', role('admin'), (req, res) => {});`;
    expect((await first(code)).sort()).toEqual(['authenticated/strong', 'role/strong']);
  });
  it('counts and answers with 429: a limiter; what asks again after 429 is none', async () => {
    const limiter = (body: string): string =>
      `${EXPRESS}const seen = new Map();\nfunction slow(req, res, next) { const n = seen.get(req.ip) || 0; seen.set(req.ip, n + 1); ${body} next(); }\napp.post('/x', slow, (req, res) => {});`;
    expect(await first(limiter('if (n > 5) return res.status(429).end();'))).toEqual(['rate-limit/strong']);
    expect(await first(limiter('if (req.upstream.status === 429) return res.status(503).end();'))).toEqual([]);
  });
  it('asks more of one method than of another, and of administrators alone', async () => {
    const code = `${EXPRESS}function handle(req, res) { if (!req.user) return res.sendStatus(401); if (req.user.role !== 'admin') return res.sendStatus(403);
if (req.method === 'DELETE' && !req.user.hasPermission('delete')) return res.sendStatus(403); db.save(req.body); res.json({}); }
app.post('/x/:id', handle); app.delete('/x/:id', handle);`;
    expect(await guards(code)).toEqual({
      'POST /x/:id': ['authenticated/strong', 'role/strong'],
      'DELETE /x/:id': ['authenticated/strong', 'role/strong', 'permission/strong'],
    });
  });
  it('takes a role that only opens a shortcut for no requirement', async () => {
    const code = `${EXPRESS}function m(req, res, next) { if (req.auth.isMaster) { return next(); } if (!req.auth.token) { return res.sendStatus(401); } next(); }\napp.get('/x', m, (req, res) => {});`;
    expect(await first(code)).toEqual(['authenticated/strong']);
  });
  it('verifies a token', async () => {
    expect(
      await first(
        `${EXPRESS}const jwt = require('jsonwebtoken'); function m(req, res, next) { try { req.who = jwt.verify(req.headers.authorization, KEY); next(); } catch (e) { res.sendStatus(401); } }\napp.get('/x', m, (req, res) => {});`,
      ),
    ).toEqual(['authenticated/strong']);
  });
  it('is recognised by name alone only when its code is not there', async () => {
    expect(
      await first(
        `${EXPRESS}const { requireAuth } = require('@company/auth'); app.get('/x', requireAuth, (req, res) => {});`,
      ),
    ).toEqual(['authenticated/weak']);
  });
});

describe('names of guards', () => {
  it('a check that a function makes has its name and what it was made with', async () => {
    const code = `${EXPRESS}function needs(role) { return (req, res, next) => { if (!req.session.user || req.session.user.role !== role) return res.status(403).end(); next(); }; }\napp.get('/x', needs('admin'), (req, res) => {});\napp.get('/y', needs(pick()), (req, res) => {});`;
    const found = await entryPoints({ 'app.js': code });
    expect(found.map((entry) => [...new Set(entry.guards.map((guard) => guard.name))])).toEqual([
      ["needs('admin')"],
      ['needs(…)'],
    ]);
  });
});

describe('order and place', () => {
  it('counts middleware registered before the route, not after', async () => {
    const found = await guards(
      `${EXPRESS}${AUTH}app.get('/before', (q, r) => {});\napp.use(auth);\napp.get('/after', (q, r) => {});`,
    );
    expect(found).toEqual({ 'GET /before': [], 'GET /after': ['authenticated/strong'] });
  });
  it('honours the path of app.use', async () => {
    const found = await guards(
      `${EXPRESS}${AUTH}app.use('/admin', auth);\napp.get('/admin/x', (q, r) => {});\napp.get('/administrator', (q, r) => {});`,
    );
    expect(found).toEqual({ 'GET /admin/x': ['authenticated/strong'], 'GET /administrator': [] });
  });
  it('passes the guards of the application down to mounted routers', async () => {
    const files = {
      'app.js': `${EXPRESS}${AUTH}app.use('/open', require('./r'));\napp.use(auth);\nrequire('./late')(app);`,
      'r.js': "const r = require('express').Router(); r.get('/a', (q, s) => {}); module.exports = r;",
      'late.js': "module.exports = (app) => { app.get('/late', (q, s) => {}); };",
    };
    expect(await guards(files)).toEqual({ 'GET /open/a': [], 'GET /late': ['authenticated/strong'] });
  });
  it('says when a guard is only installed on a condition', async () => {
    const [found] = await entryPoints({
      'app.js': `${EXPRESS}const basicAuth = require('basic-auth-connect');\nif (config.useBasicAuth) {\n  app.use(basicAuth('a', 'b'));\n}\napp.get('/x', (q, r) => {});`,
    });
    expect(found?.guards[0]).toMatchObject({
      establishes: 'authenticated',
      strength: 'partial',
      scope: 'app',
      at: { line: 4 },
      basis: { is: 'shared-password' },
      condition: 'config.useBasicAuth',
    });
  });
});

describe('checks in handlers', () => {
  it('that end the request', async () => {
    expect(
      await first(
        `${EXPRESS}app.get('/x', (req, res) => { if (!req.user) { return res.sendStatus(403); } res.json({}); });`,
      ),
    ).toEqual(['authenticated/strong']);
  });
  it('not a missing record', async () => {
    expect(
      await first(
        `${EXPRESS}app.get('/x', async (req, res) => { const user = await User.findById(req.params.id); if (!user) return res.sendStatus(404); res.json(user); });`,
      ),
    ).toEqual([]);
  });
  it('not a check that only logs', async () => {
    expect(
      await first(
        `${EXPRESS}app.get('/x', (req, res) => { if (!req.user) { console.log('anonymous'); } res.json({}); });`,
      ),
    ).toEqual([]);
  });
  it('ownership, compared or queried', async () => {
    expect(
      await first(
        `${EXPRESS}app.get('/x', async (req, res) => { const item = await load(req.params.id); if (item.owner !== req.user.id) return res.sendStatus(403); res.json(item); });`,
      ),
    ).toEqual(['authenticated/strong', 'ownership/strong']);
    expect(
      await first(
        `${EXPRESS}app.get('/x', async (req, res) => { res.json(await Item.find({ owner: req.user.id })); });`,
      ),
    ).toEqual(['ownership/partial']);
  });
  it('schemas', async () => {
    expect(
      await first(
        `${EXPRESS}const { z } = require('zod'); const S = z.object({}); app.post('/x', (req, res) => { const input = S.parse(req.body); });`,
      ),
    ).toEqual(['schema/strong']);
  });
});

describe('libraries and frameworks', () => {
  it('Express middleware', async () => {
    const code = `${EXPRESS}app.use(require('helmet')()); app.use(require('cors')()); app.use(require('csurf')()); app.use(require('express-rate-limit')({ max: 5 }));\napp.post('/x', require('passport').authenticate('jwt'), (q, r) => {});`;
    expect(await first(code)).toEqual([
      'headers/strong',
      'cors/partial',
      'csrf/strong',
      'rate-limit/strong',
      'authenticated/strong',
    ]);
  });
  it('Nest guards: own, of libraries and global', async () => {
    const code =
      "import { Controller, Get, UseGuards } from '@nestjs/common'; import { AuthGuard } from '@nestjs/passport';\nclass RolesGuard { canActivate(context) { const request = context.switchToHttp().getRequest(); return request.user.roles.includes('admin'); } }\n@UseGuards(AuthGuard('jwt'))\n@Controller('c')\nclass C { @Get('a') @UseGuards(RolesGuard) a() {} }\napp.useGlobalPipes(new ValidationPipe());";
    const found = Object.values(await guards(code, 'c.ts'))[0];
    expect(found).toContain('authenticated/strong');
    expect(found).toContain('role/strong');
  });
  it('Fastify hooks and decorated checks', async () => {
    const code =
      "const app = require('fastify')(); app.decorate('authenticate', async (request, reply) => { if (!request.session.user) { throw new UnauthorizedError(); } }); app.get('/x', { preHandler: [app.authenticate], schema: { body: {} } }, async () => 1);";
    expect((await first(code)).sort()).toEqual(['authenticated/strong', 'schema/strong']);
  });
});
