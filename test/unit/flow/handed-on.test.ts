import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

describe('what libraries hand on (P-057)', () => {
  it('fields and names from parsers of uploads', async () => {
    const lines = (body: string) =>
      express(`const fs = require('fs'); const { exec } = require('child_process');\n${body}`);
    expect(
      await lines(
        "require('formidable')().parse(req, (error, fields, files) => {\nexec('a ' + fields.size);\nexec(error);\nfs.rename('/tmp/x', '/d/' + files.f.originalFilename, () => {});\nfs.unlinkSync(files.f.filepath);\n});",
      ),
    ).toEqual(['command-injection@5', 'path-traversal@7', 'unrestricted-upload@7']);
    expect(
      await lines(
        "const bb = require('busboy')({});\nbb.on('field', (name, value) => {\nexec(value);\n});\nbb.on('finish', (value) => exec(value));",
      ),
    ).toEqual(['command-injection@6']);
    expect(await lines("require('multiparty').Form().parse(req, (e, fields) => {\nexec(fields.a[0]);\n});")).toEqual([
      'command-injection@5',
    ]);
  });

  it('values shown by templates, to functions that templates call', async () => {
    const text = (line: string): string =>
      `from django import template\nfrom django.utils.html import escape\nfrom django.utils.safestring import mark_safe\nregister = template.Library()\n${line}\n`;
    const of = async (line: string) => places((await flowsOf({ 'tags.py': text(line) })).weaknesses);
    expect(await of('@register.filter\ndef f(value):\n    return mark_safe(value)')).toEqual([
      'cross-site-scripting@7',
    ]);
    expect(await of("@register.filter(name='g')\ndef f(value):\n    return mark_safe(value)")).toEqual([
      'cross-site-scripting@7',
    ]);
    expect(await of("def f(value):\n    return mark_safe(value)\nregister.filter('f', f)")).toEqual([
      'cross-site-scripting@6',
    ]);
    expect(await of('@register.filter\ndef f(value):\n    return mark_safe(escape(value))')).toEqual([]);
    expect(await of('def f(value):\n    return mark_safe(value)')).toEqual([]);
  });

  it('answers of other services, to parsers that believe them', async () => {
    const feed = 'import requests\nfrom lxml import etree\n';
    expect(await flask(`${feed}a = requests.get('https://b.example/x')\netree.fromstring(a.content)`)).toEqual([
      'xml-external-entities@9',
    ]);
    expect(
      await flask(
        `${feed}a = requests.get('https://b.example/x')\netree.fromstring(a.content, etree.XMLParser(resolve_entities=False))\nos.system('ls ' + a.text)`,
      ),
    ).toEqual([]);
  });
});

describe('arguments of programs (P-057)', () => {
  const run = (list: string) =>
    express(`const u = req.query.u;\nrequire('child_process').execFileSync('git', ${list});`);

  it('one that begins with outside text may be an option', async () => {
    expect(await run("['clone', u]")).toEqual(['command-injection@4']);
    expect(await flask("subprocess.run(['curl', request.args['u']])")).toEqual(['command-injection@6']);
  });

  it.each(["['clone', '--', u]", "['clone', 'https://a.example/' + u]", "['log', '--author=' + u]"])(
    'not so in %s',
    async (list) => expect(await run(list)).toEqual([]),
  );

  it('one that was held against a dash may not', async () => {
    const check = (test: string) =>
      express(
        `const u = req.query.u;\nif (${test}) return;\nrequire('child_process').execFileSync('git', ['clone', u]);`,
      );
    expect(await check("u.startsWith('-')")).toEqual([]);
    expect(await check("u.startsWith('+')")).toEqual(['command-injection@5']);
  });

  it('programs without such options take what they are given', async () => {
    expect(await express("require('child_process').execFileSync('echo', [req.query.u]);")).toEqual([]);
  });
});

describe('agents that refuse private addresses (P-057)', () => {
  const HEAD =
    "const { RequestFilteringHttpAgent: A, RequestFilteringHttpsAgent: B } = require('request-filtering-agent');\n";
  const asked = (call: string) => express(`${HEAD}${call}`);

  it('confine a request when they stand for both schemes', async () => {
    const axios = (options: string) => asked(`require('axios').get(req.query.u, ${options});`);
    expect(await axios('{ httpAgent: new A(), httpsAgent: new B() }')).toEqual([]);
    expect(await axios('{ httpsAgent: new B() }')).toEqual(['ssrf@4']);
    expect(await asked("require('axios').get(req.query.u);")).toEqual(['ssrf@4']);
    expect(await asked("require('got').get(req.query.u, { agent: { http: new A(), https: new B() } });")).toEqual([]);
    expect(await asked("require('node-fetch')(req.query.u, { agent: new A() });")).toEqual([]);
    expect(await asked("require('node-fetch')(req.query.u, { agent: require('http').Agent() });")).toEqual(['ssrf@4']);
  });
});

describe('the address of a page (P-057)', () => {
  const page = async (line: string) => places((await flowsOf({ 'page.js': `${line}\n` })).weaknesses);

  it('leads to its own server as a whole, not in its parts', async () => {
    expect(await page("const u = new URL(location.href); u.searchParams.set('p', 1); location.href = u.href;")).toEqual(
      [],
    );
    expect(await page("location.href = new URL(location.href).searchParams.get('next');")).toEqual(['open-redirect@1']);
    expect(await page("location.href = new URLSearchParams(location.search).get('next');")).toEqual([
      'open-redirect@1',
    ]);
    expect(await page("fetch(location.origin + '/list');")).toEqual([]);
    expect(await page('document.write(location.href);')).toEqual(['cross-site-scripting@1']);
  });
});

describe('packages beside an application (P-057)', () => {
  it('are looked at with what their users hand in, where they are named', async () => {
    const files = {
      'packages/util/index.js': 'exports.run = (text) => eval(text);\n',
      'app.js': "require('express')().get('/', (req, res) => res.end());\n",
    };
    expect(places((await flowsOf(files, { libraryFiles: ['packages/util/index.js'] })).weaknesses)).toEqual([
      'code-injection@1',
    ]);
    expect(places((await flowsOf(files)).weaknesses)).toEqual([]);
  });
});
