import { describe, expect, it } from 'vitest';
import { entryPoints, routes } from './found';

describe('Flask', () => {
  it('finds decorators, blueprints and class views', async () => {
    const files = {
      'shop/__init__.py':
        "from flask import Flask\nfrom shop.api import bp\napp = Flask(__name__)\napp.register_blueprint(bp, url_prefix='/api')\n@app.route('/', methods=['GET', 'POST'])\ndef index():\n    pass",
      'shop/api.py':
        "from flask import Blueprint, request\nfrom flask.views import MethodView\nbp = Blueprint('api', __name__)\n@bp.delete('/x/<int:id>')\ndef remove(id):\n    return request.args.get('why')\nclass V(MethodView):\n    def get(self): pass\n    def put(self): pass\nbp.add_url_rule('/v', view_func=V.as_view('v'))",
    };
    expect(await routes(files)).toEqual([
      'GET / -> index',
      'POST / -> index',
      'DELETE /api/x/<int:id> -> remove',
      'GET /api/v -> V.get',
      'PUT /api/v -> V.put',
    ]);
  });
  it('knows application factories and resources', async () => {
    const code =
      "from flask import Flask\nfrom flask_restful import Api, Resource\nclass R(Resource):\n    def post(self): pass\ndef create():\n    app = Flask(__name__)\n    api = Api(app)\n    api.add_resource(R, '/r', '/s')\n    return app";
    expect(await routes(code, 'app.py')).toEqual(['POST /r -> R.post', 'POST /s -> R.post']);
  });
});

describe('FastAPI', () => {
  it('joins routers and reads typed parameters', async () => {
    const files = {
      'main.py':
        "from fastapi import FastAPI\nfrom users import router\napp = FastAPI()\napp.include_router(router, prefix='/v1')",
      'users.py':
        "from fastapi import APIRouter, Header\nfrom pydantic import BaseModel\nrouter = APIRouter(prefix='/users')\nclass New(BaseModel):\n    name: str\n    age: int\n@router.post('/{group}')\nasync def create(group: str, new: New, q: int = 0, token: str = Header()):\n    pass",
    };
    const [found] = await entryPoints(files);
    expect(found).toMatchObject({
      method: 'POST',
      route: '/v1/users/{group}',
      at: { line: 7 },
      handler: { name: 'create', at: { line: 8 } },
    });
    expect(found?.params.map((param) => `${param.source} ${param.name} ${param.type}`)).toEqual([
      'path group string',
      'body name str',
      'body age int',
      'query q int',
      'header token str',
    ]);
  });
});

describe('Django', () => {
  const views =
    'from django.views.generic import CreateView\ndef index(request):\n    return request.GET["q"]\nclass Make(CreateView):\n    def form_valid(self, form): pass';
  it('follows include, by name and by list', async () => {
    const files = {
      'site/urls.py':
        "from django.urls import include, path, re_path\nurlpatterns = [path('shop/', include('shop.urls')), path('x/', include([re_path(r'^y/(?P<id>\\d+)$', h)]))]\ndef h(request, id): pass",
      'shop/__init__.py': '',
      'shop/views.py': views,
      'shop/urls.py':
        "from django.urls import path\nfrom . import views\nurlpatterns = [path('', views.index)]\nurlpatterns += [path('new/', views.Make.as_view())]",
    };
    expect(await routes(files)).toEqual([
      'ALL /shop/ -> index',
      'POST /shop/new/ -> Make.form_valid',
      'ALL /x/y/<id> -> h',
    ]);
  });
  it('shows patterns as paths', async () => {
    const written: [string, string][] = [
      ['^(?P<lang>[a-z-]+)/(?P<version>[\\w.-]+)/(?P<url>[\\w./-]*)/$', '/<lang>/<version>/<url>/'],
      ['^(.*)/index/$', '/<1>/index/'],
      ['^r/(?P<a>(?:\\d{1,2}\\.[0-2]|\\d{4}))/x/$', '/r/<a>/x/'],
      ['^[a-z-]+/[\\w.-]+/team/$', '/*/*/team/'],
      ['^a\\.json$', '/a.json'],
      ['^a(?:/b)?/\\d+$', '/a/*'],
      ['^([0-9a-z_.-]+)/(tarball|wheel)/$', '/<1>/<2>/'],
      ['^broken(\\d', '/broken<1>'],
    ];
    for (const [pattern, route] of written)
      expect(
        await routes({
          'urls.py': `from django.urls import re_path\nurlpatterns = [re_path(r'${pattern}', h)]\ndef h(request): pass`,
        }),
        pattern,
      ).toEqual([`ALL ${route} -> h`]);
  });
  it('knows the routes that libraries bring along', async () => {
    const code =
      "from django.urls import include, path\nfrom other import urls\nurlpatterns = [path('accounts/', include('django.contrib.auth.urls')), path('x/', include('unknown.urls')), path('y/', include(urls))]";
    const found = await entryPoints({ 'site/urls.py': code });
    expect(
      found
        .map(
          (entry) =>
            `${entry.method ?? ''} ${entry.route ?? ''}${entry.publicByDesign ? ' public' : ''}${entry.guards.length > 0 ? ' signed in' : ''}`,
        )
        .sort(),
    ).toEqual([
      'GET /accounts/login/ public',
      'GET /accounts/password_change/ signed in',
      'GET /accounts/password_change/done/ signed in',
      'GET /accounts/password_reset/ public',
      'GET /accounts/password_reset/done/ public',
      'GET /accounts/reset/<uidb64>/<token>/ public',
      'GET /accounts/reset/done/ public',
      'POST /accounts/login/ public',
      'POST /accounts/logout/ public',
      'POST /accounts/password_change/ signed in',
      'POST /accounts/password_reset/ public',
      'POST /accounts/reset/<uidb64>/<token>/ public',
    ]);
  });
  it('tells stored data from what a view collects', async () => {
    const head =
      "from django.urls import path\nfrom django.shortcuts import render\nfrom shop.models import Order\nurlpatterns = [path('x/', h)]\ndef h(request):\n";
    const mutates = async (body: string) =>
      (await entryPoints({ 'urls.py': `${head}    ${body}\n    return render(request, 'x.html', context)` }))[0]
        ?.mutates;
    expect(await mutates("context = {'a': 1}\n    context.update({'b': 2})")).toBe(false);
    expect(
      await mutates(
        'seen = {order.id for order in orders}\n    seen.add(3)\n    context = dict()\n    context.update(x=1)',
      ),
    ).toBe(false);
    expect(await mutates("context = {'a': 1}\n    Order.objects.filter(id=1).update(paid=True)")).toBe(true);
    expect(await mutates('order = Order()\n    order.save()\n    context = {}')).toBe(true);
  });
  it('takes addresses that hold a secret for public', async () => {
    const code =
      "from django.urls import path\nurlpatterns = [path('join/<token>/', h), path('orders/<int:id>/', h), path('activate/<activation_key>/', h), path('forgot-password/done/', h), path('orders/done/', h)]\ndef h(request): pass";
    expect((await entryPoints({ 'urls.py': code })).map((entry) => entry.publicByDesign)).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
  });
  it('takes the confirmation of a mailed code for public, not what only sounds like one', async () => {
    const publicOnes = [
      'auth/verify',
      'auth/verify-code',
      'email/confirm/<code>',
      'registration/confirm',
      'confirm-account',
    ];
    const others = ['orders/confirm', 'orders/<int:id>/verify', 'auth/verify/users', 'verify', 'payments/confirm-code'];
    const paths = [...publicOnes, ...others].map((path) => `path('${path}', h)`);
    const code = `from django.urls import path\nurlpatterns = [${paths.join(', ')}]\ndef h(request): pass`;
    const found = (await entryPoints({ 'urls.py': code })).filter((entry) => entry.publicByDesign);
    expect(found.map((entry) => entry.route)).toEqual(publicOnes.map((path) => `/${path}`));
  });
  it('expands viewsets', async () => {
    const code =
      "from rest_framework import routers, viewsets\nfrom rest_framework.decorators import action\nfrom django.urls import path, include\nclass U(viewsets.ReadOnlyModelViewSet):\n    @action(detail=True, methods=['post'])\n    def ban(self, request, pk): pass\nrouter = routers.DefaultRouter()\nrouter.register('users', U)\nurlpatterns = [path('api/', include(router.urls))]";
    expect(await routes(code, 'urls.py')).toEqual([
      'GET /api/users/ -> U',
      'GET /api/users/{pk}/ -> U',
      'POST /api/users/{pk}/ban/ -> U.ban',
    ]);
  });
  it('finds management commands', async () => {
    const found = await entryPoints({
      'x/management/commands/clean.py':
        'from django.core.management.base import BaseCommand\nclass Command(BaseCommand):\n    def handle(self, *args, **options): pass',
    });
    expect(found[0]).toMatchObject({ kind: 'cli', route: 'clean' });
  });
});

describe('other Python', () => {
  it.each([
    [
      'aiohttp',
      "from aiohttp import web\nasync def h(request): pass\napp = web.Application()\napp.router.add_get('/a', h)\napp.add_routes([web.post('/b', h)])",
      ['GET /a -> h', 'POST /b -> h'],
    ],
    [
      'tornado',
      "import tornado.web\nclass H(tornado.web.RequestHandler):\n    def get(self): pass\ntornado.web.Application([(r'/a', H)])",
      ['GET /a -> H.get'],
    ],
    ['celery', 'from celery import shared_task\n@shared_task\ndef work(x): pass', ['messageQueue ? -> work']],
    ['click', 'import click\n@click.command()\ndef run(): pass', ['cli ? -> run']],
    [
      'http.server',
      'from http.server import BaseHTTPRequestHandler\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self): pass',
      ['GET ? -> H.do_GET'],
    ],
  ])('%s', async (_, code, expected) => {
    expect(await routes(code, 'app.py')).toEqual(expected);
  });
  it('takes no decorator of a test client for a route', async () => {
    expect(
      await routes(
        "import pytest\nclient = make()\n@pytest.mark.parametrize('x', [1])\ndef test(x):\n    client.get('/x')",
        'app.py',
      ),
    ).toEqual([]);
  });
});
