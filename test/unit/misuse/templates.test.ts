import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

const APP =
  "const app = require('express')();\napp.get('/p/:id', (req, res) => load(req.params.id, (item) => res.render('page', { item })));\n";

async function raw(files: Record<string, string>): Promise<string[]> {
  const { weaknesses } = await analyzeInProcess(new Map(Object.entries({ 'app.js': APP, ...files })));
  return weaknesses
    .filter((one) => one.weakness === 'unsafe-html-rendering' || one.weakness === 'cross-site-scripting')
    .map((one) => `${one.at.file}:${one.at.line}`);
}

describe('values that templates write without encoding', () => {
  it.each([
    ['views/page.ejs', '<h1>a</h1>\n<p><%- item.text %></p>', '<h1>a</h1>\n<p><%= item.text %></p>'],
    ['views/page.hbs', '\n{{{item.text}}}', '\n{{item.text}}'],
    ['views/page.pug', 'h1 a\np!= item.text', 'h1 a\np= item.text'],
    ['views/page.html', '\n<p>{{ item.text | upper | safe }}</p>', '\n<p>{{ item.text | upper }}</p>'],
    [
      'views/page.njk',
      '{% autoescape false %}\n{{ item.text }}{% endautoescape %}',
      '{% autoescape true %}\n{{ item.text }}{% endautoescape %}',
    ],
  ])('%s', async (file, bad, good) => {
    expect(await raw({ [file]: bad })).toEqual([`${file}:2`]);
    expect(await raw({ [file]: good })).toEqual([]);
  });

  it('leaves out markup the application makes itself', async () => {
    const text =
      "<%- include('head') %>\n<%- body %>\n<%- JSON.stringify(item) %>\n<%- escape(item.text) %>\n<%- 'x' %>";
    expect(
      await raw({
        'views/page.ejs': text,
        'views/b.html': '{{ form.csrf_token | safe }}\n{{ item | tojson | safe }}\n{{ id | safe | url_encode }}',
      }),
    ).toEqual([]);
  });

  it('takes markup that was made before, and texts of mails, for what they are', async () => {
    expect(
      await raw({
        'views/page.html': '{{ entry.body_html | safe }}\n{{ field.help_text | safe }}\n{{ entry.bodyHtml | safe }}',
        'views/welcome_email.html': '{% autoescape off %}\n{{ user.name }}{% endautoescape %}',
      }),
    ).toEqual([]);
    expect(await raw({ 'views/page.html': '{{ entry.html_title | safe }}' })).toEqual(['views/page.html:1']);
  });

  it('looks into filters of the code base', async () => {
    const template = '{{ item.text | shown | safe }}';
    expect(
      await raw({
        'views/page.html': template,
        'filters.js':
          "exports.shown = (input) => { if (isImage(input)) return '<img src=\"' + input + '\">'; return escapeHtml(input); };",
      }),
    ).toEqual(['views/page.html:1']);
    expect(
      await raw({
        'views/page.html': template,
        'filters.js':
          "exports.shown = (input) => { if (isImage(input)) return '<img src=\"' + escapeHtml(input) + '\">'; return escapeHtml(input); };",
      }),
    ).toEqual([]);
  });

  it('names the routes that render the template', async () => {
    const { weaknesses, entryPoints } = await analyzeInProcess(
      new Map(Object.entries({ 'app.js': APP, 'views/page.ejs': '<%- item.text %>' })),
    );
    expect(weaknesses.find((one) => one.weakness === 'unsafe-html-rendering')).toMatchObject({
      confidence: 'low',
      entryPoints: [entryPoints[0]?.id],
      seen: { what: 'raw-in-page', of: 'item.text' },
      sink: '<%- item.text %>',
    });
    const part = await analyzeInProcess(
      new Map(Object.entries({ 'app.js': APP, 'views/part.ejs': '<%- item.text %>' })),
    );
    expect(part.weaknesses.map((one) => one.weakness)).toEqual(['unsafe-html-rendering']);
  });

  it('reads a line of a megabyte in no time', async () => {
    expect(await raw({ 'views/page.html': `${'{{ a | safe '.repeat(40_000)}\n{{ b | safe }}` })).toEqual([
      'views/page.html:2',
    ]);
  });
});

describe('what a page is given and shows as it is', () => {
  const shown = async (files: Record<string, string>) => {
    const { weaknesses } = await analyzeInProcess(new Map(Object.entries(files)));
    return weaknesses
      .filter((one) => one.weakness === 'cross-site-scripting')
      .map((one) => `${one.at.file}:${one.at.line} ${one.confidence}`);
  };
  const express = (body: string) => `const app = require('express')();\napp.get('/p', (req, res) => {\n${body}\n});\n`;

  it.each([
    ["res.render('page', { q: req.query.q });", '<p><%- q %></p>', true],
    ["res.render('page', { q: 'none' });", '<p><%- q %></p>', false],
    ["res.render('page', { q: Number(req.query.q) });", '<p><%- q %></p>', false],
    [
      "const out = { found: { text: req.query.q } };\nres.render('page', { out });",
      '<p><%- out.found.text %></p>',
      true,
    ],
    ["res.render('page', { a: req.query.q, b: 'x' });", '<p><%- b %><%= a %></p>', false],
    ["res.render('page', { rows: [req.query.q] });", '<% for (const row of rows) { %><p><%- row %></p>', true],
    ["res.render('page', { rows: [req.query.q] });", '<% rows.forEach((row) => { %><p><%- row %></p>', true],
    ["res.render('page', { q: req.query.q });", '<p><%- marked(q) %></p>', false],
  ])('%s in %s', async (body, page, expected) => {
    expect(await shown({ 'app.js': express(body), 'views/page.ejs': page })).toEqual(
      expected ? ['views/page.ejs:1 high'] : [],
    );
  });

  it('may stand in a part of the page', async () => {
    const files = {
      'app.js': express("res.render('page', { q: req.query.q });"),
      'views/page.ejs': "<%- include('part') %>",
    };
    expect(await shown({ ...files, 'views/part.ejs': '\n<%- q %>' })).toEqual(['views/part.ejs:2 high']);
    expect(await shown({ ...files, 'views/part.ejs': '\n<%= q %>' })).toEqual([]);
  });

  it.each([
    ["return render_template('page.html', q=request.args['q'])", '<p>{{ q | safe }}</p>', true],
    ["return render_template('page.html', q=request.args['q'])", '<p>{{ q }}</p>', false],
    ["return render_template('page.html', q=escape(request.args['q']))", '<p>{{ q | safe }}</p>', false],
    [
      "return render_template('page.html', **{'rows': [{'t': request.args['q']}]})",
      '{% for row in rows %}{{ row.t | safe }}{% endfor %}',
      true,
    ],
  ])('%s in %s', async (line, page, expected) => {
    const view = `from flask import Flask, request, render_template\nfrom markupsafe import escape\napp = Flask(__name__)\n@app.route('/x')\ndef view():\n    ${line}\n`;
    expect(await shown({ 'app.py': view, 'templates/page.html': page })).toEqual(
      expected ? ['templates/page.html:1 high'] : [],
    );
  });

  it('is told with the way it came, and the route', async () => {
    const { weaknesses, entryPoints } = await analyzeInProcess(
      new Map([
        ['app.js', express("res.render('page', { q: req.query.q });")],
        ['views/page.ejs', '<%- q %>'],
      ]),
    );
    const found = weaknesses.find((one) => one.weakness === 'cross-site-scripting');
    expect(found?.path.map(({ file, line }) => `${file}:${line}`)).toEqual(['app.js:3', 'views/page.ejs:1']);
    expect(found?.entryPoints).toEqual([entryPoints[0]?.id]);
  });
});
