import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../../src/analysis/in-process';

const APP =
  "const app = require('express')();\nconst { find } = require('./lib/find');\napp.get('/', (req, res) => res.json(find(req.query.q)));\napp.listen(1);\n";

async function zones(files: Record<string, string>): Promise<Record<string, string | undefined>> {
  const { inventory } = await analyzeInProcess(new Map(Object.entries(files)));
  return Object.fromEntries(inventory.files.map((file) => [file.path, file.zone]));
}

describe('where code runs', () => {
  it('is production for what serves somebody and all that it loads, whatever the folder is called', async () => {
    expect(
      await zones({
        'server.js': APP,
        'lib/find.js': "module.exports.find = require('../tools/index');\n",
        'tools/index.js': 'module.exports = (q) => q;\n',
      }),
    ).toMatchObject({
      'server.js': 'production',
      'lib/find.js': 'production',
      'tools/index.js': 'production',
    });
  });

  it('is the tests for what runs them, and production for what they test', async () => {
    const found = await zones({
      'package.json': '{"scripts":{"start":"node server.js","test:api":"node check.js && python quick.py"}}',
      'server.js': APP,
      'lib/find.js': 'exports.find = (q) => q;\n',
      'check.js': APP,
      'quick.py': 'print(1)\n',
      'answers.js': "const request = require('supertest');\nconst app = require('express')();\napp.listen(1);\n",
      'other.py': 'print(1)\n',
    });
    expect(found).toMatchObject({
      'server.js': 'production',
      'lib/find.js': 'production',
      'check.js': 'test',
      'quick.py': 'test',
      'answers.js': 'test',
      'other.py': 'production',
    });
  });

  it('is tooling for setup.py and tasks.py where they build and operate, and production where they serve', async () => {
    const flask = "from flask import Flask\napp = Flask(__name__)\n@app.route('/setup')\ndef first_run(): return 'x'\n";
    expect(
      await zones({
        'setup.py': "from setuptools import setup\nsetup(name='shop')\n",
        'tasks.py': 'from invoke import task\n@task\ndef build(c): c.run("make")\n',
        'shop/handlers/setup.py': flask,
        'shop/tasks.py': 'from celery import shared_task\n@shared_task\ndef send(to): print(to)\n',
      }),
    ).toMatchObject({
      'setup.py': 'tooling',
      'tasks.py': 'tooling',
      'shop/handlers/setup.py': 'production',
      'shop/tasks.py': 'production',
    });
  });

  it.each([
    ['nests without end', '{"a":'.repeat(100_000)],
    ['nests and is whole', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['is broken', '{"scripts":{"start":"node server.js"'],
  ])('is told all the same when a manifest %s', async (_what, manifest) => {
    const files = { 'package.json': manifest, 'server.js': APP, 'lib/find.js': 'exports.find = (q) => q;\n' };
    const { inventory, limits } = await analyzeInProcess(new Map(Object.entries(files)));
    expect(inventory.files.find(({ path }) => path === 'server.js')?.zone).toBe('production');
    expect(limits.filter(({ why }) => why.is === 'failed')).toEqual([]);
  });

  it('is told by names where nothing loads the file', async () => {
    const found = await zones({
      'server.js': APP,
      'lib/find.js': 'exports.find = (q) => q;\n',
      'scripts/release.js': 'run();\n',
      'examples/hello.js': 'run();\n',
      '.github/workflows/ci.yml': 'on: push\n',
      'webpack.config.js': 'module.exports = {};\n',
    });
    expect(found).toMatchObject({
      'scripts/release.js': 'tooling',
      '.github/workflows/ci.yml': 'tooling',
      'webpack.config.js': 'tooling',
    });
  });

  it('is production for a script that a manifest or an image starts', async () => {
    const started = {
      'server.js': APP,
      'lib/find.js': 'exports.find = (q) => q;\n',
      'scripts/worker.js': 'run();\n',
      'bin/web.py': 'run()\n',
    };
    const found = await zones({
      ...started,
      'package.json': '{"name":"a","scripts":{"start":"node ./scripts/worker.js"}}',
      Dockerfile: 'FROM python\nCMD ["python", "bin/web.py"]\n',
    });
    expect(found).toMatchObject({ 'scripts/worker.js': 'production', 'bin/web.py': 'production' });
    expect(await zones(started)).toMatchObject({ 'scripts/worker.js': 'tooling', 'bin/web.py': 'tooling' });
  });

  it('is the client for what draws pages and what only pages load', async () => {
    const found = await zones({
      'server.js': APP,
      'lib/find.js': 'exports.find = (q) => q;\n',
      'web/main.js': "import { createApp } from 'vue';\nimport { id } from './id';\n",
      'web/id.js': 'export const id = 1;\n',
    });
    expect(found).toMatchObject({ 'web/main.js': 'client', 'web/id.js': 'client', 'server.js': 'production' });
  });

  it('leaves out weaknesses that a browser does not have', async () => {
    const page =
      "import axios from 'axios';\nimport { createApp } from 'vue';\nexport const load = () => axios.get(new URLSearchParams(location.search).get('u'));\n";
    const { weaknesses } = await analyzeInProcess(
      new Map([
        ['web/main.js', page],
        ['server.js', APP],
        ['lib/find.js', 'exports.find = (q) => q;\n'],
      ]),
    );
    expect(weaknesses.filter((one) => one.weakness === 'ssrf')).toEqual([]);
  });

  it('makes a sign of what a browser makes up', async () => {
    const proofs = async (path: string): Promise<unknown[]> => {
      const text = 'export const f = () => {\n  const token = Math.random().toString(36);\n  return token;\n};\n';
      const { weaknesses } = await analyzeInProcess(new Map([[path, text]]));
      return weaknesses.map((one) => [one.weakness, one.proof]);
    };
    expect(await proofs('grid.jsx')).toEqual([['insecure-random', 'lead']]);
    expect(await proofs('grid.js')).toEqual([['insecure-random', undefined]]);
  });
});
