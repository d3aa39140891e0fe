import { describe, expect, it } from 'vitest';
import { initialState } from '../../../src/session/reducing/initial-state';
import type { RunContext } from '../../../src/pipeline/context';
import { assertFinishable } from '../../../src/pipeline/finishable';
import { pipeline } from '../../../src/pipeline/graph';
import { runGraph } from '../../../src/pipeline/scheduler';
import { NO_COST, type Step } from '../../../src/pipeline/step';

interface Scene {
  context: RunContext;
  ran: string[];
  step: (id: string, needs?: string[], fails?: string) => Step;
}

/** As much of a run as the scheduler needs. */
function scene(): Scene {
  const state = initialState();
  for (const phase of state.phases) phase.status = 'running';
  const ran: string[] = [];
  const emit = (event: { type: string; step?: string }): Promise<void> => {
    if (event.type === 'step.finished' && event.step !== undefined)
      state.steps[event.step] = { reused: false, key: '', outputs: [] } as unknown as (typeof state.steps)[string];
    return Promise.resolve();
  };
  const parts = { services: { engines: [] }, scope: { type: 'full' } };
  const context = { state, parts, emit, check: () => undefined, sourceDigest: () => Promise.resolve('') };
  const step: Scene['step'] = (id, needs = [], fails) => ({
    id,
    title: id,
    phase: 'codebase_sizing',
    needs,
    reads: [],
    readsCode: false,
    writes: [`${id}/`],
    estimate: NO_COST,
    run: () => {
      ran.push(id);
      return fails === undefined ? Promise.resolve({ outputs: [] }) : Promise.reject(new Error(fails));
    },
  });
  return { context: context as unknown as RunContext, ran, step };
}

describe('a graph of steps', () => {
  it('R-037: with steps that wait for each other is refused before any of it runs, with what they wait for', async () => {
    const { context, ran, step } = scene();
    const graph = () => [step('first'), step('a', ['first', 'b']), step('b', ['a'])];
    await expect(runGraph(context, graph, new Set())).rejects.toMatchObject({
      code: 'cannot-finish',
      message: 'The run cannot finish: a waits for b; b waits for a.',
    });
    expect(ran).toEqual([]);
  });

  it('R-037: with a step that waits for one that does not exist is refused, never finished', async () => {
    const { context, step } = scene();
    await expect(runGraph(context, () => [step('a', ['gone'])], new Set())).rejects.toThrow(
      'The run cannot finish: a waits for gone, which does not exist.',
    );
  });

  it('is run to its end where it has one', async () => {
    const { context, ran, step } = scene();
    await runGraph(context, () => [step('b', ['a']), step('a'), step('c', ['a', 'b'])], new Set());
    expect(ran).toEqual(['a', 'b', 'c']);
    expect(() => assertFinishable(pipeline(initialState()), new Set())).not.toThrow();
  });

  it('R-037: that grows into a circle ends as an error with what was done', async () => {
    const { context, ran, step } = scene();
    const graph = (state: { steps: object }) =>
      'a' in state.steps ? [step('a'), step('late', ['later']), step('later', ['late'])] : [step('a')];
    await expect(runGraph(context, graph, new Set())).rejects.toThrow('late waits for later; later waits for late');
    expect(ran).toEqual(['a']);
  });

  it('R-038: does not start what needs a failed step, and ends with the reason', async () => {
    const { context, ran, step } = scene();
    const graph = () => [step('a', [], 'no tree was read'), step('needs-a', ['a'])];
    await expect(runGraph(context, graph, new Set())).rejects.toThrow('no tree was read');
    expect(ran).toEqual(['a']);
  });
});
