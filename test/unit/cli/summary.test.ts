import { describe, expect, it } from 'vitest';
import { summaryOf, summaryText } from '../../../src/cli/summary';
import type { FindingView } from '../../../src/pipeline/contract';
import { foundWords } from '../../../src/wording/found';
import { initialState } from '../../../src/session/reducing/initial-state';
import { coverage } from '../coverage';

const state = { ...initialState(), status: 'completed' as const, coverage: coverage() };
const little = { kind: 'coverage' as const, share: 0.25, minimum: 0.6 };

describe('the end of a run in the terminal', () => {
  it('says that nothing was found only where everything was read, followed and understood', () => {
    expect(summaryText(state, [], [])).toContain('The threat model is complete.');
    expect(summaryText(state, [], [])).toContain('Found: nothing.');
    const gaps = [
      { files: { code: 2, read: 1, unread: 1 } },
      { handlers: { found: 2, followed: 1 } },
      { notUnderstoodNames: ['sails'] },
      { unreadByGroup: { partial: 1 } },
    ];
    for (const gap of gaps)
      expect(summaryText({ ...state, coverage: coverage(gap) }, [], [])).toContain(
        'Found: nothing in what was read and understood.',
      );
    expect(summaryText({ ...state, coverage: undefined }, [], []), 'nothing is known').toContain(
      'nothing in what was read',
    );
  });

  it('does not call complete what is not', () => {
    const text = summaryText(state, [], [little]);
    expect(text).not.toContain('is complete');
    expect(text).toContain('finished and incomplete:\n  Only 25 %');
    const stopped = summaryText({ ...state, status: 'stopped' }, [], []);
    expect(stopped).toContain('not complete (stopped)');
    expect(stopped).toContain('Found so far: nothing.');
    expect(stopped).not.toContain('Found: nothing');
  });

  it('has the same numbers as JSON', () => {
    expect(summaryOf(state, [], [little])).toMatchObject({
      complete: false,
      incomplete: [little],
      coverage: { files: { code: 2, read: 2, unread: 0 } },
    });
    expect(summaryOf(state, [], []).complete).toBe(true);
    expect(summaryOf({ ...state, status: 'stopped' }, [], []).complete).toBe(false);
  });

  it('counts open threats as every other view does, and gaps apart', () => {
    const finding = (kind: 'threat' | 'gap', severity: 'high' | 'low', status = 'open'): FindingView =>
      ({ id: '', kind, severity, status, title: 'x', gapIds: [], related: [] }) as unknown as FindingView;
    const findings = [finding('threat', 'high'), finding('threat', 'low', 'mitigated'), finding('gap', 'low')];
    const counters = { gaps: 2, threats: 2, openThreats: 1 };
    expect(summaryText({ ...state, counters }, findings, [])).toContain(
      'Found: 1 open threat, 1 mitigated (1 high), 1 gap that no threat names.',
    );
    expect(foundWords(counters)).toBe('1 open threat, 1 mitigated');
    expect(foundWords({ gaps: 2, threats: 0, openThreats: 1 }), 'threats put aside').toBe('2 gaps');
    expect(foundWords({ gaps: 1, threats: 3 }), 'of a version that did not count them').toBe('3 open threats');
    expect(foundWords({})).toBeUndefined();
    expect(summaryText({ ...state, counters: { gaps: 1 } }, [finding('gap', 'low')], [])).toContain('Found: 1 low.');
  });
});
