import { describe, expect, it } from 'vitest';
import { guards } from '../entries/found';

async function first(files: Record<string, string> | string): Promise<string[]> {
  return Object.values(await guards(files, 'app.py'))[0] ?? [];
}

const FLASK =
  'from flask import Flask, abort, request, session, g\nfrom functools import wraps\napp = Flask(__name__)\n';
const FASTAPI = 'from fastapi import FastAPI, Depends, HTTPException\nfrom typing import Annotated\napp = FastAPI()\n';

describe('Flask', () => {
  it('decorators of libraries', async () => {
    expect(
      await first(`${FLASK}from flask_login import login_required\n@app.route('/x')\n@login_required\ndef x(): pass`),
    ).toEqual(['authenticated/strong']);
  });
  it('decorators above the route are not applied', async () => {
    expect(
      await first(`${FLASK}from flask_login import login_required\n@login_required\n@app.route('/x')\ndef x(): pass`),
    ).toEqual([]);
  });
  it('own decorators by what they do', async () => {
    const decorator =
      "def secured(f):\n    @wraps(f)\n    def inner(*args, **kwargs):\n        if 'user_id' not in session:\n            abort(401)\n        return f(*args, **kwargs)\n    return inner\n";
    expect(await first(`${FLASK}${decorator}@app.route('/x')\n@secured\ndef x(): pass`)).toEqual([
      'authenticated/strong',
    ]);
  });
  it.each([
    ['current_user.has_permissions(self.needed)', ['authenticated/strong', 'permission/strong']],
    ['any([current_user.has_permission(one) for one in self.needed])', ['authenticated/strong', 'permission/strong']],
    ['any([one.startswith("x") for one in self.needed])', []],
  ])('objects that are called as decorators, made by functions or by other decorators: %s', async (test, checks) => {
    const code = `${FLASK}from flask_login import current_user
class Needs:
    def __init__(self, needed):
        self.needed = needed
    def __call__(self, fn):
        @wraps(fn)
        def inner(*args, **kwargs):
            if ${test}:
                return fn(*args, **kwargs)
            abort(403)
        return inner
def needs(one):
    return Needs((one,))
def needs_admin(fn):
    return needs('admin')(fn)
@app.route('/made')
@needs('edit')
def made(): pass
@app.route('/admin')
@needs_admin
def admin(): pass
@app.route('/object')
@Needs(['x'])
def direct(): pass`;
    expect(await guards(code, 'app.py')).toEqual({ 'GET /made': checks, 'GET /admin': checks, 'GET /object': checks });
  });
  it('a decorator that counts and answers that there were too many requests, however it counts', async () => {
    const limited = (answer: string): string =>
      `${FLASK}def slow(limit):
    def made(f):
        @wraps(f)
        def inner(*args, **kwargs):
            seen = cache.get(request.remote_addr)
            if request.method == 'POST':
                if seen and int(seen) > limit - 1:
                    answer = jsonify({'message': 'later'})
                    ${answer}
                cache.set(request.remote_addr, int(seen or 0) + 1, timeout=60)
            return f(*args, **kwargs)
        return inner
    return made
@app.route('/x', methods=['POST'])
@slow(limit=10)
def x(): pass`;
    expect(await first(limited('answer.status_code = 429\n                    return answer'))).toEqual([
      'rate-limit/strong',
    ]);
    expect(await first(limited('log(answer)'))).toEqual([]);
  });
  it('before_request hooks', async () => {
    expect(
      await first(
        `${FLASK}@app.before_request\ndef check():\n    if not g.user:\n        abort(403)\n@app.route('/x')\ndef x(): pass`,
      ),
    ).toEqual(['authenticated/strong']);
  });
  it('checks in the handler, not their opposite', async () => {
    expect(
      await first(
        `${FLASK}from flask_login import current_user\n@app.route('/x')\ndef x():\n    if not current_user.is_authenticated:\n        abort(401)\n    return 1`,
      ),
    ).toEqual(['authenticated/strong']);
    expect(
      await first(
        `${FLASK}from flask_login import current_user\nfrom flask import redirect\n@app.route('/x')\ndef x():\n    if current_user.is_authenticated:\n        return redirect('/')\n    return 1`,
      ),
    ).toEqual([]);
  });
  it('handlers that take nothing but JSON', async () => {
    const view = (body: string) =>
      first(`${FLASK}@app.route('/x', methods=['POST'])\ndef x():\n    data = ${body}\n    return data`);
    expect(await view('request.get_json()')).toEqual(['csrf/partial']);
    expect(await view('request.get_json(force=True)')).toEqual([]);
    expect(await view('request.form')).toEqual([]);
  });
  it('comparisons that keep others away, not those that keep oneself away', async () => {
    const head = `${FLASK}from flask_login import current_user\n@app.route('/x/<id>')\ndef x(id):\n    user = find(id)\n`;
    for (const test of [
      'user.id != current_user.id',
      'not user == current_user',
      'user is not current_user',
      'not current_user.is_admin and user.id != current_user.id',
    ])
      expect(await first(`${head}    if ${test}:\n        abort(403)\n    return 1`), test).toContain(
        'ownership/strong',
      );
    for (const test of ['user.id == current_user.id', 'not user != current_user', 'user is current_user'])
      expect(await first(`${head}    if ${test}:\n        abort(403)\n    return 1`), test).toEqual([]);
    expect(
      await first(`${head}    if user == current_user:\n        return 1\n    else:\n        abort(403)`),
    ).toContain('ownership/strong');
  });
  it('forms: schema and token', async () => {
    expect(
      await first(
        `${FLASK}from flask_wtf import FlaskForm\nclass F(FlaskForm):\n    a = 1\n@app.route('/x')\ndef x():\n    form = F()\n    if form.validate_on_submit():\n        pass`,
      ),
    ).toEqual(['schema/strong', 'csrf/strong']);
  });
});

describe('FastAPI', () => {
  const USER =
    'def user(token: str):\n    if not valid_token(token):\n        raise HTTPException(status_code=401)\n    return token\n';
  it('dependencies of parameters, nested ones and aliases', async () => {
    expect(
      await first(
        `${FASTAPI}${USER}def admin(me = Depends(user)):\n    if not me.is_admin:\n        raise HTTPException(403)\n@app.get('/x')\ndef x(me = Depends(admin)): pass`,
      ),
    ).toEqual(['authenticated/strong', 'authenticated/strong', 'role/strong']);
    expect(
      await first(`${FASTAPI}${USER}Me = Annotated[str, Depends(user)]\n@app.get('/x')\ndef x(me: Me): pass`),
    ).toEqual(['authenticated/strong']);
  });
  it('middleware of the application', async () => {
    expect(
      await first(
        `${FASTAPI}from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=['https://a.example.org'])\n@app.get('/x')\ndef x(): pass`,
      ),
    ).toEqual(['cors/partial']);
    expect(
      await first(
        `${FASTAPI}from starlette.middleware.gzip import GZipMiddleware\napp.add_middleware(GZipMiddleware)\n@app.get('/x')\ndef x(): pass`,
      ),
    ).toEqual([]);
  });
  it('dependencies of routers', async () => {
    const files = {
      'main.py': `${FASTAPI}from r import router\n${USER}app.include_router(router, prefix='/r', dependencies=[Depends(user)])`,
      'r.py': "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/x')\ndef x(): pass",
    };
    expect(await first(files)).toEqual(['authenticated/strong']);
  });
  it('takes a missing record for no check', async () => {
    expect(
      await first(
        `${FASTAPI}@app.get('/x')\ndef x(id: int, session: Session):\n    item = session.get(Item, id)\n    if not item:\n        raise HTTPException(status_code=404)\n    return item`,
      ),
    ).toEqual([]);
  });
});

describe('Django', () => {
  it('a permission takes somebody who has it', async () => {
    const files = {
      'site/urls.py':
        "from django.urls import path\nfrom .views import A, b, C\nurlpatterns = [path('a/', A.as_view()), path('b/', b), path('c/', C.as_view())]",
      'site/__init__.py': '',
      'site/views.py':
        "from django.contrib.auth.decorators import permission_required\nfrom django.contrib.auth.mixins import PermissionRequiredMixin, UserPassesTestMixin\nfrom django.views.generic import DetailView\nclass A(PermissionRequiredMixin, DetailView): pass\n@permission_required('x.y')\ndef b(request): pass\nclass C(UserPassesTestMixin, DetailView): pass",
    };
    expect(Object.values(await guards(files))).toEqual([
      ['authenticated/strong', 'permission/strong'],
      ['authenticated/strong', 'permission/strong'],
      ['permission/strong'],
    ]);
  });
  it('decorators, mixins and middleware', async () => {
    const files = {
      'site/settings.py':
        "MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']\nREST_FRAMEWORK = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}",
      'site/urls.py':
        "from django.urls import path\nfrom . import views\nurlpatterns = [path('a', views.a), path('b', views.B.as_view()), path('c', views.C.as_view()), path('d', views.D.as_view())]",
      'site/views.py':
        'from django.contrib.auth.decorators import login_required\nfrom django.contrib.auth.mixins import LoginRequiredMixin\nfrom django.views import View\nfrom rest_framework.views import APIView\nfrom rest_framework.permissions import AllowAny\n@login_required\ndef a(request): pass\nclass B(LoginRequiredMixin, View):\n    def get(self, request): pass\nclass C(APIView):\n    def get(self, request): pass\nclass D(APIView):\n    permission_classes = [AllowAny]\n    def get(self, request): pass',
    };
    expect(await guards(files)).toEqual({
      'ALL /a': ['csrf/strong', 'authenticated/strong'],
      'GET /b': ['csrf/strong', 'authenticated/strong'],
      'GET /c': ['csrf/strong', 'authenticated/strong'],
      'GET /d': ['csrf/strong'],
    });
  });
  it('leaves the token out where a view is exempt, and sees signatures', async () => {
    const files = {
      'site/settings.py': "MIDDLEWARE = ['django.middleware.csrf.CsrfViewMiddleware']",
      'site/urls.py':
        "import stripe\nfrom django.urls import path\nfrom django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef hook(request):\n    event = stripe.Webhook.construct_event(request.body, sig, key)\nurlpatterns = [path('hook', hook)]",
    };
    expect(await guards(files)).toEqual({ 'ALL /hook': ['signature/strong'] });
  });
});

describe('views of the administration of Django', () => {
  const site = (view: string): Record<string, string> => ({
    'site/admin.py': `from django.contrib import admin\nfrom django.urls import path\ndef tasks(request):\n    return None\nclass Site(admin.AdminSite):\n    def get_urls(self):\n        return [path("tasks/", ${view})] + super().get_urls()\n`,
  });
  const model = (view: string): Record<string, string> => ({
    'site/admin.py': `from django.contrib import admin\nfrom django.urls import path\nclass NoteAdmin(admin.ModelAdmin):\n    def get_urls(self):\n        return [path("x/", ${view})]\n    def show(self, request):\n        return None\n`,
  });
  it.each([
    ['of a site', site('self.admin_view(tasks)'), ['authenticated/strong', 'role/strong']],
    ['of a site, not wrapped', site('tasks'), []],
    ['of a model', model('self.admin_site.admin_view(self.show)'), ['authenticated/strong', 'role/strong']],
    ['of a model, not wrapped', model('self.show'), []],
  ])('ask for staff where the site wraps them: %s', async (_name, files, expected) => {
    expect(await first(files)).toEqual(expected);
  });
  it.each([
    ['PasswordChangeView', ['authenticated/strong']],
    ['PasswordResetView', []],
  ])('of accounts ask who is signed in, as their base does: %s', async (base, expected) => {
    const files = {
      'site/urls.py': `from django.contrib.auth import views\nfrom django.urls import path\nclass Own(views.${base}):\n    success_url = "/"\nurlpatterns = [path("x/", Own.as_view())]\n`,
    };
    expect(await first(files)).toEqual(expected);
  });
});

describe('redirects in a handler', () => {
  const view = (body: string): Record<string, string> => ({
    'site/urls.py': 'from django.urls import path\nfrom . import views\nurlpatterns = [path("a", views.a)]\n',
    'site/views.py': `from django.http import HttpResponseForbidden, HttpResponseRedirect\ndef a(request):\n${body}`,
  });
  const saves =
    '    if "save" in request.POST:\n        if not request.user.is_authenticated:\n            return HttpResponseForbidden()\n        request.user.save()\n';
  it.each([
    ['for everybody, behind a check of one case', `${saves}    return HttpResponseRedirect("/x")\n`, []],
    [
      'for strangers',
      '    if not request.user.is_authenticated:\n        return HttpResponseRedirect("/y")\n    request.user.save()\n    return HttpResponseRedirect("/x")\n',
      ['authenticated/strong'],
    ],
  ])('turn away where it was asked who is calling: %s', async (_name, body, expected) => {
    expect(await first(view(body))).toEqual(expected);
  });
});
