import { describe, expect, it } from 'vitest';
import { misuseOf, places } from '../flow/flow-of';

const js = async (line: string): Promise<string[]> =>
  places(
    await misuseOf({
      'a.js': `const rateLimit = require('express-rate-limit'); const serveIndex = require('serve-index'); const expressJwt = require('express-jwt');\nmodule.exports = (app, req, res) => { ${line} };\n`,
    }),
  );
const py = async (line: string): Promise<string[]> =>
  places(
    await misuseOf({
      'a.py': `from flask_limiter import Limiter\nfrom flask import request\ndef f(request, app):\n    ${line}\n`,
    }),
  );

describe('what senders write themselves (P-057)', () => {
  it.each([
    ["if (req.cookies.admin === '1') res.send(secret);", true],
    ["if (req.cookies['isAdmin'] == 'true') res.send(secret);", true],
    ["if (req.get('X-Role') !== 'admin') return res.sendStatus(403);", true],
    ["if (req.headers['x-host'] === 'admin.localhost') res.send(secret);", true],
    ["if (req.signedCookies.admin === '1') res.send(secret);", false],
    ["if (req.cookies.theme === 'dark') res.send(page);", false],
    ["if (req.session.role === 'admin') res.send(secret);", false],
    ["if (req.headers['accept'] === 'admin/json') res.send(page);", false],
    ['if (req.cookies.admin === known.admin) res.send(secret);', false],
  ])('%s', async (line, expected) => {
    expect(await js(line)).toEqual(expected ? ['missing-authorization@2'] : []);
  });

  it.each([
    ["return request.COOKIES.get('admin') == '1'", true],
    ["return request.headers.get('X-Host') == 'admin.localhost:8000'", true],
    ["return request.session.get('admin') == '1'", false],
    ["return request.COOKIES.get('language') == 'de'", false],
  ])('%s', async (line, expected) => {
    expect(await py(line)).toEqual(expected ? ['missing-authorization@4'] : []);
  });

  it.each([
    ["app.use(rateLimit({ keyGenerator: (req) => req.headers['x-forwarded-for'] ?? req.ip }));", true],
    ["app.use(rateLimit({ keyGenerator ({ headers, ip }) { return headers['X-Forwarded-For'] ?? ip } }));", true],
    ["app.use(rateLimit({ keyGenerator: (req) => req.headers['cf-connecting-ip'] }));", false],
    ['app.use(rateLimit({ keyGenerator: (req) => req.user.id }));', false],
    ['app.use(rateLimit({ max: 5 }));', false],
  ])('%s', async (line, expected) => {
    expect(await js(line)).toEqual(expected ? ['missing-rate-limiting@2'] : []);
  });

  it('tells senders apart by a header in Python too', async () => {
    expect(await py("Limiter(app=app, key_func=lambda: request.headers.get('X-Forwarded-For'))")).toEqual([
      'missing-rate-limiting@4',
    ]);
    expect(await py('Limiter(app=app, key_func=lambda: request.remote_addr)')).toEqual([]);
  });
});

describe('a folder that is listed (P-057)', () => {
  it.each([
    ["app.use('/files', serveIndex('files'));", ['sensitive-file-exposure@2']],
    ["app.use('/files', require('express').static('files'));", []],
  ])('%s', async (line, expected) => {
    expect(await js(line)).toEqual(expected);
  });
});

describe('tokens of any algorithm (P-057)', () => {
  it.each([
    ['app.use(expressJwt({ secret: publicKey }));', ['jwt-verification-disabled@2']],
    ["app.use(expressJwt({ secret: publicKey, algorithms: ['RS256'] }));", []],
    ['app.use(expressJwt({ secret: process.env.SECRET }));', []],
    ['app.use(expressJwt({ ...options, secret: publicKey }));', []],
  ])('%s', async (line, expected) => {
    expect(await js(line)).toEqual(expected);
  });
});

describe('a current password that may be left out (P-057)', () => {
  it.each([
    ['if (currentPassword && hash(currentPassword) !== user.password) return res.sendStatus(401);', true],
    ['if (old_password && !check(old_password, user.password)) return res.sendStatus(401);', true],
    ['if (!currentPassword || hash(currentPassword) !== user.password) return res.sendStatus(401);', false],
    ['if (currentPassword && newPassword) await change(user, newPassword);', false],
  ])('%s', async (line, expected) => {
    expect(await js(line)).toEqual(expected ? ['missing-authentication@2'] : []);
  });
  it('is seen in Python too', async () => {
    expect(await py('return bool(current_password and current_password != request.user.password)')).toContain(
      'missing-authentication@4',
    );
  });
});
