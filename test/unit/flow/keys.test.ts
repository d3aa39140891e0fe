import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

/** Writes below an object under keys that the body lists, where `test` does not stop it. */
const written = (test: string, before = ''): Promise<string[]> =>
  express(`  ${before}
  let current = {};
  for (const key of req.body.keys) {
    ${test}
    if (!current[key]) current[key] = {};
    current = current[key];
  }`);

describe('keys that lead to prototypes (P-057)', () => {
  it.each([
    ['a list of them', 'if (LIST.includes(key)) continue;', "const LIST = ['__proto__', 'constructor'];"],
    ['a set of them', 'if (LIST.has(key)) continue;', "const LIST = new Set(['__proto__', 'constructor']);"],
    [
      'the names every object has',
      'if (LIST.includes(key)) continue;',
      'const LIST = Object.getOwnPropertyNames(Object.prototype);',
    ],
    [
      'a function that says no to them',
      'if (!safe(key)) continue;',
      'const names = Object.getOwnPropertyNames(Object.prototype); const safe = (one) => { const bad = names.includes(one); return !bad; };',
    ],
  ])('are refused by %s', async (_name, test, before) => {
    expect(await written(test, before)).toEqual([]);
  });

  it.each([
    ['an anchored pattern', 'if (/^(?:__proto__|constructor)$/.test(key)) continue;', ''],
    ['a pattern', 'if (/__proto__|prototype/.test(key)) continue;', ''],
    ['a switch', "switch (key) { case '__proto__': case 'constructor': throw new Error(); }", ''],
    [
      'a function with a switch',
      'if (bad(key)) continue;',
      "const bad = (one) => { switch (one) { case '__proto__': return true; default: return false; } };",
    ],
    ['a table', 'if (BAD[key]) continue;', 'const BAD = { constructor: true, prototype: true };'],
    ['asking for own keys', 'if (!Object.prototype.hasOwnProperty.call(current, key)) continue;', ''],
    ['asking for own keys in short', 'if (!Object.hasOwn(current, key)) continue;', ''],
    ['the place in a list', "if (~['__proto__', 'constructor'].indexOf(key)) continue;", ''],
    ['looking where it led', 'if (current[key] === Object.prototype) continue;', ''],
    ['looking into all of them', '', "if (req.body.keys.includes('__proto__')) return;"],
    [
      'taking them out',
      '',
      "req.body.keys = req.body.keys.filter((one) => one !== '__proto__' && one !== 'constructor');",
    ],
  ])('are ruled out by %s', async (_name, test, before) => {
    expect(await written(test, before)).toEqual([]);
  });

  it.each([
    ['a pattern', 'if (/^(?:title|name)$/.test(key)) throw new Error();', ''],
    ['a switch', "switch (key) { case 'title': case 'name': throw new Error(); }", ''],
    ['a table', 'if (BAD[key]) continue;', 'const BAD = { title: true };'],
    ['asking for own keys of another kind', 'if (Object.hasOwn(current, key)) continue;', ''],
    ['looking into all of them', '', "if (req.body.keys.includes('title')) return;"],
    ['taking others out', '', "req.body.keys = req.body.keys.filter((one) => one !== 'title');"],
  ])('are not ruled out by %s that names others', async (_name, test, before) => {
    expect(await written(test, before)).not.toEqual([]);
  });

  it('are not refused by a list of other names', async () => {
    expect(await written('if (LIST.includes(key)) continue;', "const LIST = ['title', 'name'];")).toHaveLength(1);
    expect(await written('if (LIST.has(key)) continue;', "const LIST = new Set(['title']);")).toHaveLength(1);
  });

  it('are not among the numbers of a list that was sent', async () => {
    const loop = (entries: string): string =>
      `  for (const [at, one] of ${entries}) { const held = book.chapters[at]; held.title = one.title; }`;
    expect(await express(loop('req.body.chapters.entries()'))).toEqual([]);
    expect(await express(loop('Object.entries(req.body.chapters)'))).toEqual(['prototype-pollution@3']);
  });
});

describe('names that look like globals (P-057)', () => {
  it('are places of the page only where the code declares none of that name', async () => {
    const page = (text: string): Promise<string[]> =>
      flowsOf({ 'page.js': text }).then(({ weaknesses }) => places(weaknesses));
    expect(await page('((w) => { const { location } = w; return location; })(window);')).toEqual([]);
    expect(await page('let location; location = document.location.hash.slice(1);')).toEqual([]);
    expect(await page('location = document.location.hash.slice(1);')).toEqual(['open-redirect@1']);
  });
});

describe('patterns made of outside text (P-057)', () => {
  const pattern = (by: string): Promise<string[]> =>
    express(`  const escaped = String(req.query.q).replace(${by});
  res.json(new RegExp(\`^\${escaped}\`).test('a'));`);

  it('are plain where what means something in a pattern is escaped or taken out', async () => {
    expect(await pattern("/[.*+?^${}()|[\\]\\\\]/g, '\\\\$&'")).toEqual([]);
    expect(await pattern("/[.*+?^${}()|[\\]\\\\]/g, ''")).toEqual([]);
    expect(await pattern("/[.?]/g, '\\\\$&'")).toEqual(['regex-injection@4']);
  });
});

describe('what a text is escaped for elsewhere (P-057)', () => {
  it('is taken for done where something unknown is asked to escape it', async () => {
    const query = (text: string): Promise<string[]> =>
      express(`  require('mysql').createPool({}).query('SELECT a FROM b WHERE c = ' + ${text});`);
    expect(await query('handle.escape(req.query.q)')).toEqual([]);
    expect(await query('handle.wrap(req.query.q)')).toEqual(['sql-injection@3']);
  });

  it('is a literal of a statement when its quotes are doubled and it stands between quotes', async () => {
    const query = (text: string): Promise<string[]> => express(`  require('mysql').createPool({}).query(${text});`);
    const doubled = `req.query.q.replace(/'/g, "''")`;
    expect(await query(`"SELECT a FROM b WHERE c = '" + ${doubled} + "'"`)).toEqual([]);
    expect(await query(`"SELECT a FROM b WHERE c LIKE '%" + ${doubled} + "%'"`)).toEqual([]);
    expect(await query(`'SELECT a FROM b WHERE c = ' + ${doubled}`)).toEqual(['sql-injection@3']);
    expect(await query(`"SELECT a FROM b WHERE c = '" + req.query.q + "'"`)).toEqual(['sql-injection@3']);
  });
});

describe('values held against a list in Python (P-057)', () => {
  it('are one of an enumeration once an instance of it was made', async () => {
    const files = (test: string): Record<string, string> => ({
      'app.py': `from enum import Enum
from flask import Flask, request
import importlib
app = Flask(__name__)
class Kind(str, Enum):
    a = 'one-kind'
@app.route('/x')
def view():
    name = request.args['name']
    ${test}
    return str(importlib.import_module(f'kinds.{name}'))
`,
    });
    expect(places((await flowsOf(files("Kind(f'{name}-kind')"))).weaknesses)).toEqual([]);
    expect(places((await flowsOf(files('Kind.a'))).weaknesses)).toEqual(['code-injection@11']);
  });

  it('are known where something equal to them was found', async () => {
    const fetched = (found: string): Promise<string[]> =>
      flask(`import requests
link = request.args['link']
known = load_known()
${found}
requests.get(link)
return ''`);
    const stop = 'if not one:\n    return';
    expect(await fetched(`one = next((k for k in known if k.link == link), None)\n${stop}`)).toEqual([]);
    expect(await fetched('one = next(k for k in known if k.link == link)')).toEqual([]);
    expect(await fetched(`one = [k for k in known if k.link == link]\n${stop}`)).toEqual([]);
    expect(await fetched(`one = next((k for k in known if k.link != link), None)\n${stop}`)).toEqual(['ssrf@12']);
    expect(await fetched('one = next((k for k in known if k.link == link), None)')).toEqual(['ssrf@10']);
  });

  it('are what the pattern says where a match is compared with nothing', async () => {
    const opened = (test: string): Promise<string[]> =>
      flask(`name = request.args['name']\nif ${test}:\n    return\nopen('/data/' + name)\nreturn ''`);
    expect(await opened("re.match(r'^[a-z_]+$', name) is None")).toEqual([]);
    expect(await opened("re.match(r'^[a-z_]+$', name) is not None")).toEqual(['path-traversal@9']);
    expect(await opened("re.match(r'[a-z_]+', name) is None")).toEqual(['path-traversal@9']);
    expect(await opened("not re.compile(r'[a-z_]+').fullmatch(name)")).toEqual([]);
    expect(await opened("not re.compile(r'[a-z_]+$').match(name)")).toEqual([]);
    expect(await opened("not re.compile(r'[a-z_]+').match(name)")).toEqual(['path-traversal@9']);
    expect(await opened("not re.compile(r'[a-z_]+$').search(name)")).toEqual(['path-traversal@9']);
  });
});

describe('models that check their fields themselves (P-057)', () => {
  const created = (check: string, field = 'name'): Promise<string[]> =>
    flowsOf({
      'app.py': `from fastapi import FastAPI
from pydantic import BaseModel, field_validator, model_validator
import re
app = FastAPI()
class Data(BaseModel):
    name: str
    other: str
    ${check}
@app.post('/x')
def create(data: Data):
    open('/data/' + data.${field}, 'w')
`,
    }).then(({ weaknesses }) => places(weaknesses));
  const refuse = "if not re.fullmatch(r'[a-z_]+', value):\n            raise ValueError()\n        return value";

  it('hold what the method for the field lets through', async () => {
    const check = `@field_validator('name')\n    def check(cls, value):\n        ${refuse}`;
    expect(await created(check)).toEqual([]);
    expect(await created(check, 'other')).toHaveLength(1);
    expect(await created("@field_validator('name')\n    def check(cls, value):\n        return value")).toHaveLength(1);
  });

  it('hold the models in them to their own', async () => {
    const files = (check: string): Record<string, string> => ({
      'app.py': `from fastapi import FastAPI
from pydantic import BaseModel, field_validator
import re
app = FastAPI()
class Part(BaseModel):
    name: str
    @field_validator('name')
    def check(cls, value):
        ${check}
class Data(BaseModel):
    part: Part
@app.post('/x')
def create(data: Data):
    open('/data/' + data.part.name, 'w')
`,
    });
    expect(places((await flowsOf(files(refuse))).weaknesses)).toEqual([]);
    expect(places((await flowsOf(files('return value'))).weaknesses)).toHaveLength(1);
  });

  it('hold what the method gives instead', async () => {
    const check = "@field_validator('name')\n    def check(cls, value):\n        return 'fixed'";
    expect(await created(check)).toEqual([]);
  });

  it('hold what the method for the whole lets through', async () => {
    const check = (kind: string): string =>
      `@model_validator(mode='${kind}')\n    def check(self):\n        if not re.fullmatch(r'[a-z_]+', self.name):\n            raise ValueError()\n        return self`;
    expect(await created(check('after'))).toEqual([]);
    expect(await created(check('after'), 'other')).toHaveLength(1);
  });
});
