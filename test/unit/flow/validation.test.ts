import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

const JOI = "const Joi = require('joi'); const users = require('mongoose').model('U');";
const ZOD = "const { z } = require('zod'); const users = require('mongoose').model('U');";

interface Twin {
  name: string;
  weakness: string;
  bad: string;
  good: string;
}

/** The repaired twin checks the data; the other declares a schema that lets the attack through, or does not look at the outcome. */
const TWINS: readonly Twin[] = [
  {
    name: 'Joi text against operators',
    weakness: 'nosql-injection',
    bad: `${JOI} const { error } = Joi.object({ n: Joi.any() }).validate(req.body); if (error) return; users.find({ n: req.body.n });`,
    good: `${JOI} const { error, value } = Joi.object({ n: Joi.string() }).validate(req.body); if (error) return; users.find({ n: value.n });`,
  },
  {
    name: 'Joi outcome not looked at',
    weakness: 'nosql-injection',
    bad: `${JOI} const { value } = Joi.object({ n: Joi.string() }).validate(req.body); users.find({ n: value.n });`,
    good: `${JOI} const r = Joi.object({ n: Joi.string() }).validate(req.body); if (r.error) { return res.end(); } users.find({ n: req.body.n });`,
  },
  {
    name: 'Joi text in a command',
    weakness: 'command-injection',
    bad: `${JOI} const v = Joi.attempt(req.body, Joi.object({ d: Joi.string() })); require('child_process').exec('ls ' + v.d);`,
    good: `${JOI} const v = Joi.attempt(req.body, Joi.object({ d: Joi.string().valid('a', 'b') })); require('child_process').exec('ls ' + v.d);`,
  },
  {
    name: 'Joi pattern',
    weakness: 'command-injection',
    bad: `${JOI} const v = Joi.attempt(req.body, Joi.object({ d: Joi.string().pattern(/[a-z]+/) })); require('child_process').exec('ls ' + v.d);`,
    good: `${JOI} const v = Joi.attempt(req.body, Joi.object({ d: Joi.string().pattern(/^[a-z]+$/).required() })); require('child_process').exec('ls ' + v.d);`,
  },
  {
    name: 'Zod parse',
    weakness: 'sql-injection',
    bad: `${ZOD} const b = z.object({ id: z.string().min(1) }).parse(req.body); require('pg').Pool().query('SELECT * FROM t WHERE id = ' + b.id);`,
    good: `${ZOD} const b = z.object({ id: z.coerce.number().int() }).parse(req.body); require('pg').Pool().query('SELECT * FROM t WHERE id = ' + b.id);`,
  },
  {
    name: 'Zod safeParse',
    weakness: 'sql-injection',
    bad: `${ZOD} const r = z.object({ id: z.string().uuid() }).safeParse(req.body); require('pg').Pool().query('SELECT * FROM t WHERE id = ' + req.body.id);`,
    good: `${ZOD} const r = z.object({ id: z.string().uuid() }).safeParse(req.body); if (!r.success) return; require('pg').Pool().query('SELECT * FROM t WHERE id = ' + r.data.id);`,
  },
  {
    name: 'Zod nested and lists',
    weakness: 'nosql-injection',
    bad: `${ZOD} const b = z.object({ a: z.object({ n: z.unknown() }) }).parse(req.body); users.find({ n: b.a.n });`,
    good: `${ZOD} const b = z.object({ a: z.object({ n: z.string() }), l: z.array(z.string()) }).parse(req.body); users.find({ n: b.a.n, m: b.l[0] });`,
  },
  {
    name: 'Yup',
    weakness: 'nosql-injection',
    bad: "const yup = require('yup'); const s = yup.object({ n: yup.string() }); s.isValidSync(req.body); require('mongoose').model('U').find({ n: req.body.n });",
    good: "const yup = require('yup'); const s = yup.object({ n: yup.string() }); if (!s.isValidSync(req.body)) return; require('mongoose').model('U').find({ n: req.body.n });",
  },
  {
    name: 'Ajv',
    weakness: 'nosql-injection',
    bad: "const v = new (require('ajv'))().compile({ type: 'object', properties: { n: {} } }); if (!v(req.body)) return; require('mongoose').model('U').find({ n: req.body.n });",
    good: "const v = new (require('ajv'))().compile({ type: 'object', properties: { n: { type: 'string' } } }); if (!v(req.body)) return; require('mongoose').model('U').find({ n: req.body.n });",
  },
];

const PYTHON: readonly Twin[] = [
  {
    name: 'marshmallow',
    weakness: 'sql-injection',
    bad: "from marshmallow import Schema, fields\nclass S(Schema):\n    id = fields.Str()\nd = S().load(request.json)\nsqlite3.connect('x').execute('SELECT 1 FROM t WHERE i = ' + d['id'])",
    good: "from marshmallow import Schema, fields\nclass S(Schema):\n    id = fields.UUID()\nd = S().load(request.json)\nsqlite3.connect('x').execute('SELECT 1 FROM t WHERE i = ' + d['id'])",
  },
  {
    name: 'pydantic',
    weakness: 'command-injection',
    bad: "from pydantic import BaseModel\nclass S(BaseModel):\n    d: str\nx = S(**request.json)\nos.system('ls ' + x.d)",
    good: "from typing import Literal\nfrom pydantic import BaseModel\nclass S(BaseModel):\n    d: Literal['a', 'b']\nx = S(**request.json)\nos.system('ls ' + x.d)",
  },
  {
    name: 'pydantic model_validate',
    weakness: 'command-injection',
    bad: "from pydantic import BaseModel, Field\nclass S(BaseModel):\n    d: str = Field(pattern='[a-z]')\nx = S.model_validate(request.json)\nos.system('ls ' + x.d)",
    good: "from pydantic import BaseModel, Field\nclass S(BaseModel):\n    d: str = Field(pattern='^[a-z]+$')\nx = S.model_validate(request.json)\nos.system('ls ' + x.d)",
  },
];

const found = async (files: Record<string, string>): Promise<string[]> => places((await flowsOf(files)).weaknesses);
const route = (middleware: string, body: string, head = ''): Record<string, string> => ({
  'app.js': `const app = require('express')();\n${head}\napp.post('/x', ${middleware}, (req, res) => {\n${body}\n});\n`,
});

describe('validated data (P-057)', () => {
  it.each(TWINS)('$name: reports the flaw and not its repaired twin', async ({ weakness, bad, good }) => {
    expect(await express(bad)).toContain(`${weakness}@3`);
    expect((await express(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
  });
  it.each(PYTHON)('$name: reports the flaw and not its repaired twin', async ({ weakness, bad, good }) => {
    expect((await flask(bad)).some((place) => place.startsWith(`${weakness}@`))).toBe(true);
    expect((await flask(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
  });

  it('believes express-validator once somebody looks at the outcome', async () => {
    const find = "require('child_process').exec('ls ' + req.body.d);";
    const head = "const { body, validationResult } = require('express-validator');";
    expect(
      await found(route("[body('d').isString()]", `if (!validationResult(req).isEmpty()) return; ${find}`, head)),
    ).toEqual(['command-injection@4']);
    expect(await found(route("[body('d').isAlphanumeric()]", find, head))).toEqual(['command-injection@4']);
    expect(
      await found(
        route(
          "[body('d').trim().isAlphanumeric()]",
          `const errors = validationResult(req); if (!errors.isEmpty()) return res.end(); ${find}`,
          head,
        ),
      ),
    ).toEqual([]);
    const check =
      'const check = (req, res, next) => { const e = validationResult(req); if (!e.isEmpty()) { return res.status(400).end(); } next(); };';
    expect(await found(route("body('d').isInt(), check", find, `${head} ${check}`))).toEqual([]);
  });

  it('follows middleware that validates before the handler, in files of their own', async () => {
    const files = (field: string, then: string): Record<string, string> => ({
      'schemas.js': `const Joi = require('joi');\nmodule.exports.create = Joi.object({ n: Joi.${field} });\n`,
      'validate.js': `module.exports = (schema, part = 'body') => (req, res, next) => {\n  const { error } = schema.validate(req[part]);\n  if (error) ${then};\n  next();\n};\n`,
      'app.js':
        "const app = require('express')();\nconst validate = require('./validate');\nconst schemas = require('./schemas');\napp.post('/x', validate(schemas.create), (req, res) => {\n  require('mongoose').model('U').find({ n: req.body.n });\n});\n",
    });
    expect(await found(files('string()', 'return next(error)'))).toEqual([]);
    expect(await found(files('any()', 'return next(error)'))).toEqual(['nosql-injection@5']);
    expect(await found(files('string()', 'console.log(1)'))).toEqual(['nosql-injection@5']);
  });

  it('loses nothing of handlers that are made while the checks of another route are read', async () => {
    const files = {
      'a-routes.js': 'exports.first = (req, res) => { eval(req.body.a); };\n',
      'server.js':
        "const { first } = require('./a-routes');\nconst app = require('express')();\nconst check = (name) => (req, res, next) => { eval(req.query[name]); next(); };\nfunction second() {\n  return (req, res) => { eval(req.body.b); };\n}\napp.post('/a', check('x'), first);\napp.post('/b', second());\n",
    };
    expect(await found(files)).toEqual(['code-injection@1', 'code-injection@3', 'code-injection@5']);
  });

  it('reads the schemas of celebrate and Fastify routes', async () => {
    const find = "require('mongoose').model('U').find({ n: req.body.n });";
    const head = "const { celebrate, Joi, Segments } = require('celebrate');";
    expect(await found(route('celebrate({ body: Joi.object({ n: Joi.any() }) })', find, head))).toEqual([
      'nosql-injection@4',
    ]);
    expect(await found(route('celebrate({ [Segments.BODY]: Joi.object({ n: Joi.string() }) })', find, head))).toEqual(
      [],
    );
    const fastify = (type: string): Record<string, string> => ({
      'a.js': `const app = require('fastify')();\napp.post('/x', { schema: { body: { type: 'object', properties: { n: { type: '${type}' } } } } }, async (request, reply) => {\n  require('mongoose').model('U').find({ n: request.body.n });\n});\n`,
    });
    expect(await found(fastify('object'))).toEqual(['nosql-injection@3']);
    expect(await found(fastify('string'))).toEqual([]);
  });

  it('takes data-transfer classes as checks where a validation pipe enforces them', async () => {
    const app = (decorator: string, pipe: string): Record<string, string> => ({
      'main.ts': `import { ${pipe} } from '@nestjs/common';\nnew ${pipe}();\n`,
      'dto.ts': `import { IsString, IsUUID, IsOptional } from 'class-validator';\nexport class Show { @IsOptional() @${decorator}() id: string; }\n`,
      'c.ts':
        "import { Controller, Post, Body } from '@nestjs/common';\nimport { exec } from 'child_process';\nimport { Show } from './dto';\n@Controller('a')\nexport class C {\n  @Post()\n  show(@Body() dto: Show) {\n    exec('ls ' + dto.id);\n  }\n}\n",
    });
    expect(await found(app('IsUUID', 'ValidationPipe'))).toEqual([]);
    expect(await found(app('IsString', 'ValidationPipe'))).toEqual(['command-injection@8']);
    expect(await found(app('IsUUID', 'ParseIntPipe'))).toEqual(['command-injection@8']);
  });

  it('looks the fields of pydantic bodies up, nested and optional ones too', async () => {
    const code =
      "from enum import Enum\nfrom pydantic import BaseModel\nfrom fastapi import FastAPI\nimport os\nclass Kind(Enum):\n    a = 'a'\nclass Part(BaseModel):\n    size: int | None = None\n    text: str | None = None\nclass Item(BaseModel):\n    kind: Kind\n    part: Part\n    parts: list[Part]\napp = FastAPI()\n@app.post('/a')\ndef a(item: Item):\n    os.system(f'a {item.kind}')\n    os.system(f'a {item.part.size}')\n    os.system(f'a {item.part.text}')\n    for part in item.parts:\n        os.system(f'a {part.size}')\n        os.system(f'a {part.text}')\n";
    expect(await found({ 'main.py': code })).toEqual(['command-injection@19', 'command-injection@22']);
  });

  it('reads what forms and serializers have cleaned', async () => {
    const form = (field: string): Record<string, string> => ({
      'urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('a/', views.show)]\n",
      'views.py': `from django import forms\nimport os\nclass F(forms.Form):\n    d = forms.${field}()\ndef show(request):\n    form = F(request.POST)\n    if form.is_valid():\n        os.system('ls ' + form.cleaned_data['d'])\n`,
    });
    expect(await found(form('CharField'))).toEqual(['command-injection@8']);
    expect(await found(form('ChoiceField'))).toEqual([]);
  });
});

describe('a schema that is made elsewhere', () => {
  const stored = (schema: string): Record<string, string> => ({
    'app.js': `const app = require('express')();
app.post('/x', (req, res) => {
  const validate = new (require('ajv'))().compile(${schema});
  if (!validate(req.body)) return res.end();
  require('mongoose').model('U').create(req.body);
});`,
  });
  it.each([
    ['could not be read', "require('./schemas').of('user')", true],
    ['allows more', "{ type: 'object', properties: { name: { type: 'string' } } }", undefined],
  ])('%s', async (_name, schema, unread) => {
    const [found] = (await flowsOf(stored(schema))).weaknesses;
    expect([found?.weakness, found?.partialGuards[0]?.unread]).toEqual(['mass-assignment', unread]);
  });
  it('lets nothing else in where it says so', async () => {
    const closed = "{ type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false }";
    expect((await flowsOf(stored(closed))).weaknesses).toEqual([]);
  });
});

describe('parameters whose type lists their values', () => {
  const command = (type: string): string =>
    `from typing import Annotated, Literal\nfrom enum import Enum\nfrom fastapi import FastAPI, Query\nimport os
Listed = Literal["hour", "day"]
Text = str
LANGUAGE = r"^[a-z]{2}(-[A-Z]{2})?$"
class Kind(str, Enum):
    hour = "hour"
app = FastAPI()
@app.get("/a")
def a(group: ${type}):
    os.system(f"a {group}")
`;
  it.each(['Listed', 'Literal["x", "y"]', 'Kind', 'Annotated[Listed, Query()]', 'Listed | None', 'Kind | None'])(
    'bring nothing else: %s',
    async (type) => {
      expect(places((await flowsOf({ 'app.py': command(type) })).weaknesses)).toEqual([]);
    },
  );
  it.each(['str = Query(pattern=LANGUAGE)', 'str = Query("en", regex=r"^[a-z]+$")'])(
    'bring what a pattern lets through: %s',
    async (type) => {
      expect(places((await flowsOf({ 'app.py': command(type) })).weaknesses)).toEqual([]);
    },
  );
  it.each(['str', 'Text', 'Annotated[str, Query()]', 'Listed | str', 'str = Query(pattern="[a-z]")'])(
    'may bring anything: %s',
    async (type) => {
      expect(places((await flowsOf({ 'app.py': command(type) })).weaknesses)).toHaveLength(1);
    },
  );
});
