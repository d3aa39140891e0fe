// Figures, not tests: `npm run bench [-- folder …]`. Every time is also given as a ratio to reading and hashing the same
// files in the same process, so that figures of different machines can be compared.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { analyze, inventory } from '../../src/analysis/analyze';
import { productionServices } from '../../src/pipeline/production';
import { prepareRun, startRun } from '../../src/pipeline/run';
import { median, readAndHash } from './baseline';

const ROUNDS = 5;

interface Measured {
  name: string;
  milliseconds: number[];
}

async function timed(name: string, rounds: number, work: () => Promise<unknown>): Promise<Measured> {
  const milliseconds: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    milliseconds.push(performance.now() - start);
  }
  return { name, milliseconds };
}

/** A whole unattended run into a scratch folder, and the longest time the main thread did not answer meanwhile. */
async function wholeRun(root: string, blocks: number[]): Promise<void> {
  const sessionRoot = mkdtempSync(join(tmpdir(), 'threatline-bench-'));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  try {
    const services = productionServices({ version: '0.0.0' });
    const run = await startRun(await prepareRun({ ...services, folder: root, scope: { type: 'full' }, methodology: 'hybrid', cvssVersion: '4.0', sessionRoot, unattended: true }));
    const state = await run.finished;
    await run.dispose();
    if (state.status !== 'completed') throw new Error(`the run of ${root} ended as ${state.status}: ${state.failure?.message ?? ''}`);
  } finally {
    delay.disable();
    blocks.push(delay.max / 1e6);
    rmSync(sessionRoot, { recursive: true, force: true });
  }
}

async function measure(root: string): Promise<void> {
  const listed = await inventory({ root, exclude: [] });
  readAndHash(root, listed);
  const floors = Array.from({ length: ROUNDS }, () => readAndHash(root, listed));
  const floor = median(floors.map(({ milliseconds }) => milliseconds));
  const cacheDir = mkdtempSync(join(tmpdir(), 'threatline-bench-cache-'));
  const blocks: number[] = [];
  await analyze({ root, exclude: [], cacheDir });
  const rows = [
    await timed('listing', ROUNDS, () => inventory({ root, exclude: [] })),
    await timed('analysis, cold', ROUNDS, () => analyze({ root, exclude: [] })),
    await timed('analysis, cached', ROUNDS, () => analyze({ root, exclude: [], cacheDir })),
    await timed('whole run', 3, () => wholeRun(root, blocks)),
  ];
  rmSync(cacheDir, { recursive: true, force: true });
  const bytes = floors[0]?.bytes ?? 0;
  console.log(`\n${basename(root)}: ${listed.files.length} files, ${(bytes / 1e6).toFixed(2)} MB; read and hash ${floor.toFixed(1)} ms`);
  for (const { name, milliseconds } of rows) {
    const middle = median(milliseconds);
    console.log(`  ${name.padEnd(18)} ${middle.toFixed(0).padStart(7)} ms   ${(middle / floor).toFixed(1).padStart(7)} x   (${Math.min(...milliseconds).toFixed(0)} to ${Math.max(...milliseconds).toFixed(0)} ms)`);
  }
  console.log(`  longest main-thread block ${median(blocks).toFixed(0)} ms (${blocks.map((block) => block.toFixed(0)).join(', ')}); peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
}

const [, ...folders] = process.argv.slice(2);
for (const folder of folders) await measure(resolve(folder));
