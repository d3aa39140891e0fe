import { describe, expect, it } from 'vitest';
import { flask, flowsOf, misuseOf, places } from './flow-of';

describe('templates (P-057)', () => {
  it('of the sender run code, in a sandbox they are worth a look', async () => {
    const made = (line: string) =>
      flask(
        `from jinja2 import Environment\nfrom jinja2 import sandbox\n${line}.from_string(request.form['t']).render()`,
      );
    expect(await made('Environment()')).toEqual(['template-injection@8']);
    expect(await made('sandbox.SandboxedEnvironment()')).toEqual([]);
    const { weaknesses } = await flowsOf({
      'app.py':
        "from flask import Flask, request\nfrom jinja2.sandbox import ImmutableSandboxedEnvironment\napp = Flask(__name__)\n@app.post('/x')\ndef x():\n    return ImmutableSandboxedEnvironment().from_string(request.form['t']).render()\n",
    });
    expect(weaknesses.map((one) => [one.weakness, one.confidence])).toContainEqual(['template-injection', 'low']);
  });

  it.each([
    ["Handlebars.compile('<p>{{a}}</p>', { noEscape: true })", ['unsafe-html-rendering@2']],
    ["Handlebars.compile('server {{a}};', { noEscape: true })", []],
    ["Handlebars.compile(fs.readFileSync('t/site.conf.hbs', 'utf8'), { noEscape: true })", []],
    ["Handlebars.compile(fs.readFileSync('t/site.html.hbs', 'utf8'), { noEscape: true })", ['unsafe-html-rendering@2']],
    ['Handlebars.compile(text, { noEscape: true })', ['unsafe-html-rendering@2']],
  ])('%s is unsafe only where it makes a page', async (call, expected) => {
    const text = `const Handlebars = require('handlebars'); const fs = require('fs');\nmodule.exports = (text) => ${call};\n`;
    expect(places(await misuseOf({ 'a.js': text }))).toEqual(expected);
  });

  it.each([
    ['aiohttp_jinja2.setup(app, loader=l, autoescape=False)', ['unsafe-html-rendering@2']],
    ['aiohttp_jinja2.setup(app, loader=l)', []],
    ['aiohttp_jinja2.setup(app, loader=l, autoescape=True)', []],
  ])('%s', async (call, expected) => {
    expect(places(await misuseOf({ 'a.py': `import aiohttp_jinja2\n${call}\n` }))).toEqual(expected);
  });
});

describe('queries of receivers nobody could follow (P-057)', () => {
  it('are no more than worth a look, whatever the program talks to', async () => {
    const { weaknesses } = await flowsOf({
      'db.js': "require('mongoose').connect('mongodb://db');\n",
      'app.js':
        "const app = require('express')();\nmodule.exports = (store) => app.post('/x', (req, res) => {\nstore.things.updateMany({ name: req.body.name }, {});\n});\n",
    });
    expect(weaknesses.map((one) => [one.weakness, one.confidence])).toEqual([['nosql-injection', 'low']]);
  });
});
