import { describe, expect, it } from 'vitest';
import { Attempts } from '../../../src/analysis/attempts';
import { analyzeInProcess } from '../../../src/analysis/in-process';

describe('a part of the analysis that fails', () => {
  it('is stated as unknown and leaves the others alone', () => {
    const attempts = new Attempts();
    expect(
      attempts.run('entry-points', ['none'], () => {
        throw new RangeError('too deep');
      }),
    ).toEqual(['none']);
    expect(attempts.run('secrets', [], () => ['one'])).toEqual(['one']);
    expect(attempts.limits).toEqual([{ path: './', why: { is: 'failed', part: 'entry-points', error: 'too deep' } }]);
  });

  it('does not happen on ordinary code', async () => {
    const facts = await analyzeInProcess(
      new Map([
        ['app.js', "const app = require('express')();\napp.get('/x', (req, res) => res.send(eval(req.query.q)));\n"],
      ]),
    );
    expect(facts.limits).toEqual([]);
    expect(facts.weaknesses.map(({ weakness }) => weakness)).toContain('code-injection');
  });
});

describe('the part of one file that fails', () => {
  it('is named and costs no other file', () => {
    const attempts = new Attempts();
    const read: string[] = [];
    for (const path of ['a.js', 'b.js', 'c.js']) {
      attempts.file(path, 'entry-points', () => {
        if (path === 'b.js') throw new Error('broken');
        read.push(path);
      });
    }
    expect(read).toEqual(['a.js', 'c.js']);
    expect(attempts.limits).toEqual([{ path: 'b.js', why: { is: 'failed', part: 'entry-points', error: 'broken' } }]);
  });
});
