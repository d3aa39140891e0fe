import { describe, expect, it } from 'vitest';
import { flask, flowsOf, places } from './flow-of';

const NEST = `import { Controller, Get, Injectable, Query } from '@nestjs/common';
import { DataSource } from 'typeorm';
`;

describe('receivers known by what is written about them (P-057)', () => {
  it('follows the data through services and repositories that are handed in by their types', async () => {
    const { weaknesses } = await flowsOf({
      'repository.ts': `${NEST}@Injectable()
export class Repository {
  constructor(private readonly source: DataSource) {}
  named(name: string) { return this.source.query('SELECT * FROM n WHERE a = ' + name); }
  bound(name: string) { return this.source.query('SELECT * FROM n WHERE a = $1', [name]); }
}
`,
      'controller.ts': `${NEST}import { Repository } from './repository';
@Controller('n')
export class Notes {
  constructor(private readonly notes: Repository) {}
  @Get('a') a(@Query('name') name: string) { return this.notes.named(name); }
  @Get('b') b(@Query('name') name: string) { return this.notes.bound(name); }
}
`,
    });
    expect(places(weaknesses)).toEqual(['sql-injection@6']);
  });

  it('takes the type of a parameter, of a variable and of an answer', async () => {
    const { weaknesses } = await flowsOf({
      'app.py': `from fastapi import FastAPI, Depends
from sqlalchemy.orm import Session
app = FastAPI()
def opened() -> Session:
    return make()
@app.get('/a')
def a(q: str, db: Session = Depends(opened)):
    db.execute(q)
@app.get('/b')
def b(q: str):
    opened().execute(q)
@app.get('/c')
def c(q: str, db: Unknown = Depends(opened)):
    return db.lookup(q)
`,
    });
    expect(places(weaknesses)).toEqual(['sql-injection@8', 'sql-injection@11']);
  });

  it('finds the request of a class view below a base class of the program', async () => {
    const { weaknesses } = await flowsOf({
      'app.py': `import os
from aiohttp import web
routes = web.RouteTableDef()
class Base(web.View):
    pass
@routes.view('/a')
class A(Base):
    async def post(self):
        data = await self.request.json()
        os.system(data['c'])
`,
    });
    expect(places(weaknesses)).toEqual(['command-injection@10']);
  });
});

describe('what servers hand over (P-057)', () => {
  it('reads bodies, forms and websockets of Starlette', async () => {
    const { weaknesses } = await flowsOf({
      'app.py': `from fastapi import FastAPI, Request, WebSocket
app = FastAPI()
@app.post('/a')
async def a(request: Request):
    eval((await request.json())['c'])
@app.post('/b')
async def b(request: Request):
    eval(await request.body())
@app.websocket('/c')
async def c(socket: WebSocket):
    async for text in socket.iter_text():
        eval(text)
@app.post('/d')
async def d(request: Request):
    eval(str(request.client))
`,
    });
    expect(places(weaknesses)).toEqual(['code-injection@5', 'code-injection@8', 'code-injection@12']);
  });

  it('reads parts of the address from methods of resources and from keywords', async () => {
    const { weaknesses } = await flowsOf({
      'rest.py': `import os
from flask import Flask
from flask_restx import Api, Resource
app = Flask(__name__)
api = Api(app)
@api.route('/<name>/<int:count>')
class R(Resource):
    def get(self, name, count):
        os.system(name)
        os.system(count)
`,
      'urls.py': `from django.urls import path
import views
urlpatterns = [path('a/<str:name>/<int:count>/', views.A.as_view())]
`,
      'views.py': `import os
from django.views import View
class A(View):
    def get(self, request, **kwargs):
        os.system(kwargs['name'])
        os.system(kwargs['count'])
`,
    });
    expect(weaknesses.map((one) => `${one.at.file}:${one.at.line}`)).toEqual(['rest.py:9', 'views.py:5']);
  });

  it('runs a handler once for each closure that a wrapper makes', async () => {
    const { weaknesses } = await flowsOf({
      'app.js': `const app = require('express')();
const { execSync } = require('child_process');
const wrap = (work) => (req, res) => res.json(work({ query: req.query, data: req.body }));
app.get('/a', wrap((frame) => execSync('a ' + frame.query.x)));
app.post('/b', wrap((frame) => execSync('b ' + frame.data.x)));
app.get('/c', wrap((frame) => execSync('c')));
`,
    });
    expect(places(weaknesses)).toEqual(['command-injection@4', 'command-injection@5']);
  });
});

describe('text that is put together (P-057)', () => {
  it.each([
    "'%(b)s' % {'b': V}",
    "'{b}'.format(b=V)",
    "'{b}'.format(**{'b': V})",
    "'{b}'.format_map({'b': V})",
    "'{0[b]}'.format({'b': V})",
    "'{}{}'.format('a', V)",
  ])('%s holds the value', async (text) => {
    const other = text
      .replace(/'?b'?: V/, "'b': 'x', 'c': V")
      .replace('b=V', "b='x', c=V")
      .replace("'a', V", "'a', 'b', V");
    expect(await flask(`V = request.form['b']\nos.system(${text})`)).toEqual(['command-injection@7']);
    expect(await flask(`V = request.form['b']\nos.system(${other})`)).toEqual([]);
  });
});
