import { describe, expect, it } from 'vitest';
import { createBuiltinEngine } from '../../../src/agents/builtin/engine';
import { checkResult } from '../../../src/agents/runner/result-schemas';
import type { AgentTask } from '../../../src/agents/contract';
import { mapTask } from './facts-builder';
import { sampleFacts, world } from './sample-app';

const engine = createBuiltinEngine(() => '2026-01-01T00:00:00Z');
const sizeTask: AgentTask<'size'> = {
  id: 'size',
  kind: 'size',
  title: 'Size',
  input: { scope: './', crownJewelKeywords: [] },
  feedback: [],
  limits: { timeoutMs: 1000 },
};

describe('the built-in engine', () => {
  it('answers with results that fit their schemas', async () => {
    const context = world.context(sampleFacts());
    const mapped = await engine.run(mapTask(), context);
    const sized = await engine.run(sizeTask, context);
    expect(mapped.status === 'completed' && checkResult('map', mapped.result).ok).toBe(true);
    expect(sized.status === 'completed' && checkResult('size', sized.result).ok).toBe(true);
  });

  it('says that there is nothing to analyse', async () => {
    const empty = sampleFacts({ inventory: { files: [], directories: 0, unreadable: [], truncated: [] } });
    expect((await engine.run(sizeTask, world.context(empty))).status).toBe('failed');
  });

  it('does not start when it was stopped before', async () => {
    const stop = new AbortController();
    stop.abort();
    expect((await engine.run(mapTask(), world.context(sampleFacts(), stop.signal))).status).toBe('cancelled');
  });

  it('answers nothing that it does not support', async () => {
    const unknown = { ...mapTask(), kind: 'dance' } as never;
    expect(engine.supports('dance' as never)).toBe(false);
    expect((await engine.run(unknown, world.context(sampleFacts()))).status).toBe('failed');
  });

  it('gives the same bytes for the same input', async () => {
    const run = async (): Promise<string> => JSON.stringify(await engine.run(mapTask(), world.context(sampleFacts())));
    expect(await run()).toBe(await run());
  });
});
