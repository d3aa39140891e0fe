import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { reduce } from '../../../src/session/reduce';
import { initialState } from '../../../src/session/reducing/initial-state';
import { ScriptedEngine } from '../pipeline/support/engine';
import { attend, scenario, start } from '../pipeline/support/scenario';
import { makeWorkspace } from '../pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
let events: RunEvent[];
const fold = (list: readonly RunEvent[]) => list.reduce(reduce, initialState());

/** A run with a bit of everything: a failure, a retry, a revert and a revision. */
beforeAll(async () => {
  workspace = makeWorkspace();
  const engine = new ScriptedEngine('scripted', (id, time) =>
    id === 'investigate:001' && time < 3 ? 'fail' : 'answer',
  );
  const scene = scenario(workspace.folder, { engine, concerns: { critical: 2, low: 1 } });
  const times = new Map<string, number>();
  const run = await start(scene);
  await attend(run, (id) => {
    times.set(id, (times.get(id) ?? 0) + 1);
    if (id.endsWith('-recovery')) return { decision: 'retry' };
    if (id === 'phase-4-batch-low-checkpoint' && times.get(id) === 1) return { decision: 'revert' };
    if (id === 'phase-5-checkpoint' && times.get(id) === 1) return { decision: 'revise', feedback: 'Think again.' };
    return undefined;
  });
  const journal = scene.fs.text(`${run.sessionDir}/journal.jsonl`).trim().split('\n');
  events = journal.map((line) => (JSON.parse(line) as { event: RunEvent }).event);
});
afterAll(() => workspace.remove());

describe('state of a run', () => {
  it('tells the whole story', () => {
    const state = fold(events);
    expect(state.status).toBe('completed');
    expect(state.behind).toBeUndefined();
    expect(state.seq).toBe(events.length);
    expect(state.phases.find((phase) => phase.key === 'threat_modeling')?.attempt).toBe(2);
    expect(state.batches.find((batch) => batch.key === 'low')).toMatchObject({ attempt: 2, state: 'approved' });
    expect(state.concerns['001']).toMatchObject({ state: 'complete', retries: 1 });
    expect(state.agents.every((agent) => agent.status === 'completed')).toBe(true);
    expect(state.checkpoint).toBeUndefined();
  });

  it('does not change when events come twice', () => {
    const order = fc.array(fc.nat({ max: events.length - 1 }), { maxLength: 30 });
    fc.assert(
      fc.property(order, fc.nat({ max: events.length }), (repeated, at) => {
        const stream = [
          ...events.slice(0, at),
          ...repeated.filter((index) => index < at).map((index) => events[index]!),
          ...events.slice(at),
        ];
        expect(fold(stream)).toEqual(fold(events));
      }),
      { numRuns: 30 },
    );
  });

  it('is never wrong when events come out of order: it stays behind', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          events.map((_, index) => index),
          { minLength: events.length, maxLength: events.length },
        ),
        (order) => {
          const shuffled = order.map((index) => events[index]!).reduce(reduce, initialState());
          // What was applied is a beginning of the story.
          expect({ ...shuffled, behind: undefined }).toEqual({
            ...fold(events.slice(0, shuffled.seq)),
            behind: undefined,
          });
          expect(shuffled.behind === true || shuffled.seq === events.length).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('ignores events of another run', () => {
    const state = fold(events.slice(0, 20));
    expect(reduce(state, { ...events[20]!, run: 'another' })).toBe(state);
  });

  it('does not change the state it is given', () => {
    const frozen = (value: unknown): unknown => {
      if (typeof value === 'object' && value !== null && !Object.isFrozen(value))
        Object.values(Object.freeze(value)).forEach(frozen);
      return value;
    };
    expect(() =>
      events.reduce((state, event) => frozen(reduce(state, frozen(event) as RunEvent)) as typeof state, initialState()),
    ).not.toThrow();
  });
});
