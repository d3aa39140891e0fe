import { describe, expect, it } from 'vitest';
import type { Considered, HarmlessBecause } from '../../../src/artifacts/considered';
import { flowsOf } from './flow-of';

type Met = Omit<Considered, 'leftOut' | 'zones'>;

async function javascript(body: string): Promise<Met> {
  const text = `const app = require('express')();\nconst cp = require('child_process');\nconst fs = require('fs');\napp.post('/x/:id', (req, res) => {\n${body}\n});\n`;
  return met({ 'app.js': text });
}

async function python(body: string): Promise<Met> {
  const lines = body.split('\n').map((line) => `    ${line}`);
  const text = `from flask import Flask, request\nimport os, subprocess, shlex\napp = Flask(__name__)\n@app.route('/x', methods=['POST'])\ndef view():\n${lines.join('\n')}\n`;
  return met({ 'app.py': text });
}

async function met(files: Record<string, string>): Promise<Met> {
  const found = await flowsOf(files, { watch: true });
  if (!found.met) throw new Error('nothing was kept');
  return found.met;
}

function because(reason: HarmlessBecause): string {
  switch (reason.kind) {
    case 'check':
      return `check@${reason.at.line}`;
    case 'call':
      return `${reason.call}@${reason.at.line}`;
    case 'position':
      return `behind ${reason.before}`;
    default:
      return reason.kind;
  }
}

/** `weakness@line: reasons` of everything that was kept from doing harm. */
const spared = ({ flows }: Met): string[] =>
  flows.map((flow) => `${flow.weakness}@${flow.at.line}: ${flow.because.map(because).join(', ')}`);

interface Case {
  name: string;
  body: string;
  says: string[];
}

// The body begins at line 5.
const JAVASCRIPT: readonly Case[] = [
  {
    name: 'a check that returns early',
    body: "if (!['a', 'b'].includes(req.body.x)) return;\ncp.exec('ls ' + req.body.x);",
    says: ['command-injection@6: check@5'],
  },
  {
    name: 'a check whose outcome decides a value',
    body: "const x = ['a', 'b'].includes(req.body.x) ? req.body.x : 'a';\ncp.exec('ls ' + x);",
    says: ['command-injection@6: check@5'],
  },
  {
    name: 'a function of the program that checks',
    body: "function known(x) {\n  return ['a', 'b'].includes(x);\n}\nif (!known(req.body.x)) return res.end();\ncp.exec('ls ' + req.body.x);",
    says: ['command-injection@9: check@8'],
  },
  {
    name: 'a call that leaves a number',
    body: 'cp.exec(`kill ${Number(req.body.x)}`);',
    says: ['command-injection@5: Number@5'],
  },
  {
    name: 'a call that encodes',
    body: "res.send('<b>' + require('escape-html')(req.body.x) + '</b>');",
    says: ['cross-site-scripting@5: escape-html@5'],
  },
  {
    name: 'a place in the text',
    body: "require('axios').get('https://example.org/' + req.body.x);",
    says: ['ssrf@5: behind https://example.org/'],
  },
  {
    name: 'a setting of the call',
    body: "cp.spawn('ls', [req.body.x], { shell: false });",
    says: ['command-injection@5: settings'],
  },
  {
    name: 'an answer that is no page',
    body: "res.type('text/plain').send('hello ' + req.query.x);",
    says: ['cross-site-scripting@5: answer-is-data'],
  },
  { name: 'what does harm is reported, and not kept', body: "cp.exec('ls ' + req.body.x);", says: [] },
  { name: 'what is constant does not come from outside', body: "cp.exec('ls ' + 'a');", says: [] },
];

// The body begins at line 6.
const PYTHON: readonly Case[] = [
  {
    name: 'a check that returns early',
    body: "if request.form['x'] not in ('a', 'b'):\n    return ''\nos.system('ls ' + request.form['x'])\nreturn ''",
    says: ['command-injection@8: check@6'],
  },
  {
    name: 'a call that leaves a number',
    body: "os.system('kill %d' % int(request.form['x']))\nreturn ''",
    says: ['command-injection@6: int@6'],
  },
  {
    name: 'a call that quotes',
    body: "os.system('ls ' + shlex.quote(request.form['x']))\nreturn ''",
    says: ['command-injection@6: shlex.quote@6'],
  },
  {
    name: 'a place in the text',
    body: "import requests\nrequests.get('https://example.org/' + request.form['x'])\nreturn ''",
    says: ['ssrf@7: behind https://example.org/'],
  },
];

describe('what a watched analysis keeps of harmless data', () => {
  it.each(JAVASCRIPT)('JavaScript: $name', async ({ body, says }) => {
    expect(spared(await javascript(body))).toEqual(says);
  });

  it.each(PYTHON)('Python: $name', async ({ body, says }) => {
    expect(spared(await python(body))).toEqual(says);
  });

  it('says what a check asks, and of which field', async () => {
    const { flows } = await javascript("if (!['a', 'b'].includes(req.body.x)) return;\ncp.exec('ls ' + req.body.x);");
    expect(flows[0]?.because[0]).toMatchObject({
      kind: 'check',
      everything: true,
      need: {
        kind: 'field',
        field: { source: 'body', path: ['x'] },
        test: { is: 'equal', to: ['a', 'b'] },
        holds: true,
      },
    });
    expect(flows[0]?.source).toMatchObject({ kind: 'body', name: 'x' });
  });

  it('keeps calls with what they were given at their worst', async () => {
    const { calls } = await javascript(
      "require('unheard-of').go(req.body.x);\nrequire('unheard-of').go('a');\ncp.exec('ls');\nthing.run(Number(req.body.x));",
    );
    const seen = calls
      .filter(({ line, name }) => line > 4 && name !== 'Number')
      .map((one) => `${one.name}@${one.line} ${one.known} ${one.given}`);
    expect(seen).toEqual([
      'unheard-of.go@5 nothing outside',
      'unheard-of.go@6 nothing constant',
      'child_process.exec@7 sink constant',
      'thing.run@8 nothing harmless',
    ]);
  });

  it('keeps which functions were entered, and from where', async () => {
    const { entered } = await javascript('helper(req.body.x);\nfunction helper(x) {}');
    expect(entered.every(({ entryPoints }) => entryPoints.length === 1)).toBe(true);
    expect(entered).toHaveLength(2);
  });
});

describe('an analysis that nobody watches', () => {
  it('keeps nothing and reports the same', async () => {
    const files = {
      'app.js':
        "const app = require('express')();\nconst cp = require('child_process');\napp.post('/x', (req, res) => {\n  if (req.body.y === 'a') cp.exec(req.body.y);\n  cp.exec(String(req.body.x));\n});\n",
    };
    const plain = await flowsOf(files);
    const watched = await flowsOf(files, { watch: true });
    expect(plain.met).toBeUndefined();
    expect(plain.weaknesses).toHaveLength(1);
    expect(watched.weaknesses).toEqual(plain.weaknesses);
  });
});
