import { describe, expect, it } from 'vitest';
import type { AgentState } from '../../../src/session/run-state';
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
    expect(incompletenessOf({ ...state, concerns, unattended: true })).toEqual([
      { kind: 'blocked-concerns', concerns: ['001', '002'] },
    ]);
    expect(incompletenessOf({ ...state, concerns }), 'the user decided to leave them out').toEqual([]);
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
