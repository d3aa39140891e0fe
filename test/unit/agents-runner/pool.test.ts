import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentTask, Engine } from '../../../src/agents/contract';
import type { AgentContext } from '../../../src/reasoning/work';
import { AgentPool, clampPoolSize, type PoolEvents } from '../../../src/agents/runner/pool';
import { createSourceReader } from '../../../src/agents/runner/source-reader';
import { Redaction } from '../../../src/safety/secrets/redaction';
import { createTools } from '../../../src/agents/runner/tools';
import { ScriptedEngine } from '../pipeline/support/engine';
import { concern } from '../pipeline/support/parts';
import { factsOf, makeWorkspace, SOURCES } from '../pipeline/support/workspace';

let workspace: ReturnType<typeof makeWorkspace>;
beforeAll(() => (workspace = makeWorkspace()));
afterAll(() => workspace.remove());
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => void vi.useRealTimers());

const MINUTE = 60_000;
const task = (number: number): AgentTask<'investigate'> => ({
  id: `investigate:${String(number).padStart(3, '0')}`,
  kind: 'investigate',
  title: `Concern ${number}`,
  input: { concern: concern(number, 'high'), business: {} as never, entryPoints: {} as never, components: [] },
  feedback: [],
  limits: { timeoutMs: 15 * MINUTE },
});

function watch(): { log: string[]; events: PoolEvents } {
  const log: string[] = [];
  return {
    log,
    events: {
      queued: async (item) => void log.push(`queued ${item.id}`),
      started: async (item, engine, attempt) => void log.push(`started ${item.id} ${engine} ${attempt}`),
      progress: (item, { message }) => void log.push(`progress ${item.id} ${message}`),
      settled: async (run) => void log.push(`settled ${run.task.id} ${run.outcome.status}`),
    },
  };
}

const services = (...engines: Engine[]) => {
  const reader = createSourceReader(workspace.folder);
  return {
    engines,
    reader,
    redaction: new Redaction(),
    tools: createTools(reader, factsOf(SOURCES)),
    elapsed: () => performance.now(),
  };
};
const never = new AbortController().signal;
const settle = async (milliseconds: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(milliseconds);
};
/** File reads go through the real event loop. */
const breathe = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await new Promise((done) => setImmediate(done));
};

describe('pool', () => {
  it('is at most ten wide, four by default', () => {
    expect([undefined, 0, 1, 7, 20, 21].map(clampPoolSize)).toEqual([4, 1, 1, 7, 20, 20]);
  });

  it('runs no more at once than it is wide, and all of them (P-063)', async () => {
    const engine = new ScriptedEngine('e', () => 'answer', breathe);
    const runs = await new AgentPool(3).run(
      Array.from({ length: 8 }, (_, index) => task(index + 1)),
      services(engine),
      watch().events,
      never,
    );
    expect(runs).toHaveLength(8);
    expect(engine.mostAtOnce).toBe(3);
  });

  it('gives results by id, whatever the order they end in', async () => {
    const engine = new ScriptedEngine(
      'e',
      () => 'answer',
      (id) => new Promise((done) => setTimeout(done, id.endsWith('1') ? 30 : 5)),
    );
    const { log, events } = watch();
    const running = new AgentPool(4).run([task(3), task(1), task(2)], services(engine), events, never);
    await settle(10);
    await breathe();
    await settle(30);
    expect((await running).map((run) => run.task.id)).toEqual([
      'investigate:001',
      'investigate:002',
      'investigate:003',
    ]);
    expect(log.filter((line) => line.startsWith('settled')).at(-1)).toContain('investigate:001');
  });

  it('waits for all: one that fails does not disturb the others, and is tried once more (P-068)', async () => {
    const engine = new ScriptedEngine('e', (id) => (id.endsWith('2') ? 'fail' : 'answer'));
    const runs = await new AgentPool(4).run([task(1), task(2), task(3)], services(engine), watch().events, never);
    expect(runs.map((run) => [run.outcome.status, run.attempts])).toEqual([
      ['completed', 1],
      ['failed', 2],
      ['completed', 1],
    ]);
    expect(runs[1]!.outcome).toMatchObject({ reason: 'the engine broke' });
  });

  it('takes a task down the chain of engines and says who answered', async () => {
    const refuses = new ScriptedEngine('first', () => 'refuse');
    const breaks = new ScriptedEngine('second', () => 'fail');
    const other = new ScriptedEngine('other', () => 'answer', undefined, ['map']);
    const answers = new ScriptedEngine('last');
    const { log, events } = watch();
    const [run] = await new AgentPool(1).run([task(1)], services(refuses, breaks, other, answers), events, never);
    expect(run).toMatchObject({ engine: 'last', attempts: 4, outcome: { status: 'completed' } });
    expect(run!.history.map((entry) => `${entry.engine} ${entry.status}`)).toEqual([
      'first refused',
      'second failed',
      'second failed',
    ]);
    expect(log.filter((line) => line.startsWith('started'))).toEqual([
      'started investigate:001 first 1',
      'started investigate:001 second 2',
      'started investigate:001 second 3',
      'started investigate:001 last 4',
    ]);
    const [none] = await new AgentPool(1).run([task(1)], services(other), events, never);
    expect(none!.outcome).toMatchObject({ status: 'failed', reason: expect.stringContaining('no engine') });
  });

  it('does not accept an answer that does not fit its schema', async () => {
    const [run] = await new AgentPool(1).run(
      [task(1)],
      services(new ScriptedEngine('e', () => 'invalid')),
      watch().events,
      never,
    );
    expect(run!.outcome).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('does not fit its schema'),
    });
  });
});

describe('time limit (P-121)', () => {
  it('asks to stop after fifteen minutes and keeps what is handed over', async () => {
    const engine: Engine = {
      id: 'slow',
      supports: () => true,
      run: async (item, context) => {
        await new Promise<void>((done) => context.signal.addEventListener('abort', () => done()));
        const whole = await new ScriptedEngine().run(item, context);
        if (!('result' in whole)) return whole;
        return {
          status: 'partial',
          result: whole.result,
          reason: 'out of time',
          found: 'half',
          usage: whole.usage,
          coverage: whole.coverage,
        };
      },
    };
    const running = new AgentPool(1).run([task(1)], services(engine), watch().events, never);
    await settle(14 * MINUTE);
    await settle(2 * MINUTE);
    const [run] = await running;
    expect(run!.outcome).toMatchObject({ status: 'partial', reason: 'out of time' });
  });

  it('ends an agent that does not react five seconds later', async () => {
    const running = new AgentPool(1).run(
      [task(1)],
      services(new ScriptedEngine('deaf', () => 'ignore-abort')),
      watch().events,
      never,
    );
    let ended = false;
    void running.then(() => (ended = true));
    await settle(15 * MINUTE + 4900);
    expect(ended).toBe(false);
    await settle(200);
    const [run] = await running;
    expect(run!.outcome).toMatchObject({ status: 'timed-out', reason: 'took longer than 15 minutes' });
  });
});

describe('stopping', () => {
  it('one agent stops it alone, without a second try', async () => {
    const engine = new ScriptedEngine('e', (id) => (id.endsWith('1') ? 'hang' : 'answer'));
    const pool = new AgentPool(2);
    const running = pool.run([task(1), task(2)], services(engine), watch().events, never);
    await settle(1);
    await breathe();
    expect(pool.stop('investigate:001')).toBe(true);
    expect(pool.stop('unknown')).toBe(false);
    const runs = await running;
    expect(runs.map((run) => run.outcome.status)).toEqual(['cancelled', 'completed']);
    expect(engine.asked('investigate:001')).toBe(1);
  });

  it('all of them is over within five seconds, even if agents do not react; queued ones never start (P-186)', async () => {
    const engine = new ScriptedEngine('deaf', () => 'ignore-abort');
    const pool = new AgentPool(2);
    const running = pool.run([1, 2, 3, 4].map(task), services(engine), watch().events, never);
    await settle(1);
    pool.stopAll();
    await settle(4900);
    expect((await running).map((run) => run.outcome.status)).toEqual(Array(4).fill('cancelled'));
    expect(engine.tasks).toHaveLength(2);
  });

  it('ends the others when an event cannot be recorded', async () => {
    const engine = new ScriptedEngine('e', (id) => (id.endsWith('2') ? 'hang' : 'answer'));
    const { events } = watch();
    const broken: PoolEvents = {
      ...events,
      settled: (run) => (run.task.id.endsWith('1') ? Promise.reject(new Error('disk full')) : Promise.resolve()),
    };
    await expect(new AgentPool(2).run([task(1), task(2)], services(engine), broken, never)).rejects.toThrow(
      'disk full',
    );
    expect(engine.running).toBe(0);
  });
});

describe('progress', () => {
  it('comes at most four times a second per agent', async () => {
    const engine: Engine = {
      id: 'chatty',
      supports: () => true,
      run: async (item, context: AgentContext) => {
        for (let count = 0; count < 100; count++) {
          context.report({ message: `step ${count}` });
          await new Promise((done) => setTimeout(done, 10));
        }
        return new ScriptedEngine().run(item, context);
      },
    };
    const { log, events } = watch();
    const running = new AgentPool(1).run([task(1)], services(engine), events, never);
    await settle(1100);
    await running;
    const shown = log.filter((line) => line.startsWith('progress'));
    expect(shown.length).toBeGreaterThanOrEqual(3);
    expect(shown.length).toBeLessThanOrEqual(5);
  });
});
