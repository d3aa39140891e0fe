import { describe, expect, it } from 'vitest';
import { entryPoints, routes } from './found';

const HEAD = `from fastapi import FastAPI, APIRouter, Depends, HTTPException
from fastapi.security import OAuth2PasswordBearer
import jwt
app = FastAPI()
scheme = OAuth2PasswordBearer(tokenUrl='/token')
def signed_in(token: str = Depends(scheme)):
    try:
        return jwt.decode(token, KEY, algorithms=['HS256'])
    except Exception:
        raise HTTPException(status_code=401)
`;
const used = (made: string): string =>
  `router = ${made}\n@router.get('/a')\ndef a(): pass\napp.include_router(router)\n`;

const ROUTERS: Readonly<Record<string, [classes: string, made: string, route: string, guarded: boolean]>> = {
  'what its constructor is given and hands on': [
    'class Own(APIRouter):\n    def __init__(self, tags=None, prefix: str = "", **rest):\n        super().__init__(tags=tags, prefix=prefix, dependencies=[Depends(signed_in)], **rest)\n',
    "Own(prefix='/own')",
    'GET /own/a',
    true,
  ],
  'the same by its position': [
    'class Own(APIRouter):\n    def __init__(self, tags, prefix):\n        super().__init__(tags=tags, prefix=prefix)\n',
    "Own(['t'], '/own')",
    'GET /own/a',
    false,
  ],
  'what its constructor hands on unnamed': [
    'class Own(APIRouter):\n    def __init__(self, **rest):\n        super().__init__(dependencies=[Depends(signed_in)], **rest)\n',
    "Own(prefix='/own')",
    'GET /own/a',
    true,
  ],
  'the default of what it hands on': [
    "class Own(APIRouter):\n    def __init__(self, prefix='/usual'):\n        super().__init__(prefix=prefix)\n",
    'Own()',
    'GET /usual/a',
    false,
  ],
  'what a class between them adds': [
    'class Guarded(APIRouter):\n    def __init__(self, **rest):\n        super().__init__(dependencies=[Depends(signed_in)], **rest)\nclass Own(Guarded):\n    def __init__(self, **rest):\n        super().__init__(prefix="/own", **rest)\n',
    'Own()',
    'GET /own/a',
    true,
  ],
  'nothing where its class sets nothing': ['class Own(APIRouter):\n    pass\n', 'Own()', 'GET /a', false],
};

describe('a router of a class of the program', () => {
  it.each(Object.entries(ROUTERS))('has %s', async (_name, [classes, made, route, guarded]) => {
    const [found] = await entryPoints({ 'app.py': HEAD + classes + used(made) });
    expect([`${found?.method} ${found?.route}`, found?.guards.map(({ establishes }) => establishes)]).toEqual([
      route,
      guarded ? ['authenticated'] : [],
    ]);
  });

  it('is not taken for another of the same class', async () => {
    const classes = 'class Own(APIRouter):\n    def __init__(self, **rest):\n        super().__init__(**rest)\n';
    const two =
      "one = Own(prefix='/one')\ntwo = Own(prefix='/two')\n@one.get('/a')\ndef a(): pass\n@two.get('/b')\ndef b(): pass\n";
    expect(await routes({ 'app.py': HEAD + classes + two }, 'app.py')).toEqual(['GET /one/a -> a', 'GET /two/b -> b']);
  });
});

describe('a class of views with something injected into it', () => {
  it.each([
    ['in its own body', 'class V:\n    user = Depends(signed_in)\n', 1],
    ['in a class that it extends', 'class B:\n    user = Depends(signed_in)\nclass V(B):\n', 1],
    ['that is no check', 'class V:\n    page = Depends(paging)\n', 0],
  ])('runs it before each method: %s', async (_name, classes, count) => {
    const view = `${classes}    @app.get('/a')\n    def a(self): pass\n`;
    const [found] = await entryPoints({ 'app.py': `${HEAD}def paging(): return 1\n${view}` });
    expect(found?.guards).toHaveLength(count);
  });
});
