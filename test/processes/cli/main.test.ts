import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { threatline } from './support/terminal';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threatline-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('bad input on the command line ends with 2 and one sentence that helps', () => {
  it('for a folder that is not there', async () => {
    const { code, err } = await threatline('run', join(folder, 'nowhere'), '--yes');
    expect(code).toBe(2);
    expect(err).toContain('does not exist');
  });

  it('for a file instead of a folder', async () => {
    writeFileSync(join(folder, 'x.js'), '1');
    expect(await threatline('run', join(folder, 'x.js'))).toMatchObject({ code: 2 });
  });

  it('for an empty folder', async () => {
    const { code, err } = await threatline('run', folder, '--yes');
    expect(code).toBe(2);
    expect(err).toMatch(/empty|no files/i);
  });

  it('for a component that is not there', async () => {
    writeFileSync(join(folder, 'x.js'), 'module.exports = 1;');
    const { code, err } = await threatline('run', folder, '--yes', '--scope', 'component:src/nope');
    expect(code).toBe(2);
    expect(err).toContain('src/nope');
  });

  it('for a folder without git when a git reference is named', async () => {
    writeFileSync(join(folder, 'x.js'), 'module.exports = 1;');
    const { code, err } = await threatline('run', folder, '--yes', '--scope', 'incremental:main');
    expect(code).toBe(2);
    expect(err).toMatch(/git/i);
  });

  it.each([
    ['frobnicate'],
    ['run', '.', '--fail-on', 'terrible'],
    ['run', '.', '--wrong'],
    ['analyze'],
    ['resume'],
    ['verify', 'nosuch'],
    ['report', 'nosuch'],
  ])('for %j', async (...args) => {
    const { code, err } = await threatline(...args);
    expect(code).toBe(2);
    expect(err.trim()).not.toBe('');
  });
});

describe('analyze', () => {
  it('does not read what threat models of the folder left there', async () => {
    const planted = join(folder, '.threat-model', 'sessions', 'x');
    mkdirSync(planted, { recursive: true });
    const secret = JSON.stringify({ password: 'kq7Zr2vWm9TxLb4N' });
    writeFileSync(join(planted, 'settings.json'), secret);
    writeFileSync(join(folder, 'app.js'), "require('express')().get('/', (req, res) => res.end());\n");
    const sarif = join(folder, 'out.sarif');
    const found = async (): Promise<string[]> => {
      expect(await threatline('analyze', folder, '--sarif', sarif, '--leads')).toMatchObject({ code: 0 });
      const log = readFileSync(sarif, 'utf8');
      rmSync(sarif);
      return ['.threat-model', 'config/settings.json'].filter((path) => log.includes(path));
    };
    expect(await found()).toEqual([]);
    mkdirSync(join(folder, 'config'));
    writeFileSync(join(folder, 'config', 'settings.json'), secret);
    expect(await found()).toEqual(['config/settings.json']);
  });

  it('writes SARIF and facts', async () => {
    writeFileSync(join(folder, 'package.json'), '{\n  "dependencies": {\n    "express": "4.19.2"\n  }\n}\n');
    writeFileSync(
      join(folder, 'app.js'),
      "const express = require('express');\nconst app = express();\napp.get('/run', (req, res) => {\n  res.json(eval(req.query.code));\n});\n",
    );
    const sarif = join(folder, 'out/a.sarif');
    const facts = join(folder, 'out/f.json');
    expect(await threatline('analyze', folder, '--sarif', sarif, '--facts', facts)).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(facts, 'utf8'))).toMatchObject({
      entryPoints: [
        {
          file: 'app.js',
          line: 3,
          kind: 'http',
          method: 'GET',
          route: '/run',
          handlerFile: 'app.js',
          handlerLine: 3,
          followed: true,
        },
      ],
      dependencies: [{ name: 'express', version: '4.19.2', manifest: 'package.json', line: 3 }],
    });
    const log = JSON.parse(readFileSync(sarif, 'utf8')) as {
      runs: {
        tool: { driver: { rules: { id: string; properties: { tags: string[] } }[] } };
        results: {
          ruleId: string;
          codeFlows: unknown[];
          partialFingerprints: object;
          locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
        }[];
      }[];
    };
    const found = log.runs[0]?.results.find(({ ruleId }) => ruleId === 'code-injection');
    expect(found?.locations[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'app.js' },
      region: { startLine: 4 },
    });
    expect(log.runs[0]?.tool.driver.rules.find(({ id }) => id === 'code-injection')?.properties.tags).toContain(
      'external/cwe/cwe-094',
    );
    expect(Object.keys(found?.partialFingerprints ?? {})).not.toEqual([]);
  });
});

describe('code that cannot be read', () => {
  const elixir = (name: string): void => writeFileSync(join(folder, name), 'defmodule A do\n  def x, do: 1\nend\n');

  it('makes reading incomplete, is named in the facts and in SARIF', async () => {
    writeFileSync(join(folder, 'menu.js'), 'module.exports = 1;\n');
    for (const name of ['a.ex', 'b.ex', 'c.ex']) elixir(name);
    const sarif = join(folder, 'out/a.sarif');
    const facts = join(folder, 'out/f.json');
    const { code, out } = await threatline('analyze', folder, '--sarif', sarif, '--facts', facts);
    expect(code).toBe(3);
    expect(out).toContain('1 of 4 files');
    expect(JSON.parse(readFileSync(facts, 'utf8'))).toMatchObject({
      coverage: {
        files: { code: 4, read: 1, unread: 3 },
        unread: [{ path: 'a.ex' }, { path: 'b.ex' }, { path: 'c.ex' }],
        notUnderstood: [],
      },
    });
    expect(JSON.parse(readFileSync(sarif, 'utf8'))).toMatchObject({
      runs: [{ invocations: [{ executionSuccessful: false }] }],
    });
    expect(await threatline('analyze', folder, '--min-coverage', '10')).toMatchObject({ code: 0 });
  });

  it('makes a run incomplete, and is no bad input when there is nothing else', async () => {
    for (const name of ['a.ex', 'b.ex', 'c.ex']) elixir(name);
    const nothing = await threatline('run', folder, '--yes');
    expect(nothing.code).toBe(3);
    expect(nothing.err).toContain('Elixir (3)');
    writeFileSync(join(folder, 'menu.js'), 'module.exports = 1;\n');
    const { code, out } = await threatline('run', folder, '--yes');
    expect(code).toBe(3);
    expect(out).toContain('finished and incomplete');
    expect(out).not.toContain('is complete');
  });

  it('is said to be none where there is none', async () => {
    writeFileSync(join(folder, 'README.md'), '# Notes\n');
    expect(await threatline('analyze', folder)).toMatchObject({
      code: 0,
      out: expect.stringContaining('No production code was found'),
    });
    expect(await threatline('run', folder, '--yes')).toMatchObject({
      code: 2,
      err: expect.stringContaining('this folder holds none'),
    });
  });
});

describe('a whole run in the terminal', () => {
  it('makes the report, is found again, verifies, and fails on what it was told to', async () => {
    writeFileSync(
      join(folder, 'app.js'),
      "const express = require('express');\nconst app = express();\napp.get('/run', (req, res) => {\n  res.json(eval(req.query.code));\n});\napp.listen(1);\n",
    );
    const root = join(folder, 'sessions');
    const run = await threatline(
      'run',
      folder,
      '--yes',
      '--json',
      '--fail-on',
      'critical',
      '--session-root',
      root,
      '--out',
      join(folder, 'copy'),
    );
    expect(run.code, run.err).toBe(1);
    const summary = JSON.parse(run.out) as {
      session: string;
      status: string;
      findings: { bySeverity: Record<string, number> };
    };
    expect(summary.status).toBe('completed');
    expect(summary.findings.bySeverity['critical']).toBeGreaterThan(0);
    expect(readFileSync(join(folder, 'copy/threat-model-report.md'), 'utf8')).toContain('app.js:4');
    expect((await threatline('sessions', folder, '--session-root', root)).out).toContain('completed');
    const verified = await threatline('verify', summary.session);
    expect(verified.out + verified.err).toContain('Nothing is wrong');
    expect(verified.code).toBe(0);
    expect((await threatline('report', summary.session)).out).toContain('# Threat model');
    expect((await threatline('resume', summary.session, '--yes')).code).toBe(2);
  });

  it('stops at the first checkpoint when nobody can be asked, and goes on from there', async () => {
    writeFileSync(join(folder, 'app.js'), "require('express')().get('/x', (req, res) => res.send('x'));\n");
    const stopped = await threatline('run', folder, '--session-root', join(folder, 's'));
    expect(stopped.code).toBe(3);
    expect(stopped.err).toContain('threatline resume');
    const session = /Session (.*)/.exec(stopped.err)?.[1] ?? '';
    expect((await threatline('report', session)).code).toBe(3);
    const resumed = await threatline('resume', session, '--yes');
    expect(resumed.code, resumed.err).toBe(0);
  });
});
