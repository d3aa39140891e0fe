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

/** Analyses programs in a thread until one hangs it or kills it. Resolves to the seed after the last that was tried. */
function runShare(share: Share, keep: (one: Fuzzed) => void): Promise<number> {
  return new Promise((resolve) => {
    let next = share.from;
    const worker = new Worker(__filename, { workerData: share, resourceLimits: RESOURCES });
    const give = (problem: string): void => {
      watch.end();
      worker.removeAllListeners();
      worker.on('error', () => undefined);
      void worker.terminate();
      keep(dead(next, problem));
      resolve(next + 1);
    };
    const watch = new Watch(() => give(`It hangs: no answer after ${HANGS_AFTER_MS / 1_000} s of work.`));
    worker.on('message', (one: Fuzzed) => {
      watch.again();
      next = one.seed + 1;
      keep(one);
    });
    worker.on('error', (error) => give(error.message));
    worker.on('exit', () => {
      watch.end();
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
  for (let from = Number(values.seed); from < end;) from = await runShare({ from, end }, (one) => all.push(one));
  report(all);
}

async function serve({ from, end }: Share): Promise<void> {
  for (let seed = from; seed < end; seed += 1) parentPort?.postMessage(await fuzz(seed, Object.values(PROGRAMS)));
}

function isShare(data: unknown): data is Share {
  return typeof data === 'object' && data !== null && 'from' in data && 'end' in data;
}

(isShare(workerData) ? serve(workerData) : control()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
