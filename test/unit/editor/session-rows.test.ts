import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '../../../src/artifacts/run-events';
import { rowOf } from '../../../src/editor/session/session-rows';
import { initialState } from '../../../src/session/reducing/initial-state';
import { reduce } from '../../../src/session/reduce';
import type { RunState } from '../../../src/session/run-state';

const TIME = '2026-01-01T00:00:00Z';
const PHASE = 'business_context' as const;

function after(...bodies: RunEventBody[]): RunState {
  const said: RunEventBody[] = [
    { type: 'phase.started', phase: PHASE, attempt: 1 },
    { type: 'step.started', step: 'business-context.read', title: 'Read the code' },
    ...bodies,
  ];
  return said.reduce(
    (state, body) =>
      reduce(state, { run: 'r', epoch: state.epoch, seq: state.seq + 1, time: TIME, body, phase: PHASE }),
    initialState(),
  );
}

const described = (state: RunState): string | undefined =>
  rowOf({ key: PHASE, kind: 'phase', id: PHASE }, state, true, Date.parse(TIME))?.description;

describe('the row of a phase that reads code', () => {
  it('names the folder that is listed while nobody knows how many files there are', () => {
    const listing = {
      type: 'step.progress',
      step: 'read',
      message: 'Listing files',
      done: 12_345,
      total: 0,
      what: 'packages/a/',
    } as const;
    expect(described(after(listing))).toBe('running · Listing files · packages/a/ · under 1 s');
  });

  it('names the file that is read, and how far it is', () => {
    const following = {
      type: 'step.progress',
      step: 'read',
      message: 'Following data',
      done: 3,
      total: 9,
      what: 'src/a.ts',
    } as const;
    expect(described(after(following))).toBe('running · Following data · 3 of 9 · src/a.ts · under 1 s');
  });

  it('names none when the work goes on without one', () => {
    const first = {
      type: 'step.progress',
      step: 'read',
      message: 'Following data',
      done: 3,
      total: 9,
      what: 'src/a.ts',
    } as const;
    const done = { type: 'step.progress', step: 'read', message: 'Done', done: 0, total: 0 } as const;
    expect(described(after(first, done))).toBe('running · Done · under 1 s');
  });
});
