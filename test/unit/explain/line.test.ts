import { describe, expect, it } from 'vitest';
import { express, flask, line } from './explained';

describe('a line where data does harm', () => {
  it('tells the way, that nothing checks it, and the request that shows it', async () => {
    const { answer, text } = await line(express("cp.exec('ls ' + req.body.x);"), 'app.js', 4);
    expect(answer.claims).toMatchObject([{ weakness: 'command-injection', role: 'sink', proof: 'proved', checks: [] }]);
    expect(text).toContain('command injection: proved. The data does harm here.');
    expect(text).toContain('From `x` of the request body  [app.js:4]');
    expect(text).toContain('No check of the data stands on the way.');
    expect(text).toContain('Shown by: Anyone, without signing in, `curl');
    expect(text).toContain('`POST /run/:id` (express)  [app.js:3]');
    expect(answer.silence).toEqual([]);
  });

  it('is explained at every place of the way', async () => {
    const files = express("const x = req.body.x;\nconst y = 'ls ' + x;\ncp.exec(y);");
    const roles = await Promise.all(
      [4, 5, 6].map(async (at) => (await line(files, 'app.js', at)).answer.claims[0]?.role),
    );
    expect(roles).toEqual(['source', 'step', 'sink']);
  });

  it('names a check that does not suffice, and that it is why the claim is likely', async () => {
    const body = "if (!req.body.x.includes('safe')) return;\ncp.exec('ls ' + req.body.x);";
    const { answer, text } = await line(express(body), 'app.js', 5);
    expect(answer.claims[0]).toMatchObject({ proof: 'likely', loweredBy: expect.arrayContaining(['weak-check']) });
    expect(text).toContain('does not suffice: only looks whether some text occurs somewhere in it  [app.js:4]');
    expect(text).toContain('Why it is not proved:');
  });

  it('names a condition that the way passes, with what it asks', async () => {
    const { text } = await line(express("if (req.body.kind === 'a') cp.exec('ls ' + req.body.x);"), 'app.js', 4);
    expect(text).toContain('is true: `kind` of the request body is "a"  [app.js:4]');
  });

  it('is told in Python as well', async () => {
    const { answer, text } = await line(flask("os.system('ls ' + request.form['x'])\nreturn ''"), 'app.py', 6);
    expect(answer.claims).toMatchObject([{ weakness: 'command-injection', role: 'sink' }]);
    expect(text).toContain('From `x` of the form data');
  });
});

describe('a line where data does no harm', () => {
  it('names the check that keeps it from that', async () => {
    const body = "if (!['a', 'b'].includes(req.body.x)) return;\ncp.exec('ls ' + req.body.x);";
    const { answer, text } = await line(express(body), 'app.js', 5);
    expect(answer.claims).toEqual([]);
    expect(text).toContain(
      'No operating-system command injection is claimed: `x` of the request body (app.js:5) reaches `child_process.exec`',
    );
    expect(text).toContain(
      'is false: `x` of the request body is "a" or "b"; it does no harm anywhere behind it  [app.js:4]',
    );
  });

  it('is explained at the check as well', async () => {
    const body = "if (!['a', 'b'].includes(req.body.x)) return;\ncp.exec('ls ' + req.body.x);";
    expect((await line(express(body), 'app.js', 4)).answer.harmless).toHaveLength(1);
  });

  it('names the call in Python', async () => {
    const { text } = await line(flask("os.system('kill %d' % int(request.form['x']))\nreturn ''"), 'app.py', 6);
    expect(text).toContain('`int` makes it harmless');
  });
});

describe('a line of which nothing is claimed', () => {
  it('of which the dangerous call gets constants', async () => {
    const { answer, text } = await line(express("cp.exec('ls');"), 'app.js', 4);
    expect(answer.silence).toMatchObject([{ kind: 'nothing-from-outside', calls: [{ given: 'constant' }] }]);
    expect(text).toContain('`child_process.exec` gets constants only');
  });

  it('of which a library is not known', async () => {
    const { answer, text } = await line(express("require('unheard-of').go(req.body.x);"), 'app.js', 4);
    expect(answer.silence.map(({ kind }) => kind)).toEqual(['unknown-calls']);
    expect(text).toContain('Data from outside goes into `unheard-of.go`, and what that does with it is not known');
  });

  it('that is a part of a call which begins further up', async () => {
    const { answer } = await line(express("require('unheard-of').go({\n  x: req.body.x,\n});"), 'app.js', 5);
    expect(answer.silence).toMatchObject([{ kind: 'unknown-calls', calls: [{ name: 'unheard-of.go', line: 4 }] }]);
  });

  it('that nobody outside gets to', async () => {
    const files = {
      'lib.js': 'function helper(x) {\n  return eval(x);\n}\nfunction other() {\n  return helper(1);\n}\n',
    };
    const { answer, text } = await line(files, 'lib.js', 2);
    expect(answer.silence[0]).toMatchObject({ kind: 'not-reached', function: 'helper', callers: [{ name: 'other' }] });
    expect(text).toContain('No entry point was seen to lead into `helper`');
  });

  it('that nobody outside gets to, in Python', async () => {
    const files = { 'lib.py': 'import os\ndef helper(x):\n    os.system(x)\n' };
    expect((await line(files, 'lib.py', 3)).answer.silence[0]).toMatchObject({
      kind: 'not-reached',
      function: 'helper',
    });
  });

  it('that holds nothing that is dangerous', async () => {
    const { answer } = await line(express('const a = 1;'), 'app.js', 4);
    expect(answer.silence).toEqual([{ kind: 'nothing-dangerous' }]);
  });

  it('that holds no code', async () => {
    expect((await line(express('// nothing'), 'app.js', 4)).answer.silence).toEqual([{ kind: 'no-code' }]);
  });

  it('that runs when the file is loaded', async () => {
    expect((await line(express(''), 'app.js', 1)).answer.silence[0]).toMatchObject({ kind: 'runs-at-start' });
  });

  it('of a file in a language that is not read', async () => {
    const { answer, text } = await line({ 'a.go': 'package main\n' }, 'a.go', 1);
    expect(answer.silence[0]).toEqual({ kind: 'unread-language', name: 'Go' });
    expect(text).toContain('Go is not read as code');
  });

  it('of a file that is no code, and of one that was read in part', async () => {
    expect((await line({ 'notes.md': '# Notes\n' }, 'notes.md', 1)).answer.silence[0]).toEqual({ kind: 'not-code' });
    const broken = { 'app.js': 'const a = ;;;{{{\nfunction ok() {}\n)))\n' };
    expect((await line(broken, 'app.js', 1)).answer.silence.map(({ kind }) => kind)).toContain('limit');
  });

  it('of a test', async () => {
    const { answer } = await line({ 'test/a.test.js': 'eval(x);\n' }, 'test/a.test.js', 1);
    expect(answer.silence[0]).toEqual({ kind: 'not-judged', why: 'test' });
  });
});

describe('a line beside what is claimed', () => {
  it('names what is claimed elsewhere in the function', async () => {
    const { text } = await line(express("const a = 1;\ncp.exec('ls ' + req.body.x);"), 'app.js', 4);
    expect(text).toContain('What is claimed elsewhere in the function');
    expect(text).toContain('command injection  [app.js:5]');
  });

  it('that registers an entry point is about that', async () => {
    const { answer, text } = await line(express('res.end();'), 'app.js', 3);
    expect(answer.registers).toBe(true);
    expect(text).toContain('What is registered here');
    expect(answer.silence).toEqual([]);
  });
});

describe('what else is said about a line', () => {
  it('where its file runs, and why', async () => {
    const files = { ...express("require('./lib').go();"), 'lib.js': 'exports.go = () => {\n  return 1;\n};\n' };
    const { answer, text } = await line(files, 'lib.js', 2);
    expect(answer.file).toMatchObject({ zone: 'production', zoneGround: { kind: 'loaded', by: 'app.js' } });
    expect(text).toContain('production code: `app.js` loads it.');
    expect(answer.entryPoints[0]?.calls.map(({ file }) => file)).toEqual(['app.js', 'lib.js']);
  });

  it('a secret that stands there', async () => {
    const files = {
      'app.js':
        "const jwt = require('jsonwebtoken');\nconst SECRET = 'hk3J9s-Lq0xZ72-mB4vTt1';\nexports.sign = (u) => jwt.sign(u, SECRET);\n",
    };
    const { answer } = await line(files, 'app.js', 2);
    expect(answer.claims.map(({ weakness, role }) => `${weakness} ${role}`)).toEqual(['hardcoded-secret place']);
  });

  it('a setting that is wrong in itself', async () => {
    const { answer } = await line(
      { 'a.py': 'import hashlib\ndef f(password):\n    return hashlib.md5(password).hexdigest()\n' },
      'a.py',
      3,
    );
    expect(answer.claims[0]?.role).toBe('place');
  });

  it('what a threat model found there', async () => {
    const finding = {
      id: 'THREAT-001',
      title: 'Commands are run',
      severity: 'high' as const,
      score: 8.1,
      status: 'open',
      at: { file: 'app.js', line: 4 },
    };
    const { text } = await line(express("cp.exec('ls');"), 'app.js', 4, [finding]);
    expect(text).toContain('THREAT-001, high 8.1, open: Commands are run  [app.js:4]');
  });
});
