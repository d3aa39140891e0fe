import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { idsIn, namedIn, problemsOf, rowsOf, withTests } from '../../../scripts/requirements.mjs';

const page = readFileSync('docs/requirements.md', 'utf8');

// Put together, so that this file names no requirement itself.
const p = (number: string): string => `P-${number}`;
const row = (id: string, state = 'met', tests = 'no test names it', sentence = 'It holds.'): string =>
  `| ${id} | ${sentence} | ${state} | ${tests} |`;

describe('the table of requirements', () => {
  it('is complete and up to date', () => {
    expect(problemsOf(page, namedIn('test'))).toEqual([]);
    expect(rowsOf(page).length).toBeGreaterThan(400);
  });
});

describe('what is wrong with a table', () => {
  const named = new Map([[p('001'), ['unit/a.test.ts']]]);

  it.each([
    ['a test that was added', [row(p('001'))], 'The column of tests is stale: run npm run requirements.'],
    [
      'a test that is gone',
      [row(p('001'), 'met', '`unit/a.test.ts`'), row(p('002'), 'met', '`unit/b.test.ts`')],
      'The column of tests is stale: run npm run requirements.',
    ],
    ['an id without a row', [row(p('002'))], `${p('001')} is named in unit/a.test.ts and stands in no table.`],
    ['a row without a sentence', [row(p('001'), 'met', '`unit/a.test.ts`', '')], `${p('001')} has no sentence.`],
    ['a row given twice', [row(p('001')), row(p('001'))], `${p('001')} stands in the tables twice.`],
    ['a state that does not exist', [row(p('001'), 'done')], `${p('001')} has the unknown state "done".`],
    [
      'a decision that is not told',
      [row(p('001'), 'met otherwise')],
      `${p('001')} has the unknown state "met otherwise".`,
    ],
    ['later beside a test', [row(p('001'), 'later')], `${p('001')} is said to come later, but a test names it.`],
  ])('names %s', (_what, rows, problem) => {
    expect(problemsOf(rows.join('\n'), named)).toContain(problem);
  });

  it('is nothing once the column is written anew', () => {
    const rows = [row(p('001')), row(p('002'), 'later', 'old'), row(p('003'), 'in part: a half')].join('\n');
    const text = withTests(`# Title\n\n${rows}\n`, named);
    expect(text).toBe(
      `# Title\n\n${row(p('001'), 'met', '`unit/a.test.ts`')}\n${row(p('002'), 'later', '–')}\n${row(p('003'), 'in part: a half')}\n`,
    );
    expect(problemsOf(text, named)).toEqual([]);
  });
});

describe('ids in tests', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are found alone, in lists and in ranges, and nowhere else', () => {
    expect(idsIn(`(${p('009')}, ${p('010')})`)).toEqual([p('009'), p('010')]);
    expect(idsIn(`${p('098')} to ${p('101')}`)).toEqual([p('098'), p('099'), p('100'), p('101')]);
    expect(idsIn(`X${p('001')} ${p('0001')} C-1 THREAT-001`)).toEqual([]);
  });

  it('are looked for in every test file, but not in fixtures', () => {
    folder = mkdtempSync(join(tmpdir(), 'requirements-'));
    for (const name of ['unit', 'fixtures']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'unit/b.test.ts'), p('001'));
    writeFileSync(join(folder, 'unit/a.mjs'), `${p('001')} ${p('001')}`);
    writeFileSync(join(folder, 'unit/notes.md'), p('002'));
    writeFileSync(join(folder, 'fixtures/c.js'), p('003'));
    expect(namedIn(folder)).toEqual(new Map([[p('001'), ['unit/a.mjs', 'unit/b.test.ts']]]));
  });
});
