import { join } from 'node:path';
import { describe, it, expect, vi } from 'vitest';
import { CodeFacts } from '../../../../src/artifacts/facts';
import { Inventory } from '../../../../src/artifacts/inventory';
import { STAGES } from '../../../../src/artifacts/stages';
import { analyze, inventory, type AnalyzeOptions } from '../../../../src/analysis/analyze';
import { analyzeInProcess } from '../../../../src/analysis/in-process';
import { PartCollector, partsOf } from '../../../../src/analysis/thread/parts';
import { endThreads } from '../../../../src/analysis/thread/running';
import { tempFolder } from '../../../unit/analysis/temp-folder';

/** A net against hanging, milliseconds. */
const NET_MS = 60_000;
type Add = (this: PartCollector, ...part: Parameters<PartCollector['add']>) => void;
const original: Add = Reflect.get(PartCollector.prototype, 'add');
const workerFile = join(__dirname, '../../../../dist/worker.js');
const options = (root: string, more: Partial<AnalyzeOptions> = {}): AnalyzeOptions => ({
  root,
  exclude: [],
  workerFile,
  ...more,
});

const APPLICATION = {
  'package.json': '{\n  "name": "shop",\n  "dependencies": {\n    "express": "^4.0.0"\n  }\n}\n',
  'server.js':
    "const express = require('express');\nconst app = express();\napp.get('/run', (req, res) => { eval(req.query.code); res.send('ok') });\nconst cookieSecret = 'hunter2';\n",
  'broken.js': 'function ( {',
  'tests/server.test.js': 'eval(process.argv[2])',
  'README.md': '# Shop',
};

describe('reading a folder in threads', () => {
  it('finds the facts of the code, the same for any number of workers and with a cache', async () => {
    const root = tempFolder(APPLICATION);
    const stages: string[] = [];
    const cold = await analyze(
      options(root, {
        workers: 1,
        cacheDir: join(root, 'node_modules/.cache'),
        onProgress: ({ stage }) => stages.push(stage),
      }),
    );
    expect(CodeFacts.parse(cold)).toEqual(cold);
    const warm = await analyze(options(root, { workers: 4, cacheDir: join(root, 'node_modules/.cache') }));
    expect(JSON.stringify(warm)).toBe(JSON.stringify(cold));
    expect([...new Set(stages)]).toEqual([...STAGES]);
    expect(cold.dependencies).toMatchObject([{ name: 'express', line: 4 }]);
    expect(cold.weaknesses.map((one) => `${one.weakness} ${one.at.file}:${one.at.line}`)).toEqual(
      expect.arrayContaining(['code-injection server.js:3', 'hardcoded-secret server.js:4']),
    );
    expect(cold.weaknesses.filter((one) => one.at.file.startsWith('tests/'))).toEqual([]);
    expect(cold.limits).toContainEqual({
      path: 'broken.js',
      code: 'partly-parsed',
      why: expect.objectContaining({ is: 'syntax-errors' }),
    });
    expect(cold.inventory.files.find((file) => file.path === 'broken.js')?.syntaxErrors).toBeGreaterThan(0);
    expect(cold.inventory.files.find((file) => file.path === 'tests/server.test.js')).toMatchObject({
      role: 'test',
      analyzed: false,
    });
  });

  it('gives the same in process', async () => {
    const root = tempFolder(APPLICATION);
    const threaded = await analyze(options(root));
    const inProcess = await analyzeInProcess(new Map(Object.entries(APPLICATION)));
    expect({ ...inProcess, inventory: { ...inProcess.inventory, directories: 0 } }).toEqual({
      ...threaded,
      inventory: { ...threaded.inventory, directories: 0 },
    });
  });

  it('lists without reading code', async () => {
    const listed = await inventory(options(tempFolder(APPLICATION)));
    expect(Inventory.parse(listed)).toEqual(listed);
    expect(listed.files.map((file) => file.path)).toEqual(Object.keys(APPLICATION).sort());
  });

  it('accepts an empty folder', async () => {
    expect(await analyze(options(tempFolder()))).toMatchObject({
      entryPoints: [],
      weaknesses: [],
      limits: [],
      inventory: { files: [] },
    });
  });

  it('refuses what it cannot read, with a reason', async () => {
    const root = tempFolder({ file: '' });
    await expect(analyze(options(join(root, 'none')))).rejects.toMatchObject({ reason: 'no-folder' });
    await expect(inventory(options(join(root, 'file')))).rejects.toMatchObject({ reason: 'not-a-folder' });
    await expect(analyze(options(root, { paths: ['..'] }))).rejects.toMatchObject({ reason: 'path-outside' });
    await expect(analyze(options(root, { workerFile: join(root, 'none.js') }))).rejects.toMatchObject({
      reason: 'worker-died',
    });
    await expect(
      analyze(
        options(tempFolder({ 'w.js': 'process.exit(3)' }), {
          workerFile: join(tempFolder({ 'w.js': 'process.exit(3)' }), 'w.js'),
        }),
      ),
    ).rejects.toMatchObject({ reason: 'worker-died', message: expect.stringContaining('code 3') });
  });

  it('is cancelled in any state: nothing is told after that, and no thread is left', async () => {
    const root = tempFolder(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [`f${i}.js`, 'f(a, b, [c, d, { e: 1 }]);\n'.repeat(40)]),
      ),
    );
    await expect(analyze(options(root, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      reason: 'cancelled',
    });
    for (const stage of ['listing', 'reading', 'linking']) {
      const controller = new AbortController();
      let toldAfter = 0;
      const running = analyze(
        options(root, {
          signal: controller.signal,
          onProgress: (progress) => {
            if (controller.signal.aborted) toldAfter += 1;
            else if (progress.stage === stage) controller.abort();
          },
        }),
      );
      await expect(running).rejects.toMatchObject({ reason: 'cancelled' });
      expect(await endThreads(NET_MS)).toBe(true);
      expect(toldAfter).toBe(0);
    }
  });

  it('gives the calling thread a turn after every piece of a large result', async () => {
    const root = tempFolder(
      Object.fromEntries(
        Array.from({ length: 1_500 }, (_, i) => [
          `d${i % 30}/f${i}.${i % 10 === 0 ? 'js' : 'css'}`,
          `export const password${i} = 'hunter${i}';\n`,
        ]),
      ),
    );
    let turns = 0;
    let next: NodeJS.Immediate;
    const turn = (): void => {
      turns += 1;
      next = setImmediate(turn);
    };
    turn();
    const turnOfPart: number[] = [];
    const add = vi.spyOn(PartCollector.prototype, 'add').mockImplementation(function (this: PartCollector, part) {
      turnOfPart.push(turns);
      return original.call(this, part);
    });
    const facts = await analyze(options(root)).finally(() => {
      clearImmediate(next);
      add.mockRestore();
    });
    expect(facts.inventory.files).toHaveLength(1_500);
    expect(turnOfPart.length).toBeGreaterThan(1_500 / 200);
    expect(new Set(turnOfPart).size, 'two pieces in one turn').toBe(turnOfPart.length);
  });

  it('hands large results over in pieces and puts them together again', () => {
    const result = {
      list: Array.from({ length: 1_234 }, (_, i) => i),
      nested: { files: Array.from({ length: 700 }, () => 'x'), directories: 3, none: undefined },
      empty: [],
      flag: true,
    };
    const parts = [...partsOf(result)];
    expect(Math.max(...parts.map((part) => (part.kind === 'items' ? part.items.length : 1)))).toBeLessThanOrEqual(200);
    const collector = new PartCollector();
    for (const part of parts) collector.add(part);
    expect(collector.whole()).toEqual(result);
  });
});
