import { describe, expect, it } from 'vitest';
import { patternTime } from '../../../src/analysis/engine/patterns/pattern-time';
import { flowsOf } from './flow-of';

describe('the time that patterns take', () => {
  it.each([
    ['(a+)+b', 'exponential'],
    ['^(a*)*$', 'exponential'],
    ['(x+x+)+y', 'exponential'],
    ['(a|a)*b', 'exponential'],
    ['(,[0-9]*\\.*[0-9]+)*\\)', 'exponential'],
    ['[[{].*[/]*.*[}\\]]$', 'more'],
    ['\\s+$', 'square'],
    ['^\\s+|\\s+$', 'square'],
    ['<[^>]+>', 'square'],
    ['[_.\\w-]+@x', 'square'],
    ['^\\s+$', 'linear'],
    ['^a*b', 'linear'],
    ['\\d+', 'linear'],
    ['^([a-z]+\\.)+com$', 'linear'],
    ['[_.\\w-]{1,300}@x', 'linear'],
    ['^(\\d+,)*\\d+$', 'linear'],
    ['^(?:[a-z](?:[a-z-]{0,61}[a-z])?\\.)+[a-z]{2,}$', 'linear'],
    ['^(a{1,3})+$', 'exponential'],
  ])('of %s is %s', (pattern, time) => {
    expect(patternTime(pattern, '')).toBe(time);
  });

  it('is not judged where a pattern looks around, refers back or was given flags that were not read', () => {
    for (const pattern of ['(?=a)a+b', '(a+)\\1+b', '\\ba+b', '(a+']) expect(patternTime(pattern, '')).toBeUndefined();
    expect(patternTime('a+b', '?')).toBeUndefined();
  });
});

/** `weakness@line`, however sure, without leads. */
const claimed = async (files: Record<string, string>, libraryFiles?: string[]): Promise<string[]> =>
  (await flowsOf(files, libraryFiles ? { libraryFiles } : {})).weaknesses
    .filter((one) => one.confidence !== 'low' || one.proof !== undefined)
    .map((one) => `${one.weakness}@${one.at.line}`);

const js = (body: string): Promise<string[]> =>
  claimed({ 'app.js': `const app = require('express')();\napp.post('/x', (req, res) => {\n${body}\n});\n` });
const py = (body: string): Promise<string[]> =>
  claimed({
    'app.py': `import re\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.post('/x')\ndef view():\n    text = request.get_json()['text']\n${body}\n    return 'done'\n`,
  });

describe('slow patterns on outside text (P-057)', () => {
  it.each([
    ['test', '/x*\\s+$/.test(req.body.text);', '/^\\s+$/.test(req.body.text);'],
    ['exec', '/a+b/.exec(req.body.text);', '/^a+b/.exec(req.body.text);'],
    ['match', 'String(req.body.text).match(/a+b/);', 'String(req.body.text).match(/ab/);'],
    ['search', 'String(req.body.text).search(/a+b/);', 'String(req.body.text).search(/a/);'],
    ['replace', "req.body.text.replace(/\\s+$/, '');", "req.body.text.replace(/\\s$/, '');"],
    ['split', 'req.body.text.split(/\\s*,/);', 'req.body.text.split(/,/);'],
    [
      'a limit of the length',
      'if (req.body.text.length < 3) return;\n/a+b/.test(req.body.text);',
      'if (req.body.text.length > 300) return;\n/a+b/.test(req.body.text);',
    ],
    ['a piece of it', '/a+b/.test(req.body.text.slice(3));', '/a+b/.test(req.body.text.slice(0, 300));'],
  ])('are told from others by %s', async (_name, bad, good) => {
    expect((await js(bad)).join()).toContain('redos@');
    expect((await js(good)).join()).not.toContain('redos@');
  });

  it.each([
    ['search', "    re.search(r'a+b', text)", "    re.match(r'a+b', text)"],
    ['a compiled one', "    re.compile(r'a+b').search(text)", "    re.compile(r'ab').search(text)"],
    ['sub', "    re.sub(r'\\s+$', '', text)", "    re.sub(r'\\s$', '', text)"],
    [
      'a limit of the length',
      "    re.search(r'a+b', text)",
      "    if len(text) > 300:\n        return 'no'\n    re.search(r'a+b', text)",
    ],
  ])('are told from others in Python by %s', async (_name, bad, good) => {
    expect((await py(bad)).join()).toContain('redos@');
    expect((await py(good)).join()).not.toContain('redos@');
  });

  it('are left a lead where a server takes few characters, but for the slowest', async () => {
    expect(await js('/a+b/.test(req.query.text);')).toEqual([]);
    expect(await js('/[{].*x*.*[}]$/.test(req.query.text);')).toEqual(['redos@3']);
  });

  it('are found in a package whose module wraps itself in a function', async () => {
    const text = (pattern: string): string =>
      `(function (root) {\n  var P = ${pattern};\n  function check(text) {\n    return P.test(text);\n  }\n  if (typeof module !== 'undefined') module.exports = check;\n  else root.check = check;\n})(this);\n`;
    expect(await claimed({ 'index.js': text('/a+b/') }, ['index.js'])).toEqual(['redos@4']);
    expect(await claimed({ 'index.js': text('/^a+b/') }, ['index.js'])).toEqual([]);
  });
});
