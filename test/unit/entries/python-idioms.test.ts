import { describe, expect, it } from 'vitest';
import { routes } from './found';

/** What the documentation of each framework shows, with the routes that the framework itself would list. */
const IDIOMS: readonly [string, Record<string, string>, string[]][] = [
  [
    'Django Ninja: an API below a path, with routers of other files',
    {
      'urls.py': 'from django.urls import path\nfrom api import api\nurlpatterns = [path("api/", api.urls)]',
      'api.py':
        'from ninja import NinjaAPI\nfrom events import router\napi = NinjaAPI()\napi.add_router("/events/", router)\n@api.get("/add")\ndef add(request, a: str): pass\n@api.api_operation(["POST", "PATCH"], "/mixed")\ndef mixed(request): pass',
      'events.py':
        'from ninja import Router\nrouter = Router()\n@router.post("/{event_id}")\ndef change(request, event_id: int): pass',
    },
    [
      'GET /api/add -> add',
      'PATCH /api/mixed -> mixed',
      'POST /api/mixed -> mixed',
      'POST /api/events/{event_id} -> change',
    ],
  ],
  [
    'Django Ninja: a router named by its module',
    {
      'urls.py':
        'from django.urls import path\nfrom ninja import NinjaAPI\napi = NinjaAPI()\napi.add_router("/e/", "events.router")\nurlpatterns = [path("api/", api.urls)]',
      'events.py': 'from ninja import Router\nrouter = Router()\n@router.get("/x")\ndef show(request): pass',
    },
    ['GET /api/e/x -> show'],
  ],
  [
    'Sanic: blueprints, groups and class views',
    {
      'app.py':
        'from sanic import Sanic, Blueprint\nfrom sanic.views import HTTPMethodView\napp = Sanic("x")\na = Blueprint("a", url_prefix="/a")\nb = Blueprint("b", url_prefix="/b")\napi = Blueprint.group(a, b, url_prefix="/api")\n@a.get("/<id:int>")\nasync def one(request, id): pass\n@b.route("/x", methods=["POST"])\nasync def two(request): pass\nclass V(HTTPMethodView):\n    async def get(self, request): pass\n    async def put(self, request): pass\napp.add_route(V.as_view(), "/v")\nasync def plain(request): pass\napp.add_route(plain, "/plain", methods=["DELETE"])\napp.blueprint(api)',
    },
    [
      'GET /api/a/<id:int> -> one',
      'POST /api/b/x -> two',
      'GET /v -> V.get',
      'PUT /v -> V.put',
      'DELETE /plain -> plain',
    ],
  ],
  [
    'Falcon: resources, with a suffix for a second group of methods',
    {
      'app.py':
        'import falcon\nclass Things:\n    def on_get(self, req, resp, id): pass\n    def on_delete(self, req, resp, id): pass\n    def on_get_all(self, req, resp): pass\n    def on_post_all(self, req, resp): pass\napp = falcon.App()\nthings = Things()\napp.add_route("/things/{id}", things)\napp.add_route("/things", things, suffix="all")',
    },
    [
      'DELETE /things/{id} -> Things.on_delete',
      'GET /things/{id} -> Things.on_get',
      'GET /things -> Things.on_get_all',
      'POST /things -> Things.on_post_all',
    ],
  ],
  [
    'Litestar: controllers, routers and functions in lists',
    {
      'app.py':
        'from litestar import Litestar, Router, Controller, get, post, route, HttpMethod\nclass Users(Controller):\n    path = "/users"\n    @post()\n    async def make(self, data: dict) -> None: pass\n    @get(path="/{user_id:int}")\n    async def one(self, user_id: int) -> None: pass\n@get("/health")\nasync def health() -> str: return ""\n@get(["/a", "/b"])\nasync def both() -> str: return ""\nrouter = Router(path="/v1", route_handlers=[Users])\napp = Litestar(route_handlers=[router, health, both])',
    },
    [
      'POST /v1/users -> Users.make',
      'GET /v1/users/{user_id:int} -> Users.one',
      'GET /health -> health',
      'GET /a -> both',
      'GET /b -> both',
    ],
  ],
  [
    'aiohttp: route lists, tables and nested applications',
    {
      'app.py':
        'from aiohttp import web\nroutes = web.RouteTableDef()\n@routes.get("/t")\nasync def table(request): pass\n@routes.view("/v")\nclass V(web.View):\n    async def get(self): pass\n    async def post(self): pass\nasync def listed(request): pass\nadmin = web.Application()\nadmin.add_routes([web.post("/list", listed)])\nadmin.add_routes(routes)\napp = web.Application()\napp.add_subapp("/admin/", admin)\napp.router.add_get("/x", listed)',
    },
    [
      'GET /admin/t -> table',
      'GET /admin/v -> V.get',
      'POST /admin/v -> V.post',
      'POST /admin/list -> listed',
      'GET /x -> listed',
    ],
  ],
  [
    'Starlette: mounts with lists, applications and routers',
    {
      'app.py':
        'from starlette.applications import Starlette\nfrom starlette.routing import Route, Mount, Router\nfrom starlette.endpoints import HTTPEndpoint\nasync def home(request): pass\nasync def user(request): pass\nasync def make(request): pass\nclass Thing(HTTPEndpoint):\n    async def get(self, request): pass\n    async def delete(self, request): pass\ninner = Starlette(routes=[Route("/make", make, methods=["POST"])])\nroutes = [\n    Route("/", home),\n    Mount("/users", routes=[Route("/{id}", endpoint=user)]),\n    Mount("/in", app=inner),\n    Mount("/r", Router([Route("/thing", Thing)])),\n]\napp = Starlette(routes=routes)',
    },
    [
      'POST /in/make -> make',
      'GET / -> home',
      'GET /users/{id} -> user',
      'DELETE /r/thing -> Thing.delete',
      'GET /r/thing -> Thing.get',
    ],
  ],
  [
    'Bottle: mounted applications and routes by callback',
    {
      'app.py':
        'from bottle import Bottle, route, run\nroot = Bottle()\nsub = Bottle()\n@sub.route("/x", method=["GET", "POST"])\ndef x(): pass\ndef y(): pass\nroot.route("/y", "DELETE", y)\nroot.mount("/sub", sub)\n@route("/plain/<name>")\ndef plain(name): pass',
    },
    ['GET /sub/x -> x', 'POST /sub/x -> x', 'DELETE /y -> y', 'GET /plain/<name> -> plain'],
  ],
  [
    'Pyramid: routes by their name, with the prefix of an include',
    {
      'app.py':
        'from pyramid.config import Configurator\ndef main():\n    config = Configurator()\n    config.add_route("home", "/home")\n    config.include("users", route_prefix="/api")\n    config.scan()\n',
      'users.py': 'def includeme(config):\n    config.add_route("user", "/users/{id}")\n',
      'views.py':
        'from pyramid.view import view_config\n@view_config(route_name="home", request_method="POST")\ndef home(request): pass\n@view_config(route_name="user", renderer="json")\ndef user(request): pass',
    },
    ['POST /home -> home', 'ALL /api/users/{id} -> user'],
  ],
  [
    'Django REST framework: actions, a nested router and views by a table of methods',
    {
      'urls.py':
        'from django.urls import path, include\nfrom rest_framework.routers import DefaultRouter\nfrom rest_framework_nested import routers\nfrom views import Users, Notes\nrouter = DefaultRouter()\nrouter.register("users", Users)\nnested = routers.NestedSimpleRouter(router, "users", lookup="user")\nnested.register("notes", Notes)\nurlpatterns = [path("api/", include(router.urls)), path("api/", include(nested.urls)), path("one/<int:pk>/", Notes.as_view({"get": "list", "patch": "rename"}))]',
      'views.py':
        'from rest_framework.viewsets import ViewSet\nfrom rest_framework.decorators import action\nclass Users(ViewSet):\n    def list(self, request): pass\n    @action(detail=True, methods=["post"], url_path="set-password")\n    def set_password(self, request, pk=None): pass\nclass Notes(ViewSet):\n    def list(self, request, user_pk=None): pass\n    def rename(self, request, pk=None): pass',
    },
    [
      'GET /api/users/ -> Users.list',
      'POST /api/users/{pk}/set-password/ -> Users.set_password',
      'GET /api/users/{user_pk}/notes/ -> Notes.list',
      'GET /one/<int:pk>/ -> Notes.list',
      'PATCH /one/<int:pk>/ -> Notes.rename',
    ],
  ],
  [
    'Flask-RESTX: namespaces that give their name as a path',
    {
      'app.py':
        'from flask import Flask, Blueprint\nfrom flask_restx import Api, Resource, Namespace\nbp = Blueprint("api", __name__, url_prefix="/api")\napi = Api(bp)\nns = Namespace("cats")\napi.add_namespace(ns)\ntodo = api.namespace("todos", path="/todo")\n@ns.route("/<id>")\nclass Cat(Resource):\n    def get(self, id): pass\n@todo.route("/")\nclass Todo(Resource):\n    def post(self): pass\napp = Flask(__name__)\napp.register_blueprint(bp)',
    },
    ['GET /api/cats/<id> -> Cat.get', 'POST /api/todo -> Todo.post'],
  ],
  [
    'Flask: blueprints in blueprints',
    {
      'app.py':
        'from flask import Flask, Blueprint\nparent = Blueprint("parent", __name__, url_prefix="/parent")\nchild = Blueprint("child", __name__, url_prefix="/child")\nparent.register_blueprint(child)\n@child.get("/create")\ndef create(): pass\napp = Flask(__name__)\napp.register_blueprint(parent)',
    },
    ['GET /parent/child/create -> create'],
  ],
  [
    'FastAPI: routers in routers and a mounted application',
    {
      'app.py':
        'from fastapi import FastAPI, APIRouter\napp = FastAPI()\nsub = FastAPI()\ninner = APIRouter(prefix="/inner")\nouter = APIRouter()\n@inner.get("/x")\ndef x(): pass\n@sub.post("/y")\ndef y(): pass\nouter.include_router(inner, prefix="/outer")\napp.include_router(router=outer, prefix="/api")\napp.mount("/sub", sub)\n@app.api_route("/z", methods=["GET", "PUT"])\ndef z(): pass',
    },
    ['GET /api/outer/inner/x -> x', 'POST /sub/y -> y', 'GET /z -> z', 'PUT /z -> z'],
  ],
  [
    'Quart',
    {
      'app.py':
        'from quart import Quart, Blueprint, websocket\nbp = Blueprint("b", __name__, url_prefix="/b")\n@bp.post("/x")\nasync def x(): pass\napp = Quart(__name__)\napp.register_blueprint(bp)\n@app.websocket("/ws")\nasync def ws(): pass',
    },
    ['POST /b/x -> x', 'websocket /ws -> ws'],
  ],
  [
    'Tornado: lists that are put together and get a prefix',
    {
      'app.py':
        'import tornado.web\nimport handlers\ndef prefix(p, rows):\n    return [(p + r, c) for r, c in rows]\nclass App:\n    def start(self):\n        self.rows = []\n        self.rows.extend(handlers.rows)\n        self.rows += [(r"/own", handlers.Own)]\n        self.rows = prefix("/hub", self.rows)\n        self.app = tornado.web.Application(self.rows)',
      'handlers.py':
        'from tornado.web import RequestHandler\nclass Users(RequestHandler):\n    def get(self, name): pass\nclass Own(RequestHandler):\n    def post(self): pass\nrows = [(r"/users/(.*)", Users)]',
    },
    ['POST /hub/own -> Own.post', 'GET /hub/users/(.*) -> Users.get'],
  ],
  [
    'python-socketio: decorators, calls and namespaces',
    {
      'app.py':
        'import socketio\nsio = socketio.AsyncServer()\n@sio.event\nasync def message(sid, data): pass\n@sio.on("my event")\nasync def mine(sid, data): pass\nasync def later(sid, data): pass\nsio.on("later", later)\nclass Chat(socketio.AsyncNamespace):\n    async def on_say(self, sid, data): pass\nsio.register_namespace(Chat("/chat"))',
    },
    [
      'websocket message -> message',
      'websocket my event -> mine',
      'websocket later -> later',
      'websocket say -> Chat.on_say',
    ],
  ],
  [
    'MCP: tools, resources and prompts',
    {
      'app.py':
        'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n@mcp.tool()\ndef run(cmd: str) -> str: return cmd\n@mcp.resource("file://{name}")\ndef file(name: str) -> str: return name\n@mcp.prompt()\ndef ask(text: str) -> str: return text',
    },
    ['ALL run -> run', 'ALL file://{name} -> file', 'ALL ask -> ask'],
  ],
  [
    'gRPC: the methods of a servicer',
    {
      'app.py':
        'import grpc\nimport users_pb2_grpc\nclass Users(users_pb2_grpc.UsersServicer):\n    def GetUser(self, request, context): pass\n    def _helper(self): pass\nserver = grpc.server(None)\nusers_pb2_grpc.add_UsersServicer_to_server(Users(), server)',
    },
    ['ALL GetUser -> Users.GetUser'],
  ],
  [
    'functions that a cloud calls',
    {
      'app.py':
        'import json\ndef lambda_handler(event, context):\n    return json.dumps(event)\ndef helper(event, context): pass',
    },
    ['ALL ? -> lambda_handler'],
  ],
  [
    'functions that settings name, by the event that they take apart',
    {
      'app.py':
        'import json\ndef convert(event, context):\n    return json.loads(event["body"])\ndef find(event, _):\n    return event.get("queryStringParameters")\ndef inner(event, context):\n    return event["body"]\ndef outer(event, context):\n    return inner(event["body"], context)\ndef _own(event, context):\n    return event["body"]\ndef on_click(event, context):\n    return event["target"]\ndef other(event, context):\n    return context["body"]',
    },
    ['ALL ? -> convert', 'ALL ? -> find', 'ALL ? -> outer'],
  ],
  [
    'Powertools for AWS Lambda, with a router',
    {
      'app.py':
        'from aws_lambda_powertools.event_handler import APIGatewayRestResolver\nfrom todos import router\napp = APIGatewayRestResolver()\napp.include_router(router, prefix="/todos")\n@app.get("/ping")\ndef ping(): pass\ndef lambda_handler(event, context):\n    return app.resolve(event, context)',
      'todos.py':
        'from aws_lambda_powertools.event_handler.api_gateway import Router\nrouter = Router()\n@router.post("/<id>")\ndef make(id: str): pass',
    },
    ['GET /ping -> ping', 'ALL ? -> lambda_handler', 'POST /todos/<id> -> make'],
  ],
  [
    'Chalice, with a blueprint',
    {
      'app.py':
        'from chalice import Chalice, Blueprint\napp = Chalice(app_name="x")\nextra = Blueprint(__name__)\n@extra.route("/foo", methods=["PUT"])\ndef foo(): pass\napp.register_blueprint(extra, url_prefix="/extra")\n@app.route("/")\ndef index(): pass\n@app.schedule("rate(1 hour)")\ndef tick(event): pass',
    },
    ['PUT /extra/foo -> foo', 'GET / -> index', 'scheduled rate(1 hour) -> tick'],
  ],
  [
    'CherryPy: exposed methods',
    {
      'app.py':
        'import cherrypy\nclass Root:\n    @cherrypy.expose\n    def index(self): pass\n    @cherrypy.expose\n    def generate(self, length=8): pass\n    def hidden(self): pass\ncherrypy.quickstart(Root(), "/")',
    },
    ['ALL / -> Root.index', 'ALL /generate -> Root.generate'],
  ],
  [
    'Graphene: resolvers and mutations',
    {
      'app.py':
        'import graphene\nclass Query(graphene.ObjectType):\n    hello = graphene.String(name=graphene.String())\n    def resolve_hello(self, info, name): pass\nclass Make(graphene.Mutation):\n    class Arguments:\n        name = graphene.String()\n    def mutate(self, info, name): pass\nschema = graphene.Schema(query=Query)',
    },
    ['graphql hello -> Query.resolve_hello', 'graphql Make -> Make.mutate'],
  ],
  [
    'Ariadne and Strawberry',
    {
      'a.py':
        'from ariadne import QueryType, MutationType, ObjectType\nquery = QueryType()\n@query.field("hello")\ndef hello(_, info, name): pass\nuser = ObjectType("User")\n@user.field("notes")\ndef notes(parent, info, q): pass',
      'b.py':
        'import strawberry\n@strawberry.type\nclass Query:\n    @strawberry.field\n    def books(self, q: str) -> list[str]: pass\n@strawberry.type\nclass Mutation:\n    @strawberry.mutation\n    def add(self, name: str) -> str: pass',
    },
    ['graphql hello -> hello', 'graphql notes -> notes', 'graphql books -> Query.books', 'graphql add -> Mutation.add'],
  ],
  [
    'Flask: a helper of its own that registers resources',
    {
      'app.py':
        'from flask import Flask\nfrom flask_restful import Api, Resource\nclass OrgApi(Api):\n    def add_org_resource(self, resource, *urls, **kwargs):\n        urls = ["/<org>" + url for url in urls]\n        return self.add_resource(resource, *urls, **kwargs)\napi = OrgApi(Flask(__name__))\nclass A(Resource):\n    def get(self, org): pass\nclass B(Resource):\n    def post(self, org): pass\napi.add_org_resource(A, "/a")\napi.add_org_resource(B, "/b", "/c", endpoint="b")',
    },
    ['GET /<org>/a -> A.get', 'POST /<org>/b -> B.post', 'POST /<org>/c -> B.post'],
  ],
];

describe('the routes of Python frameworks as their documentation writes them', () => {
  it.each(IDIOMS)('%s', async (_name, files, expected) => {
    expect((await routes(files)).sort()).toEqual([...expected].sort());
  });
});
