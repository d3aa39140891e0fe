import { describe, expect, it } from 'vitest';
import { misuseOf } from '../flow/flow-of';

/** `weakness@line`, without leads. */
const found = async (file: string, text: string): Promise<string[]> =>
  (await misuseOf({ [file]: text }))
    .filter((one) => one.confidence !== 'low' || one.proof !== undefined)
    .map((one) => `${one.weakness}@${one.at.line}`);
const js = (text: string): Promise<string[]> => found('app.js', text);
const py = (text: string): Promise<string[]> => found('app.py', text);

describe('folders that paths are held against (P-057)', () => {
  const served = (check: string, joined = 'os.path.realpath(os.path.join(ROOT, name))'): string => `import os
def look_up(name):
    path = ${joined}
    if ${check}:
        return None
    return open(path)
`;
  it('are not told by the characters that paths have in common', async () => {
    expect(await py(served('os.path.commonprefix([path, ROOT]) != ROOT'))).toEqual(['path-traversal@4']);
    expect(await py(served('os.path.commonpath([path, ROOT]) != ROOT'))).toEqual([]);
  });
  it('are not told of paths as they are written', async () => {
    const check = 'os.path.commonpath([ROOT, path]) != ROOT';
    expect(await py(served(check, 'os.path.join(ROOT, name)'))).toEqual(['path-traversal@4']);
    expect(await py(served(check, 'os.path.normpath(os.path.join(ROOT, name))'))).toEqual([]);
    expect(await py(served(check, "os.path.join(ROOT, 'fixed')"))).toEqual([]);
  });
});

describe('origins that are asked for by the type of the content (P-057)', () => {
  const guard = (
    forms: string,
    test: string,
    type = "request.headers.get('content-type')",
  ): string => `const FORMS = ${forms};
export function guard(request, next) {
  const type = ${type};
  if (${test}) {
    if (request.headers.get('origin') !== OWN) return refuse(403);
  }
  return next();
}
`;
  const ALL = "['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']";
  const TWO = "['application/x-www-form-urlencoded', 'multipart/form-data']";
  const CUT = "request.headers.get('content-type').split(';')[0]";
  it('pass forms whose type has parameters, where types are compared as a whole', async () => {
    expect(await js(guard(ALL, 'FORMS.includes(type.toLowerCase())'))).toEqual(['missing-csrf-protection@4']);
    expect(await js(guard(ALL, 'FORMS.includes(type.toLowerCase())', CUT))).toEqual([]);
    expect(await js(guard(ALL, 'FORMS.some((one) => type.includes(one))'))).toEqual([]);
    expect(await js(guard("['application/json']", 'FORMS.includes(type)'))).toEqual([]);
  });
  it('pass requests that name none', async () => {
    const pattern = '/^(?:application\\/x-www-form-urlencoded|multipart\\/form-data|text\\/plain)/';
    const asked = (other: string): string => `FORMS.test(request.headers.get('content-type') || '${other}')`;
    expect(await js(guard(pattern, asked('')))).toEqual(['missing-csrf-protection@4']);
    expect(await js(guard(pattern, asked('text/plain')))).toEqual([]);
  });
  it('pass plain text, where it is no form to them', async () => {
    const asked = (types: string): string => `function isForm(request) { return isType(request, ${types}); }
export function guard(request) {
  if (isForm(request) && request.headers.get('origin') !== OWN) throw refused();
}
`;
    const two = TWO.slice(1, -1);
    expect(await js(asked(two))).toEqual(['missing-csrf-protection@1']);
    expect(await js(asked(`${two}, 'text/plain'`))).toEqual([]);
    expect(await js(asked(two).replace("'origin'", "'accept'"))).toEqual([]);
  });
  it('are the same in Python', async () => {
    const asked = (
      type: string,
    ): string => `FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']
def guard(request):
    kind = ${type}
    if kind in FORMS and request.headers.get('origin') != OWN:
        raise Refused()
`;
    expect(await py(asked("request.headers.get('content-type')"))).toEqual(['missing-csrf-protection@4']);
    expect(await py(asked("request.headers.get('content-type').split(';')[0]"))).toEqual([]);
  });
});

describe('patterns made of the names of servers (P-057)', () => {
  it('have them escaped', async () => {
    const compiled = (item: string): string => `import re
def allowed_origins(config):
    names = [${item} for one in config.origins]
    return re.compile('|'.join(names))
`;
    expect(await py(compiled("one.replace('*.', '.*')"))).toEqual(['missing-input-validation@4']);
    expect(await py(compiled('re.escape(one)'))).toEqual([]);
    const made = (item: string): string =>
      `const allowedHosts = new RegExp('^(' + hosts.map(${item}).join('|') + ')$');`;
    expect(await js(made('(one) => one.toLowerCase()'))).toEqual(['missing-input-validation@1']);
    expect(await js(made('escapeRegExp'))).toEqual([]);
  });
  it('decide who is let in', async () => {
    expect(await py("import re\nredirects = re.compile('|'.join(domains))\n")).toEqual([]);
  });
});

describe('sessions that somebody signs in to (P-057)', () => {
  it('get a new id in a function for that', async () => {
    const manager = (before: string): string => `class Manager {
  async logIn(request, user) {
    ${before}
    request.session.set(this.key, user.id);
  }
  async logOut(request) { request.session.set(this.key, undefined); }
}
module.exports = Manager;`;
    expect(await js(manager(''))).toEqual(['session-fixation@4']);
    expect(await js(manager('await request.session.regenerate();'))).toEqual([]);
  });
});

describe('records that are taken at their word (P-057)', () => {
  it('make any object in Python', async () => {
    const read = (how: string): string =>
      `import json, pickle\nfrom base64 import b64decode\ndef report(request):\n    saved = Search.objects.get(pk=1)\n    return ${how}\n`;
    expect(await py(read('pickle.loads(b64decode(saved.query))'))).toEqual(['insecure-deserialization@5']);
    expect(await py(read('json.loads(b64decode(saved.query))'))).toEqual([]);
  });
  it('make any object in JavaScript', async () => {
    const read = (how: string): string =>
      `const { unserialize } = require('node-serialize');\nasync function report() {\n  const saved = await Search.findOne({ id: 1 });\n  return ${how}(saved.query);\n}`;
    expect(await js(read('unserialize'))).toEqual(['insecure-deserialization@4']);
    expect(await js(read('JSON.parse'))).toEqual([]);
  });
});

describe('functions that make secrets (P-057)', () => {
  it('draw them from what nobody can predict', async () => {
    const maker = (from: string): string =>
      `import ${from}, string\ndef get_random_secret(length):\n    secret_key = ''.join(${from}.choice(string.digits) for x in range(length))\n    return secret_key\n`;
    expect(await py(maker('random'))).toEqual(['insecure-random@3']);
    expect(await py(maker('secrets'))).toEqual([]);
  });
});

describe('attributes at the end of a way of names (P-057)', () => {
  const walked = (check: string, handed = "request['name']"): string => `def assign(obj, path, value):
    parts = path.split('.')
    for at, part in enumerate(parts):
        ${check}
        if at == len(parts) - 1:
            setattr(obj, part, value)
        else:
            obj = getattr(obj, part)

def handle(request, form):
    assign(form, ${handed}, request['value'])
`;
  it('are set under no special name', async () => {
    expect(await py(walked('pass'))).toEqual(['mass-assignment@6']);
    expect(await py(walked("if hasattr(obj, '_meta'): refresh(obj)"))).toEqual(['mass-assignment@6']);
    expect(await py(walked("if part in ('__class__', '__dict__'): continue"))).toEqual([]);
    expect(await py(walked("if part.startswith('__'): raise ValueError(part)"))).toEqual([]);
    expect(await py(walked('pass', "'owner.name'"))).toEqual([]);
  });
});
