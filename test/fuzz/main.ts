import { fork } from 'node:child_process';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { PROGRAMS } from '../unit/analysis/twins/programs';
import { type Fuzzed, fuzz } from './fuzz';

interface Share {
  from: number;
  end: number;
}

/** A program that takes so long hangs; milliseconds of processor time, so that a busy machine changes nothing. */
const HANGS_AFTER_MS = 60_000;
const LOOKS_EVERY_MS = 1_000;
const RESOURCES = { stackSizeMb: 16, maxOldGenerationSizeMb: 1_024, maxYoungGenerationSizeMb: 48 };
const SLOWEST = 5;
/** Tells a process which programs are its. */
const SHARE = 'THREATLINE_FUZZ_SHARE';

const dead = (seed: number, problem: string): Fuzzed => ({
  seed,
  problems: [problem],
  weaknesses: 0,
  limits: 0,
  cpu: 0,
  heap: 0,
});

/** Looks now and then whether more processor time was used since it was made or last told `again`. */
class Watch {
  private since = process.cpuUsage();
  private readonly timer = setInterval(() => this.look(), LOOKS_EVERY_MS);

  constructor(private readonly over: () => void) {}

  again(): void {
    this.since = process.cpuUsage();
  }

  end(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const { user, system } = process.cpuUsage(this.since);
    if ((user + system) / 1_000 > HANGS_AFTER_MS) this.over();
  }
}

const shown = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * In a process of its own, which a program may kill: analyses in a thread until one hangs it or kills it, and sends what
 * became of each.
 */
function runShare(share: Share): void {
  let next = share.from;
  const worker = new Worker(__filename, { workerData: share, resourceLimits: RESOURCES });
  const give = (problem: string): void => {
    process.send?.(dead(next, problem), () => process.exit());
  };
  const watch = new Watch(() => give(`It hangs: no answer after ${HANGS_AFTER_MS / 1_000} s of work.`));
  worker.on('message', (one: Fuzzed) => {
    watch.again();
    next = one.seed + 1;
    process.send?.(one);
  });
  worker.on('error', (error) => give(shown(error)));
  worker.on('exit', () => watch.end());
}

/** Resolves to the seed after the last that was tried. */
function inProcess(share: Share, keep: (one: Fuzzed) => void): Promise<number> {
  return new Promise((resolve) => {
    let next = share.from;
    const child = fork(__filename, [], { env: { ...process.env, [SHARE]: JSON.stringify(share) }, stdio: 'pipe' });
    child.on('message', (one: Fuzzed) => {
      next = one.seed + 1;
      keep(one);
    });
    child.on('close', (code, signal) => {
      if (code !== 0) {
        keep(dead(next, `It ends the process (${signal ?? code ?? ''}).`));
        next += 1;
      }
      resolve(next);
    });
  });
}

function report(all: readonly Fuzzed[]): void {
  const kinds = new Map<string, number[]>();
  for (const { seed, problems } of all) {
    for (const problem of problems) {
      const key = problem.split('\n', 2).join(' ').slice(0, 200);
      kinds.set(key, [...(kinds.get(key) ?? []), seed]);
    }
  }
  for (const [problem, seeds] of kinds)
    console.log(`${seeds.length} × ${problem}  (seeds ${seeds.slice(0, 8).join(', ')})`);
  const slowest = [...all].sort((a, b) => b.cpu - a.cpu).slice(0, SLOWEST);
  const failed = all.filter((one) => one.problems.length > 0).length;
  console.log(`slowest: ${slowest.map((one) => `seed ${one.seed} ${Math.round(one.cpu)} ms`).join(', ')}`);
  console.log(
    `heap at most ${Math.round(Math.max(...all.map((one) => one.heap)))} MB; ${all.reduce((sum, one) => sum + one.weaknesses, 0)} weaknesses, ${all.reduce((sum, one) => sum + one.limits, 0)} limits stated`,
  );
  console.log(`fuzz: ${all.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** `--seed N --count N`: damaged and adversarial programs through the whole analysis. */
async function control(): Promise<void> {
  const { values } = parseArgs({
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '300' } },
  });
  const all: Fuzzed[] = [];
  const end = Number(values.seed) + Number(values.count);
  const keep = (one: Fuzzed): void => {
    all.push(one);
    for (const problem of one.problems) console.log(`seed ${one.seed}: ${problem.split('\n', 1)[0] ?? ''}`);
  };
  for (let from = Number(values.seed); from < end;) from = await inProcess({ from, end }, keep);
  report(all);
}

async function serve({ from, end }: Share): Promise<void> {
  for (let seed = from; seed < end; seed += 1) parentPort?.postMessage(await fuzz(seed, Object.values(PROGRAMS)));
}

function isShare(data: unknown): data is Share {
  return typeof data === 'object' && data !== null && 'from' in data && 'end' in data;
}

async function main(): Promise<void> {
  const share = process.env[SHARE];
  if (isShare(workerData)) await serve(workerData);
  else if (share !== undefined) runShare(JSON.parse(share) as Share);
  else await control();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
