// Figures, not tests: `npm run bench [-- folder …]`. Every time is also given as a ratio to reading and hashing the same
// files in the same process, so that figures of different machines can be compared.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { analyze, inventory } from '../../src/analysis/analyze';
import { productionServices } from '../../src/pipeline/production';
import { prepareRun, startRun } from '../../src/pipeline/run';
import { activation } from './activation';
import { parseBarely } from './bare-parser';
import { readAndHash } from './baseline';
import { Blocks } from './blocks';
import { analyseInProgram } from './program';
import { median, middle, type Time, timed } from './time';

const ROUNDS = 5;
const RUNS = 3;

async function repeated(rounds: number, work: () => Promise<unknown>): Promise<Time[]> {
  const times: Time[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return times;
}

async function repeatedTimes(rounds: number, work: () => Promise<Time>): Promise<Time[]> {
  const times: Time[] = [];
  for (let round = 0; round < rounds; round++) times.push(await work());
  return times;
}

/** A whole unattended run into a scratch folder. Returns the longest time the main thread held everything else up, in milliseconds. */
async function wholeRun(root: string): Promise<number> {
  const sessionRoot = mkdtempSync(join(tmpdir(), 'threatline-bench-'));
  const blocks = new Blocks();
  try {
    const services = productionServices({ trusted: false, version: '0.0.0' });
    const run = await startRun(
      await prepareRun({
        ...services,
        folder: root,
        scope: { type: 'full' },
        methodology: 'hybrid',
        cvssVersion: '4.0',
        sessionRoot,
        unattended: true,
      }),
    );
    const state = await run.finished;
    await run.dispose();
    if (state.status !== 'completed')
      throw new Error(`the run of ${root} ended as ${state.status}: ${state.failure?.message ?? ''}`);
  } finally {
    blocks.stop();
    rmSync(sessionRoot, { recursive: true, force: true });
  }
  return blocks.longest;
}

const cell = (value: number, unit: string): string => `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`.padStart(12);

function row(name: string, time: Time, floor: Time): void {
  console.log(
    `  ${name.padEnd(20)}${cell(time.wall, 'ms')}${cell(time.wall / floor.wall, 'x')}${cell(time.cpu, 'ms')}${cell(time.cpu / floor.cpu, 'x')}`,
  );
}

async function measure(dist: string, root: string): Promise<void> {
  const listed = await inventory({ root, exclude: [] });
  await readAndHash(root, listed);
  const floors = [];
  for (let round = 0; round < ROUNDS; round++) floors.push(await readAndHash(root, listed));
  const floor = middle(floors);
  const cacheDir = mkdtempSync(join(tmpdir(), 'threatline-bench-cache-'));
  const blocks: number[] = [];
  await analyze({ root, exclude: [], cacheDir });
  console.log(
    `\n${basename(root)}: ${listed.files.length} files, ${((floors[0]?.bytes ?? 0) / 1e6).toFixed(2)} MB\n  ${'median'.padEnd(20)}${['elapsed', 'to floor', 'processor', 'to floor'].map((head) => head.padStart(12)).join('')}`,
  );
  row('read and hash', { wall: floor.wall, cpu: floor.cpu }, floor);
  row('list', middle(await repeated(ROUNDS, () => inventory({ root, exclude: [] }))), floor);
  const parser = middle(await repeatedTimes(ROUNDS, () => parseBarely(root, listed)));
  row('bare parser', parser, floor);
  row('analyse', middle(await repeated(ROUNDS, () => analyze({ root, exclude: [] }))), floor);
  row('analyse, cached', middle(await repeated(ROUNDS, () => analyze({ root, exclude: [], cacheDir }))), floor);
  const programs = Array.from({ length: RUNS }, () => analyseInProgram(dist, root));
  const program = middle(programs);
  row('terminal program', program, floor);
  row('whole run', middle(await repeated(RUNS, async () => blocks.push(await wholeRun(root)))), floor);
  rmSync(cacheDir, { recursive: true, force: true });
  const memory = median(programs.map((one) => one.memory)).toFixed(0);
  console.log(
    `  terminal program / bare parser ${(program.cpu / parser.cpu).toFixed(1)} x of processor time, over the same files in this run; peak memory ${memory} MiB`,
  );
  console.log(
    `  longest block of the main thread ${median(blocks).toFixed(0)} ms of processor time (${blocks.map((block) => block.toFixed(0)).join(', ')}); peak memory of this process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
  );
}

const [dist = '', ...folders] = process.argv.slice(2);
const { load, activate, files, builtins } = activation(dist, ROUNDS);
console.log(
  `extension: loading ${load.toFixed(1)} ms, activating ${activate.toFixed(1)} ms; loaded ${files.map((file) => basename(file)).join(', ')}; ${builtins.length > 0 ? `built-ins ${builtins.join(', ')}` : 'no built-in modules'}`,
);
for (const folder of folders) await measure(dist, resolve(folder));
