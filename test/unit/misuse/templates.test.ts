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
    expect(weaknesses.find((one) => one.weakness === 'cross-site-scripting')).toMatchObject({
      entryPoints: [entryPoints[0]?.id],
      message: '`item.text` is put into the page without encoding.',
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
