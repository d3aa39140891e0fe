import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

const count = async (files: Record<string, string>): Promise<number> => {
  const { weaknesses } = await analyzeInProcess(new Map(Object.entries(files)));
  return weaknesses.filter(({ weakness }) => weakness === 'command-injection').length;
};

/** What another module says may be, and how it is asked; `WIDE` lets everything through. */
const SCRIPT: readonly (readonly [string, kept: string, wide: string, asked: string])[] = [
  ['a pattern', '/^[a-z]+$/', '/^.*$/', 'if (!KEPT.test(q)) return res.end();'],
  ['a pattern that is made', "new RegExp('^[a-z]+$')", "new RegExp('.*')", 'if (!KEPT.test(q)) return res.end();'],
  ['a set', "new Set(['a', 'b'])", "new Set(['a', 'b'])", 'if (!KEPT.has(q)) return res.end();'],
  [
    'a frozen list',
    "Object.freeze(['a', 'b'])",
    'Object.freeze(process.argv)',
    'if (!KEPT.includes(q)) return res.end();',
  ],
];
const PYTHON: readonly (readonly [string, kept: string, wide: string, asked: string])[] = [
  ['a pattern', "re.compile(r'^[a-z]+\\Z')", "re.compile(r'.*')", 'if not KEPT.match(q):'],
  ['a set', "frozenset({'a', 'b'})", "frozenset({'a', 'b'})", 'if q not in KEPT:'],
];

const script = (kept: string, asked: string): Record<string, string> => ({
  'kept.js': `export const KEPT = ${kept};\n`,
  'app.js':
    "import express from 'express';\nimport { exec } from 'child_process';\nimport { KEPT } from './kept.js';\n" +
    `express().get('/a', (req, res) => { const q = req.query.q; ${asked} exec('ls ' + q); });\n`,
});
const python = (kept: string, asked: string): Record<string, string> => ({
  'kept.py': `import re\nimport sys\nKEPT = ${kept}\n`,
  'app.py':
    'import os\nfrom flask import Flask, request\nfrom kept import KEPT\napp = Flask(__name__)\n' +
    `@app.get('/a')\ndef a():\n    q = request.args['q']\n    ${asked}\n        return 'no'\n    os.system('ls ' + q)\n`,
});

describe('what another module allows', () => {
  it.each(SCRIPT)('is known in JavaScript: %s', async (_what, kept, wide, asked) => {
    expect(await count(script(kept, asked))).toBe(0);
    expect(await count(script(wide, asked))).toBe(wide === kept ? 0 : 1);
  });
  it.each(PYTHON)('is known in Python: %s', async (_what, kept, wide, asked) => {
    expect(await count(python(kept, asked))).toBe(0);
    expect(await count(python(wide, asked))).toBe(wide === kept ? 0 : 1);
  });
  it('is what is looked up in a table as well', async () => {
    const files = script("new Map([['a', 'x']])", '');
    const used = "const found = KEPT.get(q); if (!found) return res.end(); exec('ls ' + found);";
    expect(await count({ ...files, 'app.js': (files['app.js'] ?? '').replace("exec('ls ' + q);", used) })).toBe(0);
  });
});
