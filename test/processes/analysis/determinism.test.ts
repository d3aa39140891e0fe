import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/analysis/analyze';
import { readTexts } from '../../../src/analysis/in-process';
import { Pace } from '../../../src/analysis/pace';
import { type AnalysisCost, factsOf } from '../../../src/analysis/stages';
import { FolderSecrets } from '../../../src/analysis/documents/secrets/folder-secrets';
import { ParsePool } from '../../../src/analysis/read/parse/pool';
import type { CodeFacts } from '../../../src/artifacts/facts';
import { factsFile } from '../../../src/cli/facts-file';
import { analysisSarif } from '../../../src/report/sarif/analysis';
import { sourceTexts } from '../../../src/safety/files/source-texts';
import { jsonText } from '../../../src/safety/text/json';
import { tempFolder } from '../../unit/analysis/temp-folder';

const SAMPLE = join(__dirname, '../../fixtures/sample');
const WORKER = resolve(__dirname, '../../../dist/worker.js');
/** So many copies fill more batches than there are workers: each of them has something to do. */
const COPIES_FOR_ALL_WORKERS = 14;

/** The real worker, whose parsers answer a batch in another order, and one batch after a batch that came later. */
const shuffledWorker = (seed: number): string => `
const { parentPort, threadId, workerData } = require('node:worker_threads');
if (workerData?.kind === 'parse') {
  let state = ${seed} * 7919 + threadId;
  const random = () => (state = (state * 48271 + 11) % 2147483647) / 2147483647;
  const send = parentPort.postMessage.bind(parentPort);
  let held = [];
  let expected = 0;
  parentPort.on('message', (jobs) => (expected += jobs.length));
  const release = (turns) => {
    if (turns > 0) return void setImmediate(release, turns - 1);
    const replies = held.map((reply) => [random(), reply]).sort(([a], [b]) => a - b);
    held = [];
    for (const [, reply] of replies) send(reply);
  };
  parentPort.postMessage = (message) => {
    if (message.kind !== 'file') return send(message);
    held.push(message);
    if (--expected === 0) release(Math.floor(random() * 200));
  };
}
require(${JSON.stringify(WORKER)});
`;

function copies(count: number): string {
  const root = tempFolder();
  for (let copy = 0; copy < count; copy++) cpSync(SAMPLE, join(root, `copy-${copy}`), { recursive: true });
  return root;
}

/** The files that `analyze` writes, and the whole of the facts. */
async function outputs(root: string, facts: CodeFacts): Promise<string[]> {
  const files = facts.weaknesses.flatMap(({ at, path }) => [at.file, ...path.map(({ file }) => file)]);
  const sarif = analysisSarif(facts, '1.0.0', await sourceTexts(root, files), []);
  return [jsonText(sarif), jsonText(factsFile(facts)), jsonText(facts)];
}

function textsBelow(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const absolute = join(entry.parentPath, entry.name);
      return [absolute.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(absolute, 'utf8')];
    }),
  );
}

async function counted(root: string): Promise<{ facts: CodeFacts; cost: AnalysisCost }> {
  let cost: AnalysisCost = { programSteps: 0, flowSteps: 0 };
  const code = await readTexts(textsBelow(root));
  const facts = factsOf(code, new Pace(() => undefined), new FolderSecrets(), { tellCost: (told) => (cost = told) });
  return { facts, cost };
}

/** What was found in a folder, as if the folder were the whole; entry points, which are numbered, by their place. */
function foundIn(facts: CodeFacts, copy: string): Record<string, unknown[]> {
  const places = new Map(facts.entryPoints.map(({ id, at }) => [id, `${at.file}:${at.line}`]));
  const own = (items: readonly object[]): unknown[] =>
    items
      .map((item) => JSON.stringify(item).replace(/(?<=")ep-\d+(?=")/g, (id) => places.get(id) ?? id))
      .filter((text) => text.includes(`"file":"${copy}/`))
      .map((text): unknown => JSON.parse(text.replaceAll(`${copy}/`, '')));
  const { entryPoints, weaknesses, operations, functions } = facts;
  return {
    entryPoints: own(entryPoints),
    // Its id is made of the path as well.
    weaknesses: own(weaknesses.map((one) => ({ ...one, id: '' }))),
    operations: own(operations),
    functions: own(functions),
  };
}

/** In which order the parsers give back the files of a folder. */
async function completionOrder(root: string, facts: CodeFacts, workerFile: string): Promise<string[]> {
  const order: string[] = [];
  const jobs = facts.inventory.files
    .filter(({ path }) => /\.(?:js|py)$/.test(path))
    .map(({ path, sha256, language = '' }) => ({ path, absolute: join(root, path), sha256, language }));
  await ParsePool.run({ workerFile, workers: 4 }, jobs, (_done, _total, path) => order.push(path));
  return order;
}

/** On a busy machine one worker may do everything before the others have started: tried until they mix. */
async function untilOutOfOrder(root: string, facts: CodeFacts, workerFile: string): Promise<void> {
  let order: string[] = [];
  for (let tries = 0; tries < 50 && order.join() === [...order].sort().join(); tries += 1)
    order = await completionOrder(root, facts, workerFile);
  expect(order).not.toEqual([...order].sort());
}

describe('the same folder', () => {
  it('gives the same bytes for one, two and four parsers, and whatever order they end in', async () => {
    const root = copies(COPIES_FOR_ALL_WORKERS);
    const read = (workers: number, workerFile: string): Promise<CodeFacts> =>
      analyze({ root, exclude: [], workers, workerFile });
    const facts = await read(1, WORKER);
    const first = await outputs(root, facts);
    expect(first[0]).toContain('"ruleId"');
    for (const workers of [2, 4]) expect(await outputs(root, await read(workers, WORKER))).toEqual(first);
    for (const seed of [1, 2, 3]) {
      const workerFile = join(tempFolder({ 'worker.js': shuffledWorker(seed) }), 'worker.js');
      await untilOutOfOrder(root, facts, workerFile);
      expect(await outputs(root, await read(4, workerFile))).toEqual(first);
    }
  });
});

describe('eight applications that have nothing to do with each other', () => {
  it('are judged as each alone, for at most eight times the steps', async () => {
    const alone = await counted(copies(1));
    const together = await counted(copies(8));
    const single = foundIn(alone.facts, 'copy-0');
    expect(single['weaknesses']).not.toEqual([]);
    expect(single['entryPoints']).not.toEqual([]);
    for (let copy = 0; copy < 8; copy++) expect(foundIn(together.facts, `copy-${copy}`)).toEqual(single);
    const whole = ({ programSteps, flowSteps }: AnalysisCost): number => programSteps + flowSteps;
    expect(whole(alone.cost)).toBeGreaterThan(1_000);
    expect(whole(together.cost) / whole(alone.cost)).toBeLessThanOrEqual(8);
  });
});
