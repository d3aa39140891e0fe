import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const FLASK = `
from functools import wraps
from flask import Flask, abort, current_app, g, request
from werkzeug.local import LocalProxy
from settings import config
from db import session, User
app = Flask(__name__)
current_user = LocalProxy(lambda: find())
def login_required(func):
    @wraps(func)
    def view(*args, **kwargs):
        if current_app.config.get("LOGIN_DISABLED"):
            pass
        elif not current_user.is_authenticated:
            return current_app.login_manager.unauthorized()
        return func(*args, **kwargs)
    return view
`;

async function asked(decorator: string, name = 'guard'): Promise<string> {
  const [entry] = await entryPoints({
    'a.py': `${FLASK}${decorator}\n@app.post('/x')\n@${name}\ndef x():\n    return 'ok'\n`,
  });
  const settings = entry?.guards.map(({ when, openWhen }) => openWhen ?? when).filter(Boolean);
  return [entry?.authentication, entry?.authorization, ...new Set(settings)].join(' ');
}

const wrapped = (body: string): string =>
  `def guard(func):\n    @wraps(func)\n    def view(*args, **kwargs):\n${body}\n    return view\n`;

describe('a sign-in that depends on a setting', () => {
  it('asks for one where it can be switched off', async () => {
    expect(await asked('', 'login_required')).toBe('required none LOGIN_DISABLED');
  });

  it('is optional where the application offers to be used without', async () => {
    const guest = '        if config.allow_anonymous_browsing == 1:\n            return func(*args, **kwargs)\n';
    const rest = '        return login_required(func)(*args, **kwargs)';
    expect(await asked(wrapped(guest + rest))).toBe('optional none config.allow_anonymous_browsing');
    expect(await asked(wrapped(rest))).toBe('required none LOGIN_DISABLED');
  });

  it('is none where it lets strangers through with any setting', async () => {
    const any = '        if config.use_login:\n            g.seen = current_user\n        return func(*args, **kwargs)';
    expect(await asked(wrapped(any))).toBe('none none');
  });
});

describe('what a decorator asks of a stand-in for the caller', () => {
  const ask = (question: string): string =>
    wrapped(`        if ${question}:\n            return func(*args, **kwargs)\n        abort(403)`);

  it.each([
    ['current_user.role_admin()', 'required role'],
    ['current_user.is_admin_or_up', 'required role'],
    ['current_user.can_upload', 'required permission'],
    ['current_user.shines(request.args)', 'unknown unknown'],
    ['request.args.get("page")', 'none none'],
  ])('%s', async (question, expected) => {
    expect(await asked(ask(question))).toBe(expected);
  });
});

describe('a limiter that may not be installed', () => {
  const limits = async (made: string): Promise<string[]> => {
    const code = `from flask import Flask\napp = Flask(__name__)\n${made}\n@app.post('/x')\n@limiter.limit('3/minute')\ndef x():\n    return 'ok'\n`;
    const [entry] = await entryPoints({ 'a.py': code });
    return entry?.guards.map(({ establishes, strength }) => `${establishes} ${strength}`) ?? [];
  };

  it('is one by its name', async () => {
    const made =
      'try:\n    from limits import Limiter\n    limiter = Limiter()\nexcept ImportError:\n    limiter = None';
    expect(await limits(made)).toEqual(['rate-limit weak']);
    const own = 'class Own:\n    def limit(self, text):\n        return lambda fn: fn\nlimiter = Own()';
    expect(await limits(own)).toEqual([]);
  });
});

const FASTAPI = `
import hashlib
from typing import Annotated
from fastapi import Depends, FastAPI, HTTPException, Request
from uuid import UUID
from settings import settings
from db import cache, db
app = FastAPI()
def digest(value):
    return hashlib.sha256(value.encode()).hexdigest()
async def get_account(account_id):
    return await db.fetchone("SELECT * FROM accounts WHERE id = :id", {"id": account_id})
class KeyCheck:
    def __init__(self, key=None):
        self.api_key = key
    async def __call__(self, request: Request):
        key = self.api_key or request.query_params.get("api-key")
        if not key:
            raise HTTPException(401, "no key")
        owner = await get_account(key)
        if not owner:
            raise HTTPException(404, "nobody")
        return owner
`;

async function depends(guard: string): Promise<string> {
  const [entry] = await entryPoints({
    'a.py': `${FASTAPI}${guard}\n@app.post('/x', dependencies=[Depends(guard)])\nasync def x():\n    return 1\n`,
  });
  return `${entry?.authentication ?? ''} ${entry?.authorization ?? ''}`;
}

describe('a dependency that finds who sent a request', () => {
  const by = (param: string, key: string, status: number): string =>
    `async def guard(${param}):\n    found = await get_account(${key})\n    if not found:\n        raise HTTPException(${status}, "no")\n    return found\n`;

  it.each([
    ['by a credential', by('token: str', 'token', 401), 'required none'],
    ['by the hash of one', by('token: str', 'digest(token)', 401), 'required none'],
    ['by what nobody guesses', by('user: UUID', 'user.hex', 401), 'required none'],
    ['by what can be guessed', by('user_id: str', 'user_id', 401), 'unknown unknown'],
    ['a thing, not a person', by('note_id: str', 'note_id', 404), 'none none'],
    [
      'in a cache, by one of several credentials',
      `async def guard(token: str | None = None, session: str | None = None):\n    found = cache.get(f"user:{digest(token or session)}")\n    if found:\n        return found\n    raise HTTPException(401, "no")\n`,
      'required none',
    ],
    [
      'in an object that is called',
      'async def guard(request: Request, key: str):\n    check = KeyCheck(key)\n    return await check(request)\n',
      'required none',
    ],
    [
      'and compares with whom the operator named',
      `${by('token: str', 'token', 401).replace('guard', 'account')}async def guard(account: Annotated[dict, Depends(account)]):\n    if account.id != settings.super_user:\n        raise HTTPException(403, "no")\n`,
      'required role',
    ],
  ])('%s', async (_, guard, expected) => {
    expect(await depends(guard)).toBe(expected);
  });
});

describe('an object that asks through others it was made with', () => {
  const served = (call: string): Record<string, string> => ({
    'app.py': `from fastapi import Depends, FastAPI
class Needs:
    def __init__(self, checks):
        self.checks = checks
    def __call__(self, request):
        for check_class in self.checks:
            ${call}
app = FastAPI()
@app.get("/x", dependencies=[Depends(Needs([1]))])
def x():
    return 1
`,
  });
  it('may turn away, where it hands them the request', async () => {
    const [entry] = await entryPoints(served('check_class(request=request)'));
    expect([entry?.authentication, entry?.authorization]).toEqual(['unknown', 'unknown']);
  });
  it('turns nobody away where it only counts them', async () => {
    const [entry] = await entryPoints(served('print(check_class)'));
    expect(entry?.authentication).toBe('none');
  });
});
