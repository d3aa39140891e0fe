import { describe, expect, it } from 'vitest';
import { summaryOf, summaryText } from '../../../src/cli/summary';
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
});
