import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '../../../../src/analysis/read/analysis-error';
import { analyze } from '../../../../src/analysis/analyze';
import type { Progress } from '../../../../src/analysis/options';
import { STAGES } from '../../../../src/artifacts/stages';
import { watchThread } from '../../../../src/analysis/thread/heartbeat';
import { Whereabouts } from '../../../../src/analysis/thread/whereabouts';
import { tempFolder } from '../../../unit/analysis/temp-folder';

const WORKER = join(__dirname, '../../../../dist/worker.js');

/** A thread that works on `bad.js` until it is left out, then answers with what it was told to leave out. `HOW` it dies is put in. */
const MORTAL = `
const { parentPort, workerData } = require('node:worker_threads');
const { plan, whereabouts } = workerData;
const put = (what) => {
  const bytes = new TextEncoder().encode(what);
  new Uint8Array(whereabouts, 20).set(bytes);
  const header = new Int32Array(whereabouts, 0, 5);
  header[1] = ${STAGES.indexOf('flows')};
  header[4] = bytes.length;
  header[0] += 1;
};
put('src/bad.js');
if (!plan.leftOut.some((one) => one.path === 'src/bad.js' || one.path === '')) { HOW }
else {
  parentPort.postMessage({ kind: 'value', path: ['plan'], value: plan });
  parentPort.postMessage({ kind: 'end' });
}`;

async function survivorOf(how: string): Promise<unknown> {
  const root = tempFolder({ 'worker.js': MORTAL.replace('HOW', how) });
  return analyze({ root, exclude: [], workerFile: join(root, 'worker.js'), heapMegabytes: 64 });
}

describe('an analysis that dies of a file', () => {
  it('goes on without it when the memory ran out', async () => {
    expect(await survivorOf('for (let held = null; ; ) held = { held }')).toMatchObject({
      plan: { leftOut: [{ path: 'src/bad.js', code: 'memory' }] },
    });
  });

  it('goes on without it when it crashed, ended or failed', async () => {
    for (const how of [
      'throw new Error("boom")',
      'process.exit(7)',
      'parentPort.postMessage({ kind: "failed", reason: "internal", message: "boom\\n at x" })',
    ]) {
      expect(await survivorOf(how)).toMatchObject({
        plan: { leftOut: [{ path: 'src/bad.js', code: 'crashed', detail: expect.any(String) }] },
      });
    }
  });

  it('says so in one sentence without a stack, which is kept apart for logs', async () => {
    const root = tempFolder({ 'app.js': 'f()' });
    const options = { root, exclude: [], paths: 7 as unknown as string[], workerFile: WORKER };
    const failed = await analyze(options).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(AnalysisError);
    const { reason, message, details } = failed as AnalysisError;
    expect(reason).toBe('internal');
    expect(message).toMatch(/^The analysis failed: .+$/);
    expect(message).not.toMatch(/\n|worker\.js| at /);
    expect(details).toContain('worker.js');
  });

  it('says no more than the first line of what the thread threw', async () => {
    const root = tempFolder({ 'worker.js': 'throw new Error("boom\\n    at secret/place.js:1")' });
    const failed = analyze({ root, exclude: [], workerFile: join(root, 'worker.js') });
    await expect(failed).rejects.toMatchObject({ message: 'The analysis stopped unexpectedly: boom' });
  });

  it('says so when the folder itself is refused', async () => {
    await expect(
      survivorOf('parentPort.postMessage({ kind: "failed", reason: "unreadable", message: "no" })'),
    ).rejects.toMatchObject({ reason: 'unreadable' });
  });
});

describe('the place where a thread is', () => {
  it('crosses threads whole, with long and foreign names', () => {
    const where = new Whereabouts();
    const reader = new Whereabouts(where.memory);
    expect(reader.read()).toBeUndefined();
    const progress: Progress = { stage: 'linking', done: 3, total: 7, what: 'src/größe/文件.ts' };
    where.write(progress);
    expect(reader.read()).toEqual(progress);
    where.write({ stage: 'flows', done: 0, total: 0, what: 'x/'.repeat(5_000) });
    expect(reader.read()?.what?.startsWith('x/x/')).toBe(true);
    where.write({ stage: 'done', done: 1, total: 1 });
    expect(reader.read()).toEqual({ stage: 'done', done: 1, total: 1 });
    expect(reader.ticks).toBe(3);
  });

  it('is told again while the thread stands still, until it has been silent for too long', async () => {
    const where = new Whereabouts();
    where.write({ stage: 'flows', done: 1, total: 2, what: 'a.js' });
    const told: Progress[] = [];
    await new Promise<void>((resolve) => {
      const heartbeat = watchThread(
        where,
        (progress) => told.push(progress),
        () => {
          heartbeat.stop();
          resolve();
        },
        5,
      );
    });
    expect(told).toEqual([{ stage: 'flows', done: 1, total: 2, what: 'a.js' }]);
  });
});
