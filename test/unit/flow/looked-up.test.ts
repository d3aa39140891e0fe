import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

const APP = "const app = require('express')();\n";

/** A route whose handler gets what a store gives for the key in the address. */
async function served(method: string, body: string): Promise<string[]> {
  const files = {
    'app.js': `${APP}const store = require('./store');
app.get('/feed/:id', async (req, res) => {
  const feed = await store.feeds.current();
  res.sendFile(feed.${method}(req.params.id));
});
`,
    'store.js': `class Store {
  get feeds() { return this.models.feeds; }
}
module.exports = new Store();
`,
    'feed.js': `class Feed {
  ${method}(id) { ${body} }
}
module.exports = { Feed };
`,
  };
  return places((await flowsOf(files)).weaknesses);
}

describe('a method of something that could not be followed (P-057)', () => {
  it('is the one of its name, where one class alone has it', async () => {
    const kept = 'const one = this.entries.find((entry) => entry.id === id); return one && one.file;';
    expect(await served('entryFor', kept)).toEqual([]);
    expect(await served('entryFor', "return '/data/' + id;")).toEqual(['path-traversal@5']);
  });

  it('is a guess where its name is a single word', async () => {
    const { weaknesses } = await flowsOf({
      'app.js': `${APP}app.get('/feed/:id', (req, res) => {\n  res.sendFile(elsewhere.feed.entry(req.params.id));\n});\n`,
      'feed.js': 'class Feed {\n  entry(id) { return this.entries[0].file; }\n}\nmodule.exports = { Feed };\n',
    });
    expect(weaknesses.map((one) => [one.weakness, one.confidence])).toEqual([['path-traversal', 'medium']]);
  });

  it('gives what is kept under a key where it is called so, and may make a text of what it is given elsewhere', async () => {
    expect(await express('  res.sendFile(library.book.getCover(req.params.id));')).toEqual([]);
    expect(await express('  res.sendFile(library.book.getCoverPath(req.params.id));')).toEqual(['path-traversal@3']);
    expect(await flask("return open(library.get_book(request.args['id'])).read()")).not.toContain('path-traversal@6');
    expect(await flask("return open(library.get_file(request.args['id'])).read()")).toContain('path-traversal@6');
  });

  it('gives a record where it is asked by fields alone', async () => {
    const asked = (call: string): Promise<string[]> =>
      flask(`from elsewhere import rows\nreturn open(rows().${call}.path).read()`);
    expect(await asked("get(pk=request.args['id'])")).toEqual([]);
    expect(await asked("make(pk=request.args['id'])")).toEqual(['path-traversal@7']);
  });

  it('leaves nothing proved of what went through it', async () => {
    const { weaknesses } = await flowsOf({
      'app.js': `${APP}app.get('/x', (req, res) => {\n  res.sendFile(tool.shape(req.query.name));\n});\n`,
    });
    expect(weaknesses.map((one) => one.confidence)).toEqual(['medium']);
  });
});

describe('a condition nobody could read (P-057)', () => {
  const redirect = (test: string): Promise<string[][]> =>
    flowsOf({
      'app.js': `${APP}app.get('/x', (req, res) => {\n  ${test}\n  res.redirect(req.query.next);\n});\n`,
    }).then(({ weaknesses }) =>
      weaknesses.map((one) => [one.confidence, ...one.partialGuards.map(({ name }) => name)]),
    );

  it('is an obstacle when it was asked about the value', async () => {
    expect(await redirect('if (!sites.mayLeadTo(req.query.next)) return res.end();')).toEqual([
      ['medium', 'mayLeadTo'],
    ]);
    expect(await redirect('if (!mayLeadTo(req.query.next)) return res.end();')).toEqual([['medium', 'mayLeadTo']]);
  });

  it('is an obstacle when a store was asked for what is kept under the value', async () => {
    const opened = (key: string): Promise<unknown[]> =>
      flowsOf({
        'app.py': `from flask import Flask, request
from store import db
app = Flask(__name__)
@app.route('/x')
def view():
    name = request.args['name']
    row = db.fetchone('SELECT * FROM known WHERE name = :n', {'n': ${key}})
    if not row:
        return ''
    open('/data/' + name)
    return ''
`,
      }).then(({ weaknesses }) => weaknesses.map((one) => one.confidence));
    expect(await opened('name')).toEqual(['medium']);
    expect(await opened("request.args['other']")).toEqual(['high']);
  });

  it('is none when it was asked about something else', async () => {
    expect(await redirect('if (!sites.mayLeadTo(req.query.other)) return res.end();')).toEqual([['high']]);
  });
});

describe('answers that no browser shows (P-057)', () => {
  const sent = (verb: string): Promise<string[]> =>
    flowsOf({
      'app.js': `${APP}app.${verb}('/x', (req, res) => {\n  res.send('<b>' + req.query.name + '</b>');\n});\n`,
    }).then(({ weaknesses }) => places(weaknesses));

  it('are no pages: links and forms send neither PUT, PATCH nor DELETE', async () => {
    expect(await sent('get')).toEqual(['cross-site-scripting@3']);
    expect(await sent('post')).toEqual(['cross-site-scripting@3']);
    expect(await sent('patch')).toEqual([]);
    expect(await sent('delete')).toEqual([]);
  });

  it('lead where a cookie says, and the site has set its cookies itself', async () => {
    expect(await express('  res.redirect(req.cookies.back);')).toEqual([]);
    expect(await express('  res.redirect(req.query.back);')).toEqual(['open-redirect@3']);
  });
});

describe('where a request came from', () => {
  it('is a place that whoever sent it was at', async () => {
    expect(await flask('return redirect(request.referrer)')).toEqual([]);
    expect(await flask("return redirect(request.args['back'])")).toEqual(['open-redirect@6']);
  });
});
