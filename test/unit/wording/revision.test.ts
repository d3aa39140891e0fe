import { describe, expect, it } from 'vitest';
import { planLines } from '../../../src/cli/progress';
import { initialState } from '../../../src/session/reducing/initial-state';
import type { RunState } from '../../../src/session/run-state';
import { revisionProblem, revisionSentence } from '../../../src/wording/revision';

describe('which state of the code a model is about', () => {
  it('is said as git names it, or why not', () => {
    expect(revisionSentence({ commit: 'abc', branch: 'main' })).toBe('Commit abc on branch main.');
    expect(revisionSentence({ commit: 'abc' })).toBe('Commit abc.');
    expect(revisionSentence({ branch: 'new' })).toBe('Branch new, which has no commit yet.');
    expect(revisionSentence({ unread: 'It is a reftable.' })).toBe(
      'Branch and commit are not stated. It is a reftable.',
    );
    expect(revisionSentence({})).toBeUndefined();
  });

  it('is a line of the terminal only when it is not known', () => {
    const state = (workspace: object): RunState =>
      ({ ...initialState(), settled: { workspace: { folder: '/a', ...workspace } } }) as unknown as RunState;
    const problem = revisionProblem({ unread: 'It is a reftable.' }) ?? '';
    expect(planLines(state({ git_unread: 'It is a reftable.' })).split('\n')).toContain(problem);
    expect(planLines(state({ git_commit: 'abc' })).split('\n')).toHaveLength(2);
  });
});
