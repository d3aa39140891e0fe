import { describe, expect, it } from 'vitest';
import { LongWork } from '../../../src/cli/long-work';
import { workLine } from '../../../src/cli/working-line';

describe('long work in a terminal', () => {
  it('says what goes on after about a second of silence, and not before', () => {
    let now = 0;
    const said: string[] = [];
    const long = new LongWork(
      (line) => said.push(`${now} ${line}`),
      () => 'at work',
      () => now,
    );
    for (now = 0; now <= 5_000; now += 100) {
      if (now === 2_000) long.heard();
      long.look();
    }
    long.stop();
    expect(said).toEqual([
      '900 at work',
      '1800 at work (1 s)',
      '2900 at work (2 s)',
      '3800 at work (3 s)',
      '4700 at work (4 s)',
    ]);
  });

  it('says nothing while there is nothing to say', () => {
    let now = 0;
    const said: string[] = [];
    const long = new LongWork(
      (line) => said.push(line),
      () => (now < 3_000 ? undefined : 'back'),
      () => now,
    );
    for (now = 0; now <= 3_200; now += 100) long.look();
    long.stop();
    expect(said).toEqual(['back']);
  });

  it('says one line, whatever a file is called', () => {
    const said: string[] = [];
    let now = 0;
    const long = new LongWork(
      (line) => said.push(line),
      () => workLine({ message: 'Following data', done: 0, total: 0, what: 'a\n\u001b[2KComplete\u202e.js' }),
      () => now,
    );
    for (now = 0; now <= 1_000; now += 100) long.look();
    long.stop();
    expect(said).toEqual(['    Following data, a\\u{a}\\u{1b}[2KComplete\\u{202e}.js']);
  });

  it('names the file by the end of its path', () => {
    expect(workLine({ message: 'Following data', done: 3, total: 9, what: 'src/a.ts' })).toBe(
      '    Following data: 3 of 9, src/a.ts',
    );
    expect(workLine({ message: 'Listing files', done: 0, total: 0 })).toBe('    Listing files');
    expect(workLine({ message: 'x', done: 0, total: 0, what: `${'deep/'.repeat(30)}a.ts` })).toMatch(/^ {4}x, ….{59}$/);
  });
});
