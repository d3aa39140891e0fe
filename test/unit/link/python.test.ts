import { describe, expect, it } from 'vitest';
import { link, named, probed, probeOf } from './linked';

async function probe(main: string, rest: Record<string, string> = {}): Promise<string[]> {
  return probed(await link({ 'app/main.py': main, ...rest }), 'app/main.py');
}

describe('library paths', () => {
  it.each([
    ['from flask import Flask, request\napp = Flask(__name__)\nprobe(app.route)', 'flask.Flask().route'],
    ['import flask\nprobe(flask.request.args)', 'flask.request.args'],
    ['import os.path\nprobe(os.path.join)', 'os.path.join'],
    ['import xml.etree.ElementTree as ET\nprobe(ET.parse)', 'xml.etree.ElementTree.parse'],
    ['from django.urls import path as route\nprobe(route)', 'django.urls.path'],
    ["from flask import request\nprobe(request.form['name'])", 'flask.request.form.name'],
    ['probe(open)', 'open'],
    ["with open('x') as f:\n    probe(f.read)", 'open().read'],
  ])('%s', async (code, path) => {
    expect(await probe(code)).toEqual([path]);
  });
  it('offers what an external star import may bring', async () => {
    expect(await probe('from tornado.web import *\nprobe(Application)')).toContain('tornado.web.Application');
  });
});

describe('modules', () => {
  const cases: [string, string, Record<string, string>, string[]][] = [
    ['relative', 'from .models import User\nprobe(User)', { 'app/models.py': 'class User:\n    pass' }, ['class User']],
    [
      'a module of the package',
      'from . import views\nprobe(views.index)',
      { 'app/views.py': 'def index():\n    pass' },
      ['function index in app/views.py'],
    ],
    [
      'absolute from the top',
      'from app.models import User\nprobe(User)',
      { 'app/__init__.py': '', 'app/models.py': 'class User:\n    pass' },
      ['class User'],
    ],
    [
      'a whole path',
      'import app.models\nprobe(app.models.User)',
      { 'app/__init__.py': '', 'app/models.py': 'class User:\n    pass' },
      ['class User'],
    ],
    [
      'through the package',
      'from app import db\nprobe(db.session)',
      { 'app/__init__.py': 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()' },
      ['flask_sqlalchemy.SQLAlchemy().session'],
    ],
    ['star', 'from .names import *\nprobe(x)', { 'app/names.py': 'x = 3' }, ['3']],
    [
      'next to a script',
      'import helper\nprobe(helper.f)',
      { 'app/helper.py': 'def f():\n    pass' },
      ['function f in app/helper.py'],
    ],
    [
      'under src',
      'from shop.models import A\nprobe(A)',
      { 'src/shop/__init__.py': '', 'src/shop/models.py': 'class A:\n    pass' },
      ['class A'],
    ],
    [
      'a library of the same name elsewhere',
      'import json\nprobe(json.loads)',
      { 'tools/json.py': 'loads = 3' },
      ['json.loads'],
    ],
    [
      'circles',
      'from .b import x\nprobe(x)',
      { 'app/b.py': 'from .c import x', 'app/c.py': 'from .b import *\nx = 4' },
      ['4'],
    ],
  ];
  it.each(cases)('%s', async (_, main, rest, expected) => {
    expect(await probe(main, rest)).toEqual(expected);
  });
});

describe('classes and functions', () => {
  it('keeps what self is given, in base classes too', async () => {
    expect(
      await probe(
        "class A:\n    def __init__(self):\n        self.x = 'kept'\nclass B(A):\n    def go(self):\n        probe(self.x)",
      ),
    ).toEqual(['"kept"']);
  });
  it('gives library classes as bases', async () => {
    expect(
      await probe('from flask.views import MethodView\nclass V(MethodView):\n    pass\nprobe(V.as_view())'),
    ).toEqual(['flask.views.MethodView.as_view()']);
  });
  it('calls methods with self bound', async () => {
    expect(await probe("class A:\n    def m(self, x):\n        return x\nprobe(A().m('given'))")).toEqual(['"given"']);
  });
  it('hands arguments by keyword', async () => {
    expect(await probe("def f(a, b=None):\n    probe(b)\nf(1, b='key')")).toContain('"key"');
  });
  it('knows declared types', async () => {
    expect(await probe('from flask import Flask\ndef init(app: Flask):\n    probe(app.route)')).toContain(
      'flask.Flask().route',
    );
    expect(await probe("class A:\n    def m(self): pass\ndef f(a: 'A | None'):\n    probe(a)")).toContain(
      'parameter 0 of f',
    );
    expect(await probe("class A:\n    def m(self): pass\ndef f(a: Optional['A']):\n    probe(a.m)")).toContain(
      'function m in app/main.py',
    );
  });
  it('sees application factories', async () => {
    const rest = {
      'app/factory.py': 'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app',
    };
    expect(await probe('from .factory import create_app\napp = create_app()\nprobe(app.route)', rest)).toEqual([
      'flask.Flask().route',
    ]);
  });
  it('honours global and class scopes', async () => {
    expect(await probe("x = None\ndef f():\n    global x\n    x = 'set'\nprobe(x)")).toEqual(['"set"', 'null']);
    expect(await probe("x = 'module'\nclass A:\n    x = 'class'\n    def m(self):\n        probe(x)")).toEqual([
      '"module"',
    ]);
  });
  it('evaluates properties', async () => {
    expect(await probe("class A:\n    @property\n    def p(self):\n        return 'got'\nprobe(A().p)")).toEqual([
      '"got"',
    ]);
  });
  it('knows callers of methods', async () => {
    const program = await link({
      'a.py': 'class A:\n    def m(self):\n        pass\n    def n(self):\n        self.m()\nA().m()',
    });
    expect(program.callersOf(named(program, 'm'))).toHaveLength(2);
  });
  it('reads constant f-strings', async () => {
    const program = await link({ 'a.py': "P = '/v1'\nprobe(f'{P}/users')" });
    const { expr, scope } = probeOf(program, 'a.py');
    expect(program.strings(expr, scope)).toEqual(['/v1/users']);
  });
});
