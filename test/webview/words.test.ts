import { describe, expect, it } from 'vitest';
import { CONTROL_CATEGORIES as SCHEMA_CATEGORIES, SEVERITIES as SCHEMA_SEVERITIES } from '../../src/artifacts/enums';
import { CONTROL_CATEGORIES } from '../../webview/state/categories';
import { SEVERITIES } from '../../webview/state/severities';
import { counterName, formatSeconds, formatTime, humanize, plural } from '../../webview/state/words';

describe('words of the panel', () => {
  it('makes identifiers readable and leaves phrases and abbreviations as they are', () => {
    const cases: Record<string, string> = {
      entry_points: 'Entry points',
      entryPoints: 'Entry points',
      'input-validation': 'Input validation',
      http_endpoint: 'HTTP endpoint',
      'HTTP endpoints': 'HTTP endpoints',
      'cors-csp': 'CORS and CSP',
      InfoDisclosure: 'Information disclosure',
      DoS: 'Denial of service',
      P0: 'P0',
      '': '',
    };
    for (const [key, text] of Object.entries(cases)) expect(humanize(key)).toBe(text);
  });

  it('names what is counted of one rating', () => {
    expect(['entryPoints', 'gaps', 'gaps.high'].map(counterName)).toEqual(['Entry points', 'Gaps', 'Gaps rated high']);
  });

  it('speaks of time and numbers as people do', () => {
    expect([0.2, 5, 59.6, 60, 94, 3600, 5400].map(formatSeconds)).toEqual([
      'under 1 s',
      '5 s',
      '1 min',
      '1 min',
      '1 min 34 s',
      '1 h 0 min',
      '1 h 30 min',
    ]);
    expect([plural(1, 'gap'), plural(0, 'gap'), plural(1200, 'category', 'categories')]).toEqual([
      '1 gap',
      '0 gaps',
      '1,200 categories',
    ]);
    expect(formatTime('not a date')).toBe('not a date');
    expect(formatTime('2026-01-14T10:02:00Z')).not.toContain('T10');
  });

  it('knows the same severities and categories as the schemas', () => {
    expect(SEVERITIES).toEqual(SCHEMA_SEVERITIES);
    expect(CONTROL_CATEGORIES).toEqual([...SCHEMA_CATEGORIES]);
  });
});
