import { describe, expect, it } from 'vitest';
import { entryPoints } from './found';

async function express(body: string, before = ''): Promise<string | undefined> {
  const code = `const app = require('express')();\nconst jwt = require('jsonwebtoken');\n${before}app.post('/auth/plex', async (req, res) => {\n${body}\n});\n`;
  return (await entryPoints({ 'a.js': code }))[0]?.authentication;
}

const LOADS = 'const user = await plex.userOf(req.body.authToken);\n';

describe('a handler that lets its sender in', () => {
  it.each([
    ['keeps who it is in the session', `${LOADS}req.session.userId = user.id;\nres.end();`, 'public'],
    ['makes a token for them', `${LOADS}res.json({ token: jwt.sign({ id: user.id }, key) });`, 'public'],
    ['is asked by the request to', `${LOADS}req.logIn(user, () => res.end());`, 'public'],
    ['keeps nothing', `${LOADS}await user.save();\nres.end();`, 'none'],
    ['is sent no proof', 'req.session.userId = req.body.id;\nres.end();', 'none'],
    ['forgets who it is', `${LOADS}req.session.userId = null;\nres.end();`, 'none'],
  ])('%s', async (_name, body, expected) => {
    expect(await express(body)).toBe(expected);
  });

  it('is no way in where only those who are known get there', async () => {
    const guard = 'app.use((req, res, next) => (req.session.userId ? next() : res.status(401).end()));\n';
    expect(await express(`${LOADS}req.session.userId = user.id;\nres.end();`, guard)).toBe('required');
  });

  it('is told in Python too', async () => {
    const code = (line: string) =>
      `from flask import Flask, request\nfrom flask_login import login_user\napp = Flask(__name__)\n@app.post('/poll')\ndef poll():\n    found = Token.query.filter_by(auth_token=request.form['token']).first()\n    ${line}\n    return 'x'\n`;
    expect((await entryPoints({ 'a.py': code('login_user(found.user)') }))[0]?.authentication).toBe('public');
    expect((await entryPoints({ 'a.py': code('db.session.delete(found)') }))[0]?.authentication).toBe('none');
  });
});

describe('a limiter that a library makes', () => {
  it('limits whatever it tells senders apart by', async () => {
    const code = (decorator: string) =>
      `from flask import Flask, request\nfrom here import limiter\napp = Flask(__name__)\n@app.post('/x')\n${decorator}\ndef x():\n    return 'x'\n`;
    const guards = async (decorator: string) =>
      (await entryPoints({ 'a.py': code(decorator) }))[0]?.guards.map(({ establishes }) => establishes);
    expect(await guards("@limiter.limit('3/minute', key_func=lambda: request.form.get('name', ''))")).toEqual([
      'rate-limit',
    ]);
    expect(await guards("@counter.count('3/minute', key_func=lambda: request.form.get('name', ''))")).toEqual([]);
  });
});

describe('a permission that only administrators have', () => {
  it('is their role', async () => {
    const code = (permission: string) =>
      `const app = require('express')();\nconst allow = (permission) => (req, res, next) => {\n  if (!req.user || !req.user.hasPermission(permission)) res.status(403).end();\n  else next();\n};\napp.post('/x', allow(${permission}), (req, res) => res.end());\n`;
    const roles = async (permission: string) => (await entryPoints({ 'a.js': code(permission) }))[0]?.roles;
    expect(await roles('Permission.ADMIN')).toEqual(['ADMIN']);
    expect(await roles('Permission.VIEW')).toEqual([]);
  });
});
