import { describe, expect, it } from 'vitest';
import {
  coverageLines,
  coverageWords,
  incompleteSentence,
  notUnderstoodSentence,
  percent,
  someOf,
} from '../../../src/wording/coverage';
import { coverage } from '../coverage';

describe('what is said about coverage', () => {
  it('never rounds up to everything', () => {
    expect([percent(0.999), percent(1), percent(0.29), percent(0)]).toEqual(['99 %', '100 %', '29 %', '0 %']);
  });

  it('says how much was read by language, what was followed, not understood and left out', () => {
    const summary = coverage({
      files: { code: 4, read: 1, unread: 3 },
      lines: { code: 100, read: 3 },
      handlers: { found: 5, followed: 4 },
      notUnderstoodNames: ['rails', 'sails'],
      unreadByGroup: { production: 3, test: 1 },
      byLanguage: [
        { language: 'Ruby', files: 3, read: 0, lines: 97, linesRead: 0 },
        { language: 'JavaScript', files: 1, read: 1, lines: 3, linesRead: 3 },
      ],
    });
    expect(coverageLines(summary)).toEqual([
      'Production code read: 1 of 4 files (25 %, 3 % of the lines). Ruby 0 of 3, JavaScript 1 of 1.',
      'Entry points: 5 found, 4 followed into their handlers.',
      'Not understood, so that nothing is known about what it answers: rails and sails.',
      'Not read, not judged, or in part only: 3 files or folders of production code not read; 1 test file not judged.',
    ]);
    expect(coverageWords(summary)).toBe('3 % of the code read');
  });

  it('says that there is no code', () => {
    const none = coverage({ files: { code: 0, read: 0, unread: 0 }, lines: { code: 0, read: 0 }, byLanguage: [] });
    expect(coverageLines(none)).toEqual(['No production code was found in this folder.']);
    expect(coverageWords(none)).toBe('no production code');
  });

  it('names some of many', () => {
    expect(someOf(['a', 'b'])).toBe('a and b');
    expect(someOf(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  });

  it('has a sentence for every reason and everything not understood', () => {
    expect(incompleteSentence({ kind: 'coverage', share: 0.25, minimum: 0.6 })).toContain('25 %');
    expect(incompleteSentence({ kind: 'blocked-concerns', concerns: ['001', '002'] })).toBe(
      '2 concerns got no answer: 001 and 002.',
    );
    expect(incompleteSentence({ kind: 'timed-out', agents: ['Investigate x'] })).toContain('1 agent: Investigate x');
    expect(incompleteSentence({ kind: 'unmapped', count: 1 })).toBe('1 component could not be mapped.');
    expect(incompleteSentence({ kind: 'failed-part', reason: 'Unknown.' })).toBe('Unknown.');
    const place = { file: 'a.js', line: 1, places: 2 };
    for (const what of ['framework', 'server', 'handler', 'registration', 'dynamic-import'] as const)
      expect(notUnderstoodSentence({ what, name: 'thing', ...place })).toMatch(/thing.*\(2 places\)$/);
  });
});
