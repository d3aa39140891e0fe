import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

describe('classes that hold what they are made with (P-057)', () => {
  const view = (made: string, shown = 'answer.error'): Promise<string[]> =>
    flowsOf({
      'app.py': `from dataclasses import dataclass
from html import escape
from flask import Flask, request
app = Flask(__name__)
@dataclass
class Answer:
    code: str = ''
    error: str = ''
    @classmethod
    def from_dict(cls, data):
        return cls(**{k: v for k, v in data.items() if k in cls.__annotations__})
@app.route('/x')
def view():
    answer = ${made}
    return f'<b>{${shown}}</b>'
`,
    }).then(({ weaknesses }) => places(weaknesses));
  it.each([
    ['by name', "Answer(error=request.args['x'])"],
    ['by place', "Answer('', request.args['x'])"],
    ['by a mapping', 'Answer.from_dict(dict(request.args))'],
  ])('give it back: %s', async (_name, made) => {
    expect(await view(made)).toEqual(['cross-site-scripting@15']);
    expect(await view(made, 'escape(answer.error)')).toEqual([]);
  });
  it('give back no other field', async () => {
    expect(await view("Answer(request.args['x'])")).toEqual([]);
  });
});

describe('addresses put together of parts (P-057)', () => {
  /** Behind a route for all addresses: below a name of its own, the path stays on the site. */
  const to = async (address: string): Promise<string[]> => {
    const redirect = `const url = require('url');\nres.redirect(url.format({ pathname: req.path, query: req.query })${address});`;
    const app = `const app = require('express')();\napp.get('*', (req, res) => {\n${redirect}\n});\n`;
    return places((await flowsOf({ 'app.js': app })).weaknesses);
  };
  it('stay on the site once slashes at the front are one', async () => {
    expect(await to('')).toEqual(['open-redirect@4']);
    expect(await to(".replace(/^\\/+/, '/')")).toEqual([]);
    expect(await to(".replace(/^\\/+/, '//')")).toEqual(['open-redirect@4']);
    expect(await express("res.redirect(req.query.to.replace(/^\\/+/, '/'));")).toEqual(['open-redirect@3']);
  });
  it('lead where their host says', async () => {
    const host = (part: string): Promise<string[]> =>
      express(`const url = require('url');\nres.redirect(url.format({ protocol: 'https:', ${part} }));`);
    expect(await host("host: req.query.host, pathname: '/a'")).toEqual(['open-redirect@4']);
    expect(await host("host: 'example.org', pathname: req.query.page")).toEqual([]);
  });
});

describe('what a text begins with (P-057)', () => {
  it('makes it no option of a program', async () => {
    const cloned = (test: string): Promise<string[]> =>
      flask(
        `address = request.form['address']\n${test}\nsubprocess.Popen(['git', 'clone', address, 'target'])\nreturn ''`,
      );
    expect((await cloned('')).join()).toContain('command-injection');
    expect(await cloned("if not address.startswith('http'):\n    return ''")).toEqual([]);
    expect((await cloned("if not address.startswith('-'):\n    return ''")).join()).toContain('command-injection');
  });
});

describe('line breaks taken out by name (P-057)', () => {
  it('leave nothing to forge in a log', async () => {
    const logged = async (name: string): Promise<string[]> =>
      (
        await flowsOf({
          'app.py': `import logging\nfrom flask import Flask, request\napp = Flask(__name__)\nlog = logging.getLogger(__name__)\n@app.route('/x')\ndef view():\n    user = request.form['user']\n    log.error(f'no {${name}}')\n    return ''\n`,
        })
      ).weaknesses.map((one) => `${one.weakness}@${one.at.line}`);
    expect(await logged('user')).toEqual(['log-injection@8']);
    expect(await logged("user.replace(chr(1), '')")).toEqual(['log-injection@8']);
    const both = `user.replace("\\n", "\\\\n").replace("\\r", "\\\\r")`;
    expect(await logged(both)).toEqual([]);
  });
});

describe('handlers named fetch (P-057)', () => {
  const worker = (asked: string): Promise<string[]> =>
    flowsOf({
      'worker.js': `export default {\n  async fetch(request, env) {\n    const asked = new URL(request.url).searchParams.get('url');\n    return ${asked};\n  },\n};`,
    }).then(({ weaknesses }) => places(weaknesses));
  it('ask the servers that requests name, and are not what they call by the same name', async () => {
    expect(await worker('fetch(asked)')).toEqual(['ssrf@4']);
    expect(await worker('fetch(`https://example.org/${asked}`)')).toEqual([]);
  });
  it('are handed to a runtime', async () => {
    const served = (serve: string): Promise<string[]> =>
      flowsOf({ 'server.js': serve }).then(({ weaknesses }) => places(weaknesses));
    expect(
      await served("Bun.serve({ fetch(request) { return eval(new URL(request.url).searchParams.get('x')); } });"),
    ).toEqual(['code-injection@1']);
    expect(await served('Deno.serve((request) => eval(request.method === 1));')).toEqual([]);
  });
});
