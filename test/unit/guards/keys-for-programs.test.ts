import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const MODELS = (look: string): string => `
from django.db import models
from django.db.models import Q
class Projects(models.Manager):
    def for_key(self, api_key):
        if not api_key:
            return None
        ${look}
class Project(models.Model):
    objects = Projects()
`;
const VIEWS = (key: string): string => `
import json
from functools import wraps
from django.http import HttpResponse, JsonResponse
from django.urls import path
from models import Project
def authorize(view):
    @wraps(view)
    def wrapper(request, *args):
${key
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
        project = Project.objects.for_key(api_key)
        if project is None:
            return JsonResponse({'error': 'no'}, status=401)
        request.project = project
        return view(request, *args)
    return wrapper
@authorize
def pause(request, code):
    Check.objects.filter(code=code).update(paused=True)
    return HttpResponse('')
urlpatterns = [path('checks/<uuid:code>/pause', pause)]
`;

const HEADER_OR_BODY = `request.json = json.loads(request.body.decode()) if request.body else {}
if 'X-Api-Key' in request.headers:
    api_key = request.headers['X-Api-Key']
elif 'api_key' in request.json:
    api_key = str(request.json['api_key'])
else:
    api_key = ''`;
const OF_A_LENGTH = `api_key = request.headers['X-Api-Key'] if 'X-Api-Key' in request.headers else ''
if len(api_key) != 32:
    return JsonResponse({'error': 'no'}, status=401)`;

const BY_KEY = 'return self.filter(api_key=api_key).first()';
const BY_EITHER = 'return self.filter(Q(api_key=api_key) | Q(read_key=api_key)).first()';

async function authentication(key: string, look: string): Promise<string | undefined> {
  return (await entryPoints({ 'views.py': VIEWS(key), 'models.py': MODELS(look) }))[0]?.authentication;
}

describe('a key that programs send', () => {
  it.each([
    ['in a header', "api_key = request.headers.get('X-Api-Key', '')", BY_KEY],
    ['in a header or a body', HEADER_OR_BODY, BY_KEY],
    ['of a length', OF_A_LENGTH, BY_KEY],
    ['that is one of two', "api_key = request.headers.get('X-Api-Key', '')", BY_EITHER],
  ])('is asked for %s', async (_name, key, look) => {
    expect(await authentication(key, look)).toBe('required');
  });

  it.each([
    ['the name of a project', "api_key = request.GET.get('name', 'main')", 'return self.filter(name=api_key).first()'],
    ['nothing', "api_key = ''", 'return self.first() or self.create()'],
  ])('is not %s', async (_name, key, look) => {
    expect(await authentication(key, look)).not.toBe('required');
  });
});
