import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Explanation } from '../../../src/artifacts/explanation';
import { threatline } from './support/terminal';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threatline-explain-'));
  writeFileSync(
    join(folder, 'app.js'),
    "const app = require('express')();\napp.get('/run', (req, res) => {\n  res.json(eval(req.query.code));\n});\napp.listen(1);\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the example of the README', () => {
  it('is what the sample gives', async () => {
    // Whoever tries the sample leaves sessions in it.
    const copy = join(folder, 'sample');
    cpSync('test/fixtures/sample', copy, { recursive: true, filter: (path) => !path.includes('.threat-model') });
    const { out } = await threatline('explain', 'src/routes/shipments.js:57', copy);
    expect(readFileSync('README.md', 'utf8')).toContain(`\`\`\`\n${out}\`\`\``);
  });
});

describe('threatline explain', () => {
  it('tells what is known about a line, named from the folder or in full', async () => {
    const { code, out } = await threatline('explain', 'app.js:3', folder);
    expect(code).toBe(0);
    expect(out).toContain('From a fresh analysis of the folder.');
    expect(out).toContain('The data does harm here.');
    expect(out).toContain('`GET /run` (express)  [app.js:2]');
    expect((await threatline('explain', `${join(folder, 'app.js')}:3`, folder)).out).toBe(out);
  });

  it('tells the same as data', async () => {
    const { code, out } = await threatline('explain', 'GET /run', folder, '--json');
    expect(code).toBe(0);
    const { answers } = Explanation.parse(JSON.parse(out));
    expect(answers).toMatchObject([{ kind: 'entry-point', claims: [{ weakness: 'code-injection' }] }]);
  });

  it.each([
    ['ap.js:3', 'Did you mean "app.js"?'],
    ['app.js:99', 'app.js has 5 lines, and no line 99.'],
    ['app.js:0', 'app.js has 5 lines, and no line 0.'],
    ['../secret:1', 'There is no file "../secret" in this folder.'],
    ['GET /rum', 'Did you mean "GET /run"'],
    ['POST', 'threatline explain "POST'],
  ])('refuses %s and says what to do', async (place, said) => {
    const { code, out, err } = await threatline('explain', place, folder);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(said);
  });

  it('shows no secret, and is incomplete about a file that was not read', async () => {
    writeFileSync(join(folder, 'keys.js'), "const password = 'hk3J9s-Lq0xZ72-mB4vTt1';\nmodule.exports = password;\n");
    writeFileSync(join(folder, 'main.go'), 'package main\n');
    const { out } = await threatline('explain', 'keys.js:1', folder);
    expect(out).toContain('[redacted]');
    expect(out).not.toContain('hk3J9s');
    expect((await threatline('explain', 'main.go:1', folder)).code).toBe(3);
  });

  it('rests on the finished threat model as long as the code is the same', async () => {
    const root = join(folder, 'sessions');
    await threatline('run', folder, '--yes', '--session-root', root);
    const same = await threatline('explain', 'app.js:3', folder, '--session-root', root);
    expect(same.out).toContain('the code has not changed since');
    expect(same.out).toMatch(/THREAT-\d+, \w+ \d/);
    writeFileSync(join(folder, 'more.js'), 'module.exports = 1;\n');
    const changed = await threatline('explain', 'app.js:3', folder, '--session-root', root);
    expect(changed.out).toContain('the code has changed since the threat model');
    expect(changed.out).not.toMatch(/THREAT-\d+/);
  });
});
