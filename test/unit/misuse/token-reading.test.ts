import { describe, expect, it } from 'vitest';
import { misuseOf } from '../flow/flow-of';

const unverified = async (code: string): Promise<number> =>
  (await misuseOf({ 'a.js': `import jwt from 'jsonwebtoken';\n${code}` })).filter(
    (one) => one.weakness === 'jwt-verification-disabled',
  ).length;

describe('tokens that are read without a check', () => {
  it.each([
    ['in a request', 'function f(req) { req.user = jwt.decode(req.headers.authorization); }'],
    ['in a callback of something else', 'load(key, (e, t) => { user = jwt.decode(t); });'],
    ['where only a text says verify', "function f(t) { log('verify'); return jwt.decode(t); }"],
    [
      'where more is read than when it ends',
      'function f(req) { const t = jwt.decode(req.token, { complete: true }); if (t.payload.exp < now()) return; req.id = t.payload.sub; }',
    ],
    [
      'where all that it says is handed on',
      'function f(req) { const t = jwt.decode(req.token); if (t.exp < now()) throw new Error(); return t; }',
    ],
    [
      'with a verifier in another function',
      'function g(t) { jwt.verify(t, k); }\nfunction f(t) { return jwt.decode(t); }',
    ],
  ])('are found: %s', async (_name, code) => {
    expect(await unverified(code)).toBe(1);
  });
  it.each([
    ['where the same function verifies', 'function f(t) { jwt.verify(t, key); return jwt.decode(t); }'],
    [
      'when the verifier says that it has expired',
      'function f(t) { try { return jwt.verify(t, key); } catch (e) { return renew(jwt.decode(t)); } }',
    ],
    [
      'in what a verifier calls back',
      "function f(req, res, next) { passport.authenticate('jwt', (err, user, info) => { if (info) renew(jwt.decode(req.token)); })(req, res, next); }",
    ],
    [
      'in a named function that a verifier calls back',
      'function f(t) { function failed(e) { renew(jwt.decode(t)); }\n jwt.verify(t, key, failed); }',
    ],
    [
      'where only its end is read',
      "function f(u) { const t = jwt.decode(u.token); if (t && typeof t !== 'string') { wait(t.exp); } }",
    ],
    [
      'where only the end of its contents is read',
      'function f(u) { const t = jwt.decode(u.token, { complete: true }); if (t) { const end = t.payload.exp; wait(end); } }',
    ],
    ['from the storage of a browser', "function f() { return jwt.decode(localStorage.getItem('t')).name; }"],
    [
      'from the cookies of a browser',
      "import Cookies from 'js-cookie';\nfunction f() { const t = Cookies.get('jwt'); return jwt.decode(t).name; }",
    ],
  ])('are harmless: %s', async (_name, code) => {
    expect(await unverified(code)).toBe(0);
  });
});
