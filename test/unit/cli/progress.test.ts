import { describe, expect, it } from 'vitest';
import type { RunEventBody } from '../../../src/artifacts/run-events';
import { planLines, progressLine } from '../../../src/cli/progress';
import { initialState } from '../../../src/session/reducing/initial-state';

const lineOf = (body: RunEventBody): string | undefined =>
  progressLine({ run: 'r', epoch: 1, seq: 1, time: '2026-01-02T03:04:05Z', body }, initialState());

describe('a run in the terminal, line by line', () => {
  it('counts the gaps of a batch, and the controls of all so far', () => {
    expect(lineOf({ type: 'batch.consolidated', batch: 'high', gaps: 1, controls: 9 })).toBe(
      '  Batch high: 1 gap; 9 controls so far',
    );
  });

  it.each([
    ['approve', 'automatic', '  Approved automatically'],
    ['continue', 'user', '  Continued'],
    ['skip', 'automatic', '  What failed is skipped automatically'],
  ] as const)('says what was decided: %s by %s', (decision, decidedBy, line) => {
    expect(
      lineOf({ type: 'checkpoint.decided', checkpoint: 'phase-1-checkpoint', decision: { decision, decidedBy } }),
    ).toBe(line);
  });

  it('does not say that the user stopped what ended by itself', () => {
    expect(lineOf({ type: 'run.stopped', reason: 'user', status: 'in_progress' })).toBe(
      'Stopped. The session can be resumed.',
    );
  });

  it('gives the plan in whole seconds, at least one', () => {
    const plan = {
      files: 2,
      analyzable: 2,
      bytes: 1,
      components: [],
      agents: 3,
      seconds: 0.4,
      poolSize: 4,
      steps: [],
      notes: [],
    };
    expect(planLines({ ...initialState(), folder: '/x', sessionDir: '/x/s', plan })).toBe(
      'Threat model of /x: 2 files, about 3 agents, about 1 s\nSession /x/s',
    );
  });
});
