import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

async function entry(files: Record<string, string>, route: string) {
  const { entryPoints, weaknesses } = await analyzeInProcess(new Map(Object.entries(files)));
  return { found: entryPoints.find((one) => one.route === route), weaknesses };
}

const app = (before: string, use = 'gate, '): string =>
  `const app = require('express')();\n${before}\napp.delete('/x/:id', ${use}(req, res) => { remove(req.params.id); res.end(); });\napp.listen(1);\n`;

describe('what stands before a handler', () => {
  it('and turns requests away for a reason nobody knows is named', async () => {
    const { found } = await entry(
      {
        'a.js': app(
          'const gate = (req, res, next) => (weather.isFine(req.params.id) ? next() : next(new Error("rain")));',
        ),
      },
      '/x/:id',
    );
    expect(found?.unexplained).toMatchObject([{ name: 'gate', readsAddress: true }]);
  });

  it('and lets everybody through is not', async () => {
    const { found } = await entry(
      { 'a.js': app('const gate = (req, res, next) => { req.started = 1; next(); };') },
      '/x/:id',
    );
    expect(found?.unexplained).toEqual([]);
  });

  it('on the machine of a developer alone is said', async () => {
    const inside = (test: string): string =>
      `const app = require('express')();\nif (${test}) {\n  app.post('/x', (req, res) => { save(req.body); res.end(); });\n}\napp.listen(1);\n`;
    expect((await entry({ 'a.js': inside('isDev') }, '/x')).found?.onlyInDevelopment).toBe(true);
    expect(
      (await entry({ 'a.js': inside("process.env.NODE_ENV !== 'production'") }, '/x')).found?.onlyInDevelopment,
    ).toBe(true);
    expect((await entry({ 'a.js': inside('settings.hooks') }, '/x')).found?.onlyInDevelopment).toBe(false);
  });
});

describe('queries of unknown receivers', () => {
  const code = (library: string): string =>
    `const store = require('${library}');\nconst app = require('express')();\napp.use(require('express').json());\nmodule.exports = (db) => {\n  app.post('/u', async (req, res) => { res.json(await db.users.findOne({ name: req.body.name })); });\n};\napp.listen(1);\n`;
  const nosql = async (library: string) =>
    (await entry({ 'a.js': code(library) }, '/u')).weaknesses
      .filter((one) => one.weakness === 'nosql-injection')
      .map((one) => one.confidence);

  it('are of a document store only where the program has one', async () => {
    expect(await nosql('mongodb')).toEqual(['low']);
    expect(await nosql('sequelize')).toEqual([]);
    expect(await nosql('lodash')).toEqual([]);
  });
});
