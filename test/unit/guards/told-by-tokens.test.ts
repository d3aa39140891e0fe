import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const told = async (files: Record<string, string>): Promise<string[]> =>
  (await entryPoints(files)).map(({ authentication, authorization }) => `${authentication} ${authorization}`);

const PAGE = (check: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"next":"14.0.0","next-auth":"4.0.0"}}',
  'lib.ts': `import { getToken } from 'next-auth/jwt';
import { prisma } from './db';
export const tokenOf = (req) => getToken({ req });
export async function said(req) {
  const token = await tokenOf(req);
  if (!token?.id) return 'Sign in first.';
  ${check}
  return token;
}
`,
  'pages/api/notes.ts': `import { said } from '../../lib';
import { prisma } from '../../db';
export default async function handler(req, res) {
  const token = await said(req);
  if (typeof token === 'string') return res.status(401).end();
  res.json(await prisma.note.deleteMany({ where: { id: req.body.id } }));
}
`,
});

describe('who is told by a token (P-044)', () => {
  it.each([
    ['alone', ''],
    [
      'unless it was withdrawn',
      'const gone = await prisma.token.findFirst({ where: { jti: token.jti, revoked: true } }); if (gone) return "Gone.";',
    ],
  ])('is asked for: %s', async (_name, check) => expect(await told(PAGE(check))).toEqual(['required none']));

  it('is not asked for where the answer is not looked at', async () => {
    const files = PAGE('');
    files['pages/api/notes.ts'] = (files['pages/api/notes.ts'] ?? '').replace("=== 'string'", "=== 'number'");
    expect((await told(files))[0]).not.toMatch(/^required/);
  });
});

const DECORATED = (body: string, more = '', call = '@asks("write")'): Record<string, string> => ({
  'app.py': `import os, re
from functools import wraps
from flask import Flask, current_app, request
from flask_login import current_user
import flask_login
import mohawk
from mohawk import Receiver
app = Flask(__name__)
OPEN = frozenset({"shown", "listed"})
${more}
class Missing(Exception): pass
def asks(scope):
    def decorated(view):
        @wraps(view)
        def wrapped(*args, **kwargs):
${body
  .split('\n')
  .map((line) => `            ${line}`)
  .join('\n')}
        return wrapped
    return decorated
@app.route("/notes", methods=["POST"])
${call}
def change():
    db.session.delete(Note.query.first())
    return {}
`,
});

const KEY_OF_HEADER = `match = re.match(r"Key (\\S+)", request.headers.get("Authorization", ""))
key = match.group(1) if match else None`;
const FOUND = `if key:
    if not Key.verify(key):
        raise Missing("bad", 401)
    return view(*args, **kwargs)
raise Missing("none", 401)`;
const KEYS = (look: string): string => `class Store:
    def get_key(self, key):
        raise NotImplementedError
db = Store()
class Key:
    def __init__(self, user): self.user = user
    @classmethod
    def made(cls, row):
        if isinstance(row, dict):
            return Key(user=row["user"])
    @staticmethod
    def verify(key):
        ${look}
`;

describe('what a decorator asks for (P-044)', () => {
  it.each([
    ['a key that is looked up', `${KEY_OF_HEADER}\n${FOUND}`, KEYS('return Key.made(db.get_key(key))')],
    [
      'a signature over the request',
      'if request.headers.get("Authorization", "").startswith("Hawk"):\n    try:\n        Receiver(credentials, request.headers.get("Authorization"), url=request.url)\n    except mohawk.exc.HawkFail:\n        raise Missing("bad", 401)\n    return view(*args, **kwargs)\nraise Missing("none", 401)',
      'def credentials(name):\n    return KEYS[name]',
    ],
    [
      'a sign-in, but of methods that change nothing',
      'if request.method in flask_login.config.EXEMPT_METHODS:\n    return view(*args, **kwargs)\nif not current_user.is_authenticated:\n    return current_app.login_manager.unauthorized()\nreturn view(*args, **kwargs)',
      '',
    ],
    [
      'a sign-in, but for some that are listed',
      'if request.endpoint in OPEN:\n    return view(*args, **kwargs)\nif not current_user.is_authenticated:\n    return current_app.login_manager.unauthorized()\nreturn view(*args, **kwargs)',
      '',
    ],
    [
      'a sign-in where a password was set',
      'if os.getenv("SITE_PASSWORD") and not current_user.is_authenticated:\n    return current_app.login_manager.unauthorized()\nreturn view(*args, **kwargs)',
      '',
    ],
  ])('%s', async (_name, body, more) => {
    const [first] = await told(DECORATED(body, more));
    expect(first?.split(' ')[0]).toBe('required');
  });

  it.each([
    [
      'a key that nobody looks up',
      `${KEY_OF_HEADER}\nif key:\n    return view(*args, **kwargs)\nraise Missing("none", 401)`,
      '',
    ],
    [
      'something else',
      'if os.getenv("SITE_COLOUR"):\n    return view(*args, **kwargs)\nreturn view(*args, **kwargs)',
      '',
    ],
  ])('is no sign-in: %s', async (_name, body, more) => {
    const [first] = await told(DECORATED(body, more));
    expect(first?.split(' ')[0]).not.toBe('required');
  });

  it('is not known where it is told a scope and only a sign-in was understood', async () => {
    const body =
      'if not current_user.is_authenticated:\n    raise Missing("none", 401)\nif not allowed(scope):\n    app.logger.info("no")\nreturn view(*args, **kwargs)';
    const scoped = DECORATED(body, '', '@needs_scope("write")');
    scoped['app.py'] = (scoped['app.py'] ?? '').replace('def asks(', 'def needs_scope(');
    expect(await told(scoped)).toEqual(['required unknown']);
    expect(await told(DECORATED(body))).toEqual(['required none']);
  });
});
