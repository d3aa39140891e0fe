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
