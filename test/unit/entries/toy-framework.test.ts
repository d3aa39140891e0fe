import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import type { Framework } from '../../../src/analysis/frameworks/framework';
import { FRAMEWORKS } from '../../../src/analysis/frameworks/registry';
import { result, sink } from '../../../src/knowledge/flow/model';

/** A framework that does not exist, with names of its own for everything. */
const TOYWEB: Framework = {
  id: 'toyweb',
  language: 'javascript',
  imports: /^toyweb$/,
  routers: [{ paths: /^toyweb\(\)$/ }],
  calls: {
    verbs: new Map([
      ['on_get', 'GET'],
      ['on_post', 'POST'],
    ]),
  },
  inputs: {
    names: [],
    positions: [
      { at: 0, object: '@toyweb.input' },
      { at: 1, object: '@toyweb.output' },
    ],
  },
  models: {
    members: [{ of: '@toyweb.input', members: 'asked', source: 'text-query' }],
    rows: [
      result('@toyweb.input', 'posted', { kind: 'source', source: 'body' }),
      sink('cross-site-scripting', '@toyweb.output', 'paint', '0'),
    ],
  },
};

/** The same for Python: one decorator, and the request is the first parameter. */
const TOYPY: Framework = {
  id: 'toypy',
  language: 'python',
  imports: /^toypy$/,
  decorators: [{ callee: /^toypy\.Site\(\)\.page$/, path: { position: 0 } }],
  defaultMethods: ['GET'],
  inputs: { names: [], positions: [{ at: 0, object: '@toypy.visit' }] },
  models: { members: [{ of: '@toypy.visit', members: 'asked', source: 'text-query' }] },
};

const APP = `const app = require('toyweb')();
const { exec } = require('child_process');
app.on_get('/run/:what', (input, output) => {
  exec('ls ' + input.asked.folder);
  output.paint(input.asked.title);
}).on_post('/run', (input) => {
  exec(input.posted());
});
`;
const SITE = `import os
from toypy import Site
site = Site()
@site.page('/list')
def listing(visit):
    os.system('ls ' + visit.asked['folder'])
`;

const analyze = (frameworks: readonly Framework[]) =>
  analyzeInProcess(
    new Map([
      ['app.js', APP],
      ['site.py', SITE],
    ]),
    undefined,
    { frameworks },
  );
const KNOWN = [...FRAMEWORKS, TOYWEB, TOYPY];

describe('a framework that is given by one descriptor', () => {
  it('has its routes found with method, path and handler', async () => {
    const { entryPoints, frameworks } = await analyze(KNOWN);
    const routes = entryPoints.map((one) => [
      one.framework,
      one.method,
      one.route,
      one.handler?.functionId !== undefined,
      one.at.line,
      one.params.map(({ source, name }) => `${source} ${name}`),
    ]);
    expect(routes).toEqual([
      ['toyweb', 'GET', '/run/:what', true, 3, ['path what', 'query folder', 'query title']],
      ['toyweb', 'POST', '/run', true, 3, []],
      ['toypy', 'GET', '/list', true, 4, []],
    ]);
    expect(frameworks.map((one) => one.name)).toEqual(['toypy', 'toyweb']);
  });

  it('has the flows from its requests found, by its own names for their parts', async () => {
    const { weaknesses, entryPoints } = await analyze(KNOWN);
    const found = weaknesses.map((one) => `${one.weakness} ${one.at.file}:${one.at.line}`).sort();
    expect(found).toEqual([
      'command-injection app.js:4',
      'command-injection app.js:7',
      'command-injection site.py:6',
      'cross-site-scripting app.js:5',
    ]);
    const reached = new Map(entryPoints.map((one) => [one.id, `${one.method} ${one.route}`]));
    const from = weaknesses.map((one) => [one.at.line, ...one.entryPoints.map((id) => reached.get(id))]);
    expect(from).toEqual([
      [4, 'GET /run/:what'],
      [5, 'GET /run/:what'],
      [7, 'POST /run'],
      [6, 'GET /list'],
    ]);
  });

  it('is not known without it', async () => {
    const { weaknesses, entryPoints, frameworks } = await analyze(FRAMEWORKS);
    expect(entryPoints).toEqual([]);
    expect(frameworks).toEqual([]);
    expect(weaknesses).toEqual([]);
  });
});

describe('the frameworks of an analysis', () => {
  const EXPRESS_APP = `const app = require('express')();\napp.get('/x', (req, res) => res.send(req.query.x));\n`;

  it('are those it is given and no others', async () => {
    const files = new Map([['app.js', EXPRESS_APP]]);
    const without = await analyzeInProcess(files, undefined, { frameworks: [TOYWEB] });
    expect(without.entryPoints).toEqual([]);
    expect((await analyzeInProcess(files)).entryPoints.map((one) => one.framework)).toEqual(['express']);
  });

  it('have names of their own', () => {
    const ids = FRAMEWORKS.map((one) => one.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
