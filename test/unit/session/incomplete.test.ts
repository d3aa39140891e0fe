import { describe, expect, it } from 'vitest';
import type { AgentState, RunState } from '../../../src/session/run-state';
import { incompletenessOf } from '../../../src/session/incomplete';
import { initialState } from '../../../src/session/reducing/initial-state';
import { coverage } from '../coverage';

const agent = (kind: string, status: AgentState['status']): AgentState => ({
  id: 'a',
  kind,
  title: `The ${kind}`,
  phase: 'codebase_mapping',
  status,
  attempt: 1,
});
const state = { ...initialState(), status: 'completed' as const };

describe('a finished run', () => {
  it('is complete when everything was read and answered', () => {
    expect(incompletenessOf(state)).toEqual([]);
    expect(
      incompletenessOf({
        ...state,
        coverage: coverage(),
        agents: [agent('map', 'completed'), agent('investigate', 'partial')],
      }),
    ).toEqual([]);
  });

  it('is incomplete when too little was read', () => {
    const little = coverage({ files: { code: 2, read: 1, unread: 1 } });
    expect(incompletenessOf({ ...state, coverage: little })).toEqual([{ kind: 'coverage', share: 0.5, minimum: 0.6 }]);
    expect(incompletenessOf({ ...state, coverage: little }, 0.5)).toEqual([]);
  });

  it('is incomplete when nobody was there to decide about concerns without an answer', () => {
    const concerns = {
      '002': { state: 'skipped' as const, retries: 0 },
      '001': { state: 'failed' as const, retries: 0 },
      '003': { state: 'complete' as const, retries: 0 },
    };
    const skip = (decidedBy: 'user' | 'automatic', ids: string[]): RunState['decisions'][number] => ({
      checkpoint: 'phase-4-batch-low-recovery',
      time: '',
      attempt: 1,
      decision: { decision: 'skip', decidedBy, concerns: ids },
    });
    const blocked = (ids: string[]): object[] => [{ kind: 'blocked-concerns', concerns: ids }];
    for (const unattended of [true, false]) {
      const run = { ...state, concerns, unattended };
      expect(incompletenessOf(run)).toEqual(blocked(['001', '002']));
      expect(incompletenessOf({ ...run, decisions: [skip('automatic', ['001', '002'])] })).toEqual(
        blocked(['001', '002']),
      );
      expect(incompletenessOf({ ...run, decisions: [skip('user', ['002'])] })).toEqual(blocked(['001']));
      expect(incompletenessOf({ ...run, decisions: [skip('user', ['001', '002'])] })).toEqual([]);
    }
  });

  it('is incomplete when a time limit fired or a component was not mapped', () => {
    expect(incompletenessOf({ ...state, agents: [agent('investigate', 'timed-out'), agent('map', 'failed')] })).toEqual(
      [
        { kind: 'timed-out', agents: ['The investigate'] },
        { kind: 'unmapped', count: 1 },
      ],
    );
  });
});
