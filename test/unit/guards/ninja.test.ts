import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const FILES = {
  'auth.py': `from ninja.security import HttpBearer
class Keys(HttpBearer):
    def authenticate(self, request, token):
        return Key.objects.filter(token=token).first()
KEYS = [Keys()]
`,
  'api.py': `from ninja import NinjaAPI, Router
from ninja.security import django_auth
from auth import KEYS, Keys
class Telling(NinjaAPI):
    pass
def hang(x: NinjaAPI) -> NinjaAPI:
    x.add_router('/late', 'late.router')
    return x
one = NinjaAPI(auth=Keys())
two = hang(Telling(auth=KEYS, title='two'))
own = Router(auth=django_auth)
plain = Router()
free = NinjaAPI()
@one.post('/asked')
def a(request): pass
@one.post('/open', auth=None)
def b(request): pass
@own.post('/session')
def c(request): pass
@plain.post('/inherited')
def d(request): pass
@free.post('/free')
def e(request): pass
@free.post('/own', auth=Keys())
def f(request): pass
one.add_router('/s', own)
one.add_router('/p', plain)
`,
  'late.py': `from ninja import Router
router = Router()
@router.post('/by-name')
def g(request): pass
`,
  'urls.py': `from django.urls import path
from api import free, one
urlpatterns = [path('one/', one.urls), path('free/', free.urls)]
`,
};

describe('what Django Ninja asks for (P-044)', () => {
  it('is what stands nearest: at the operation, its router or the application', async () => {
    const found = (await entryPoints(FILES)).map(({ route, authentication }) => `${route ?? ''} ${authentication}`);
    expect(found.sort()).toEqual([
      '/free/free none',
      '/free/own required',
      '/late/by-name required',
      '/one/asked required',
      '/one/open none',
      '/one/p/inherited required',
      '/one/s/session required',
    ]);
  });
});

describe('ways in by their names (P-044)', () => {
  const of = async (route: string): Promise<string | undefined> =>
    (
      await entryPoints({
        'a.js': `const app = require('express')();\napp.post('${route}', (req, res) => { db.tokens.insertOne(req.body); res.end(); });`,
      })
    )[0]?.authentication;

  it.each([
    ['/auth/get_api_token', 'public'],
    ['/auth/new-password', 'public'],
    ['/create-admin', 'public'],
    ['/new-password', 'none'],
    ['/users/create-admin-note', 'none'],
  ])('%s: %s', async (route, authentication) => expect(await of(route)).toBe(authentication));
});
