import { describe, expect, it } from 'vitest';
import { entryPoints } from './found';

const checked = (guard: string, register: string): Record<string, string> => ({
  'auth.py': `import functools
from fastapi import HTTPException
from starlette.authentication import has_required_scope

def demands(scopes):
    def decorator(func):
        @functools.wraps(func)
        async def wrapper(*args, **kwargs):
            request = kwargs.get("request")
            ${guard}
            return await func(*args, **kwargs)
        return wrapper
    return decorator

def checked_route(method, path, scopes=None, **kwargs):
    def decorator(func):
        fn = demands(scopes or [])(func)
        return ${register}
    return decorator
`,
  'app.py': `from fastapi import APIRouter, FastAPI
from auth import checked_route
router = APIRouter(prefix="/notes")

@checked_route(router.get, "/{id}", ["notes.read"], status_code=200)
async def one(request, id: int):
    return id

@checked_route(router.delete, "/{id}", ["notes.write"])
async def remove(request, id: int):
    return id

app = FastAPI()
app.include_router(router)
`,
});

async function told(guard: string, register = 'method(path, **kwargs)(fn)'): Promise<string[]> {
  const found = await entryPoints(checked(guard, register));
  return found.map((one) => `${one.method} ${one.route} -> ${one.handler?.name}: ${one.authentication}`);
}

const REFUSES = 'if not has_required_scope(request, scopes): raise HTTPException(status_code=403)';

describe('routes of decorators that the program wrote', () => {
  it('are registered by what the decorator is handed, behind what it wraps around the view', async () => {
    expect(await told(REFUSES)).toEqual(['GET /notes/{id} -> one: required', 'DELETE /notes/{id} -> remove: required']);
  });
  it('are open where it wraps nothing that refuses', async () => {
    expect(await told('print(scopes)')).toEqual(['GET /notes/{id} -> one: none', 'DELETE /notes/{id} -> remove: none']);
  });
  it('are none where what it is handed is not called with the view', async () => {
    expect(await told(REFUSES, 'fn')).toEqual([]);
  });
});
