import { describe, expect, it } from 'vitest';
import { flowsOf } from '../../flow/flow-of';

const foundIn = async (path: string, text: string): Promise<string[]> =>
  (await flowsOf({ [path]: text })).weaknesses.map((one) => one.weakness);

describe('names that are spelled in another way', () => {
  it.each([
    String.raw`const app = \u0072equire("express")(); app.get("/", (req, res) => \u{72}equire("child_process").\u0065xec(req.q\u0075ery.c));`,
    String.raw`const { \u0065xec: run } = require("child_process"); require("express")().get("/", (req, res) => run(req.query.c));`,
  ])('are read as JavaScript reads them: %s', async (code) => {
    expect(await foundIn('a.js', code)).toContain('command-injection');
  });

  it('are read as Python reads them', async () => {
    const code =
      "from flask import Flask, request\nimport \u{1d4f8}s\napp = Flask(__name__)\n@app.route('/')\ndef f():\n    \u{1d4f8}s.\u{1d4fc}ystem(request.args['c'])\n";
    expect(code).toContain('𝓸s');
    expect(await foundIn('a.py', code)).toContain('command-injection');
  });

  it('stay other names where no language says they are the same', async () => {
    const code = 'require("express")().get("/", (req, res) => require("child_process").\u0435xec(req.query.c));';
    expect(await foundIn('a.js', code)).toEqual([]);
  });
});
