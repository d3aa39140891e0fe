import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FindingView } from '../../../src/pipeline/contract';
import { groupFindings, hiddenText, NO_FILTER } from '../../../src/editor/findings/finding-groups';
import { findingPage } from '../../../src/editor/findings/finding-page';
import { problemText } from '../../../src/editor/findings/finding-words';
import { gitRefs } from '../../../src/pipeline/git/list-refs';
import { Throttle } from '../../../src/editor/throttle';
import { duration } from '../../../src/editor/words';

const finding = (change: Partial<FindingView> = {}): FindingView => ({
  id: 'THREAT-001',
  kind: 'threat',
  gapIds: ['001-GAP-001'],
  concernIds: ['001'],
  severity: 'high',
  title: 'Outside data reaches eval',
  message: 'Outside data reaches eval',
  recommendation: 'Parse the data instead',
  location: { file: 'src/app.js', start: 3, end: 3 },
  related: [],
  flow: [],
  stride: ['Tampering'],
  status: 'open',
  investigations: [],
  ...change,
});

describe('words', () => {
  it('says durations as people do', () => {
    expect([0.02, 0.44, 12.2, 60, 185, 3720].map(duration)).toEqual([
      'under 0.1 s',
      '0.4 s',
      '12 s',
      '1 min',
      '3 min 5 s',
      '1 h 2 min',
    ]);
  });

  it('makes one sentence and what to do of a finding', () => {
    expect(problemText(finding(), false)).toBe('Outside data reaches eval. Parse the data instead.');
    expect(problemText(finding({ message: 'It leaks. Parse the data instead' }), false)).toBe(
      'It leaks. Parse the data instead.',
    );
    expect(problemText(finding(), true)).toMatch(/^Stale: the code changed since the analysis\. Outside/);
    expect(problemText(finding({ status: 'investigation-blocked' }), false)).toMatch(/^Incomplete/);
  });
});

describe('groups of findings', () => {
  const list = [
    finding({ id: 'A', severity: 'low' }),
    finding({ id: 'B', severity: 'critical', stride: ['Tampering', 'Spoofing'] }),
    finding({ id: 'C', severity: 'critical', score: 9.8, status: 'mitigated' }),
  ];

  it('go by severity, most severe first, highest score first inside', () => {
    expect(groupFindings(list, 'severity').map(({ label, findings }) => [label, findings.map(({ id }) => id)])).toEqual(
      [
        ['Critical', ['C', 'B']],
        ['Low', ['A']],
      ],
    );
  });

  it('hold a finding in each of its STRIDE categories', () => {
    expect(groupFindings(list, 'stride').map(({ label, findings }) => [label, findings.length])).toEqual([
      ['Spoofing', 1],
      ['Tampering', 3],
    ]);
  });

  it('name those without one', () => {
    expect(groupFindings([finding({ location: undefined })], 'file')[0]?.label).toBe('No place in the code');
  });

  it('say what the filter hides', () => {
    expect(hiddenText(list, NO_FILTER)).toBeUndefined();
    expect(hiddenText(list, { severities: ['critical'], closed: true })).toBe('1 of 3 hidden by the filter: low');
    expect(hiddenText(list, { ...NO_FILTER, closed: false })).toBe('1 of 3 hidden by the filter: mitigated and closed');
  });
});

describe('the page of a finding', () => {
  const links = {
    file: (path: string, line: number): string => `file:///w/${path}#L${line}`,
    artifact: (path: string): string => `file:///s/${path}`,
  };

  it('links the place and shows its code, whatever the code holds', () => {
    const page = findingPage(
      {
        finding: finding(),
        investigations: [],
        excerpt: { start: 3, lines: ['const x = `a`; // ``` [x](command:evil)'], stale: false, language: 'js' },
      },
      links,
    );
    expect(page).toContain('(<file:///w/src/app.js#L3>)');
    expect(page).toContain('````js\nconst x');
  });

  it('lets no text of the code become a link, an image or markup', () => {
    const page = findingPage(
      {
        finding: finding({
          title: '[x](command:evil) ![y](http://z)',
          message: '<script>alert(1)</script>',
          flow: [{ file_path: 'a.js', line: 1, text: '[click](command:rm)' }],
        }),
        investigations: [],
      },
      links,
    );
    expect(page).not.toMatch(/(?<!\\)\]\((?!<file)/);
    expect(page).not.toMatch(/(?<!\\)<script/);
  });
});

describe('git references', () => {
  it("come from git's own files, loose and packed, without starting a process", () => {
    const folder = mkdtempSync(join(tmpdir(), 'refs-'));
    try {
      expect(gitRefs(folder)).toBeUndefined();
      mkdirSync(join(folder, '.git/refs/heads/feature'), { recursive: true });
      mkdirSync(join(folder, '.git/refs/tags'), { recursive: true });
      writeFileSync(join(folder, '.git/HEAD'), 'ref: refs/heads/feature/x\n');
      writeFileSync(join(folder, '.git/refs/heads/feature/x'), 'a'.repeat(40));
      writeFileSync(
        join(folder, '.git/packed-refs'),
        `# pack-refs\n${'b'.repeat(40)} refs/heads/main\n${'c'.repeat(40)} refs/tags/v1\n${'d'.repeat(40)} refs/remotes/origin/HEAD\n${'d'.repeat(40)} refs/remotes/origin/main\n`,
      );
      expect(gitRefs(folder)).toEqual({
        current: 'feature/x',
        branches: ['feature/x', 'main'],
        remotes: ['origin/main'],
        tags: ['v1'],
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a throttle', () => {
  it('does the first at once and a burst once more', async () => {
    let runs = 0;
    const throttle = new Throttle(30, () => (runs += 1));
    for (let asked = 0; asked < 50; asked += 1) throttle.ask();
    expect(runs).toBe(1);
    await new Promise((done) => setTimeout(done, 60));
    expect(runs).toBe(2);
    throttle.dispose();
  });
});
