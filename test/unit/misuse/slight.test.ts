import { describe, expect, it } from 'vitest';
import { flowsOf, misuseOf } from '../flow/flow-of';

/** What is seen clearly but weighs little, by what makes it so. */
const SLIGHT: Readonly<Record<string, [weakness: string, files: Record<string, string>]>> = {
  'a cookie that is not known to hold a secret': [
    'insecure-cookie',
    { 'a.py': 'from flask import make_response\nr = make_response()\nr.set_cookie("theme", "dark", httponly=True)\n' },
  ],
  'a broken hash for no purpose that is told': [
    'weak-hash',
    { 'a.js': "require('crypto').createHash('md5').update(x).digest('hex');" },
  ],
  'a debug server for its own machine': [
    'debug-enabled',
    { 'a.py': "from flask import Flask\nFlask('x').run(debug=True)\n" },
  ],
};

describe('what is slight', () => {
  it.each(Object.entries(SLIGHT))('is likely, and not sure of its weight: %s', async (_name, [weakness, files]) => {
    const [found] = (await misuseOf(files)).filter((one) => one.weakness === weakness);
    expect([found?.confidence, found?.proof]).toEqual(['low', 'likely']);
  });

  it('is less than the same with its purpose', async () => {
    const [found] = await misuseOf({ 'a.js': "const passwordHash = require('crypto').createHash('md5').update(x);" });
    expect([found?.confidence, found?.proof]).toEqual(['high', undefined]);
  });

  it('is more than what its name says to be harmless', async () => {
    const [found] = await misuseOf({ 'a.js': "const fileHash = require('crypto').createHash('md5').update(x);" });
    expect([found?.confidence, found?.proof]).toEqual(['low', undefined]);
  });

  it('is what reaches a page through a call that was not followed', async () => {
    const code = "require('express')().get('/', (q, s) => s.send(require('shape')(q.query.a)));";
    const { weaknesses } = await flowsOf({ 'a.js': code });
    expect(weaknesses.map(({ weakness, confidence, proof }) => [weakness, confidence, proof])).toEqual([
      ['cross-site-scripting', 'low', 'likely'],
    ]);
  });
});

describe('a path from a request', () => {
  it.each([
    [
      'asked for in JavaScript',
      'a.js',
      "require('express')().get('/', (q) => require('fs').existsSync(q.query.p));",
      'low',
    ],
    [
      'read in JavaScript',
      'a.js',
      "require('express')().get('/', (q) => require('fs').readFileSync(q.query.p));",
      'high',
    ],
    ['asked for in Python', 'a.py', 'Path(request.args["p"]).exists()', 'low'],
    ['read in Python', 'a.py', 'Path(request.args["p"]).read_text()', 'high'],
  ])('weighs as much as what is learnt from it: %s', async (_name, file, code, confidence) => {
    const flask =
      'from pathlib import Path\nfrom flask import Flask, request\napp = Flask("a")\n@app.get("/")\ndef v():\n    ';
    const { weaknesses } = await flowsOf({ [file]: file === 'a.py' ? `${flask}${code}\n` : code });
    expect(weaknesses.map((one) => [one.weakness, one.confidence])).toEqual([['path-traversal', confidence]]);
  });
});

describe('the number that goes with a secret', () => {
  it.each([
    ['a size', "PASSWORD_BYTES = 32\nlog.info('at least %i', PASSWORD_BYTES)\n", 0],
    ['a switch', "SHOW_PASSWORD = False\nlog.info('shown: %s', SHOW_PASSWORD)\n", 0],
    ['the secret itself', "PASSWORD = load()\nlog.info('it is %s', PASSWORD)\n", 1],
  ])('is no secret in a log: %s', async (_name, code, count) => {
    const found = await misuseOf({ 'a.py': `import logging\nlog = logging.getLogger('a')\n${code}` });
    expect(found.filter((one) => one.weakness === 'sensitive-data-in-logs')).toHaveLength(count);
  });
});

describe('a number that can be predicted', () => {
  it.each([
    ['makes a password', 'return Math.floor(Math.random() * 1e9).toString();', 1],
    ['chooses its characters', 'const index = Math.floor(Math.random() * 9); return LETTERS[index];', 1],
    ['says how long it is', 'const length = Math.floor(Math.random() * 9); return randomBytes(length);', 0],
  ])('matters where it %s', async (_name, body, count) => {
    const found = await misuseOf({ 'a.js': `function makePassword() { ${body} }` });
    expect(found.filter((one) => one.weakness === 'insecure-random')).toHaveLength(count);
  });
});

describe('numbers that can be predicted', () => {
  const random = async (code: string): Promise<number> =>
    (await misuseOf({ 'a.js': code })).filter(({ weakness }) => weakness === 'insecure-random').length;

  it('are no secret in what something is called, wherever that is made', async () => {
    expect(
      await random("const callbacks = { jwt() { const username = 'user' + Math.random(); return save(username); } };"),
    ).toBe(0);
    expect(
      await random("const callbacks = { jwt() { const token = 'user' + Math.random(); return save(token); } };"),
    ).toBe(1);
  });
});
