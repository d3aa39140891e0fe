import { createHash } from 'node:crypto';
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, expect } from 'vitest';
import { neededNet } from '../../../../src/artifacts/limits';
import type { Code } from '../../../../src/analysis/read/code';
import { cacheVersion, forgetSecrets, IrCache, pruneCache } from '../../../../src/analysis/read/parse/cache';
import type { ParseJob } from '../../../../src/analysis/read/parse/jobs';
import { parseFile } from '../../../../src/analysis/languages/parse-file';
import { IdleWorkers } from '../../../../src/analysis/read/parse/idle-workers';
import { ParsePool } from '../../../../src/analysis/read/parse/pool';
import { tempFolder } from '../../../unit/analysis/temp-folder';

const WORKER = join(__dirname, '../../../../dist/worker.js');

function jobsFor(root: string, files: Record<string, string>): ParseJob[] {
  return Object.keys(files)
    .sort()
    .map((path) => ({
      path,
      absolute: join(root, path),
      sha256: createHash('sha256')
        .update(readFileSync(join(root, path)))
        .digest('hex'),
      language: path.endsWith('.py') ? 'python' : 'javascript',
    }));
}

/**
 * A worker that answers with an empty tree, except for files whose name says what goes wrong. Memory is filled by small
 * objects: one allocation that overshoots the limit by far ends the whole process before the thread can be ended.
 */
const BAD_WORKER = `
const { parentPort } = require('node:worker_threads');
parentPort.postMessage({ kind: 'ready' });
parentPort.on('message', (jobs) => {
  for (const { path } of jobs) {
    if (path.includes('hang')) for (;;);
    if (path.includes('exit')) process.exit(1);
    if (path.includes('throw')) throw new Error('boom');
    if (path.includes('memory')) for (let held = null; ; ) held = { held, path };
    if (path.includes('broken')) parentPort.postMessage({ kind: 'broken', message: 'The grammar is missing.' });
    if (path.includes('silent')) parentPort.postMessage({ kind: 'file', reply: { path } });
    else parentPort.postMessage({ kind: 'file', reply: { path, json: path.includes('garbled') ? '{' : '{"body":[]}' } });
  }
});`;

/** Says which thread it is. */
const TELLING_WORKER = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.postMessage({ kind: 'ready' });
parentPort.on('message', (jobs) => {
  for (const { path } of jobs)
    parentPort.postMessage({ kind: 'file', reply: { path, json: JSON.stringify({ language: String(threadId), body: [] }) } });
});`;

describe('the pool of parsers', () => {
  it('gives the same for any number of workers', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`f${i}.${i % 2 ? 'py' : 'js'}`, `x = f(${i})\n`]),
    );
    const root = tempFolder(files);
    const jobs = jobsFor(root, files);
    const one = await ParsePool.run({ workerFile: WORKER, workers: 1 }, jobs);
    const four = await ParsePool.run({ workerFile: WORKER, workers: 4 }, jobs);
    expect(one.files.size).toBe(100);
    expect(JSON.stringify([...four.files])).toBe(JSON.stringify([...one.files]));
    expect([...one.files.keys()]).toEqual([...one.files.keys()].sort());
  });

  it('leaves its workers to the next files of the folder', async () => {
    const root = tempFolder({ 'worker.js': TELLING_WORKER });
    const idle = new IdleWorkers();
    const threadOf = async (path: string, kept?: IdleWorkers): Promise<unknown> => {
      const job = { path, absolute: path, sha256: '', language: 'javascript' };
      const options = { workerFile: join(root, 'worker.js'), workers: 1, ...(kept && { idle: kept }) };
      return (await ParsePool.run(options, [job])).files.get(path)?.language;
    };
    const first = await threadOf('a.js', idle);
    expect(await threadOf('b.js', idle)).toBe(first);
    await idle.end();
    expect(idle.take()).toBeUndefined();
    expect(await threadOf('c.js', idle)).not.toBe(first);
    await idle.end();
  });

  it('gives up the file that is to blame and reads all others', async () => {
    const names = [
      'a.js',
      'b-hang.js',
      'c.js',
      'd-exit.js',
      'e-throw.js',
      'f-garbled.js',
      'g-silent.js',
      ...Array.from({ length: 70 }, (_, i) => `h${i}.js`),
    ];
    const root = tempFolder({ 'worker.js': BAD_WORKER });
    const jobs = names.map((path) => ({ path, absolute: path, sha256: '', language: 'javascript' }));
    let told = 0;
    const parsed = await ParsePool.run(
      { workerFile: join(root, 'worker.js'), workers: 2, silenceLimitMs: 5_000 },
      jobs,
      (done, total) => {
        expect(total).toBe(names.length);
        told = done;
      },
    );
    expect(told).toBe(names.length);
    expect(parsed.failures.map(({ path, code }) => `${path} ${code ?? ''}`)).toEqual([
      'b-hang.js timeout',
      'd-exit.js crashed',
      'e-throw.js crashed',
      'f-garbled.js parse-failed',
      'g-silent.js parse-failed',
    ]);
    expect(parsed.failures[0]?.why.is).toBe('parser-silent');
    expect(parsed.failures[2]?.why).toEqual({ is: 'parser-stopped', name: expect.stringContaining('boom') });
    expect(parsed.files.size).toBe(names.length - 5);
    expect(neededNet(parsed.failures)).toBe(true);
  });

  it('gives up the file that exceeds the memory of a worker', async () => {
    const root = tempFolder({ 'worker.js': BAD_WORKER });
    const jobs = ['a.js', 'b-memory.js', 'c.js'].map((path) => ({
      path,
      absolute: path,
      sha256: '',
      language: 'javascript',
    }));
    const parsed = await ParsePool.run({ workerFile: join(root, 'worker.js'), workers: 1, heapMegabytes: 64 }, jobs);
    expect(parsed.failures).toEqual([{ path: 'b-memory.js', code: 'memory', why: { is: 'parser-memory' } }]);
    expect([...parsed.files.keys()]).toEqual(['a.js', 'c.js']);
  });

  it('tries a file again before it is blamed: another may have filled the memory', async () => {
    const root = tempFolder({
      'worker.js': BAD_WORKER.replace(
        "if (path.includes('exit'))",
        "if (path.includes('once') && !require('node:fs').existsSync(path)) { require('node:fs').writeFileSync(path, ''); process.exit(1); }\n    if (path.includes('exit'))",
      ),
    });
    const jobs = ['a.js', 'once.js', 'z.js'].map((name) => ({
      path: join(root, name),
      absolute: name,
      sha256: '',
      language: 'javascript',
    }));
    const parsed = await ParsePool.run({ workerFile: join(root, 'worker.js'), workers: 1 }, jobs);
    expect(parsed.failures).toEqual([]);
    expect(parsed.files.size).toBe(3);
  });

  it('ends at once when the installation is broken, whatever the file', async () => {
    const root = tempFolder({ 'worker.js': BAD_WORKER });
    const jobs = ['a.js', 'broken.js'].map((path) => ({ path, absolute: path, sha256: '', language: 'javascript' }));
    await expect(ParsePool.run({ workerFile: join(root, 'worker.js'), workers: 1 }, jobs)).rejects.toMatchObject({
      reason: 'worker-died',
      message: 'The grammar is missing.',
    });
  });

  it('says when no parser starts', async () => {
    const root = tempFolder({ 'worker.js': 'throw new Error("no grammar")' });
    const job = { path: 'a.js', absolute: 'a.js', sha256: '', language: 'javascript' };
    await expect(ParsePool.run({ workerFile: join(root, 'worker.js'), workers: 2 }, [job])).rejects.toMatchObject({
      reason: 'worker-died',
      message: expect.stringContaining('no grammar'),
    });
    await expect(ParsePool.run({ workerFile: join(root, 'missing.js'), workers: 1 }, [job])).rejects.toMatchObject({
      reason: 'worker-died',
    });
    expect((await ParsePool.run({ workerFile: 'unused', workers: 1 }, [])).files.size).toBe(0);
  });

  it('survives 10,000 nested parentheses, functions and blocks', async () => {
    const files = {
      'p.js': `x=${'('.repeat(10_000)}1${')'.repeat(10_000)}`,
      'f.js': `${'(()=>{'.repeat(3_000)}${'})()'.repeat(3_000)}`,
      'b.js': '{'.repeat(10_000),
      'i.py': `x = ${'['.repeat(10_000)}`,
      'ok.js': 'f()',
    };
    const root = tempFolder(files);
    const { files: trees, failures } = await ParsePool.run({ workerFile: WORKER, workers: 1 }, jobsFor(root, files));
    expect(failures).toEqual([]);
    expect([...trees.keys()]).toEqual(Object.keys(files).sort());
  });

  it('reports files that changed, vanished or are in an unknown language', async () => {
    const root = tempFolder({ 'a.js': 'f()', 'b.js': 'g()', 'c.rb': 'h' });
    const [a, b, c] = jobsFor(root, { 'a.js': '', 'b.js': '', 'c.rb': '' });
    writeFileSync(join(root, 'a.js'), 'changed()');
    expect(await parseFile(a!, undefined)).toMatchObject({ failed: { code: 'changed' } });
    expect(await parseFile({ ...b!, absolute: join(root, 'gone.js') }, undefined)).toMatchObject({
      failed: { code: 'unreadable', why: { is: 'no-access', name: 'ENOENT' } },
    });
    expect(await parseFile(c!, undefined)).toMatchObject({
      failed: { code: 'parse-failed', why: expect.objectContaining({ is: 'language-unknown' }) },
    });
  });
});

describe('the cache', () => {
  const entriesOf = (directory: string) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  it('is used for the same bytes under any path, and made again when damaged', async () => {
    const root = tempFolder({ 'a.js': 'f(1)', 'b/c.js': 'f(1)' });
    const cacheDir = join(root, 'cache');
    const cache = new IrCache(cacheDir, 'v1');
    const [a, c] = jobsFor(root, { 'a.js': '', 'b/c.js': '' });
    const first = await parseFile(a!, cache);
    const [entry, ...more] = entriesOf(cacheDir);
    expect(more).toEqual([]);
    // Nothing is parsed again: the file itself need not be there.
    const again = await parseFile({ ...c!, absolute: '/nowhere' }, cache);
    expect(Buffer.from(again.json!).toString()).toBe(Buffer.from(first.json!).toString());
    writeFileSync(entry!, 'damaged');
    expect(Buffer.from((await parseFile(a!, cache)).json!)).toEqual(Buffer.from(first.json!));
    expect(statSync(entry!).size).toBeGreaterThan(20);
    expect(new IrCache(cacheDir, 'v2').read(a!.sha256, 'javascript')).toBeUndefined();
    expect(cache.read(a!.sha256, 'typescript')).toBeUndefined();
  });

  it('gives cached trees their own path', async () => {
    const root = tempFolder({ 'a.js': 'f(1)', 'b/c.js': 'f(1)' });
    const run = () =>
      ParsePool.run(
        { workerFile: WORKER, workers: 1, cacheDir: join(root, 'cache') },
        jobsFor(root, { 'a.js': '', 'b/c.js': '' }),
      );
    const cold = await run();
    const warm = await run();
    expect([...warm.files].map(([path, ir]) => [path, ir.path])).toEqual([
      ['a.js', 'a.js'],
      ['b/c.js', 'b/c.js'],
    ]);
    expect(JSON.stringify([...warm.files])).toBe(JSON.stringify([...cold.files]));
  });

  it('knows that no secret stands in what is kept, except where a name makes more of it', async () => {
    const files = { 'a.js': 'f(1)', 'b/x.env.js': 'f(1)', 'key.js': "const password = 'hunter22x';" };
    const root = tempFolder(files);
    const cache = new IrCache(join(root, 'cache'), 'v1');
    const [a, env, key] = jobsFor(root, files);
    const found = async (job: typeof a) => (await parseFile(job!, cache)).secrets?.map(({ value }) => value);
    expect(await found(a)).toEqual([]);
    expect(await found(a)).toEqual([]);
    // Kept of `a.js`: values of settings stand without quotation marks, so that the text has to be looked through again.
    expect(await found(env)).toBeUndefined();
    expect(await found(key)).toEqual(['hunter22x']);
    expect(await found(key)).toEqual(['hunter22x']);
  });

  it('gives what was recognised in the files beside their trees', async () => {
    const files = { 'a.js': 'f(1)', 'key.js': "const password = 'hunter22x';" };
    const root = tempFolder(files);
    const { secrets } = await ParsePool.run({ workerFile: WORKER, workers: 1 }, jobsFor(root, files));
    const values = [...secrets].map(([path, spans]) => [path, spans.map(({ value }) => value)]);
    expect(Object.fromEntries(values)).toEqual({ 'a.js': [], 'key.js': ['hunter22x'] });
  });

  it('is not needed: a place that cannot be written costs nothing but time', async () => {
    const root = tempFolder({ 'a.js': 'f()', file: '' });
    const [a] = jobsFor(root, { 'a.js': '' });
    expect((await parseFile(a!, new IrCache(join(root, 'file'), 'v1'))).json).toBeDefined();
    chmodSync(root, 0o500);
    expect((await parseFile(a!, new IrCache(join(root, 'new'), 'v1'))).json).toBeDefined();
    chmodSync(root, 0o700);
    expect(() => pruneCache(join(root, 'nothing-here'))).not.toThrow();
  });
});

describe('the cache and secrets', () => {
  const inCache = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.gz'));

  it('keeps no tree of a file with a secret in it or in its name', async () => {
    const root = tempFolder({
      'a.js': "const password = 'hunter2hunter2';",
      'b.js': 'b();',
      [`${['gh', 'p_zZ9yY8xX7wW6vV5uU4tT3sS2rR1qQ0pP9oO'].join('')}.js`]: 'c();',
    });
    const cache = new IrCache(join(root, 'cache'), 'v');
    const jobs = jobsFor(
      root,
      Object.fromEntries(
        readdirSync(root)
          .filter((name) => name.endsWith('.js'))
          .map((name) => [name, '']),
      ),
    );
    for (const job of jobs) expect((await parseFile(job, cache)).failed).toBeUndefined();
    expect(inCache(join(root, 'cache'))).toHaveLength(1);
  });

  it('forgets the trees of files that hold what was recognised elsewhere', () => {
    const root = tempFolder({ 'a.js': "connect('zq81hfT0pL2mVx7s');", 'b.js': 'b();' });
    const directory = join(root, 'cache');
    const texts = new Map(['a.js', 'b.js'].map((path) => [path, readFileSync(join(root, path), 'utf8')]));
    const files = jobsFor(root, { 'a.js': '', 'b.js': '' });
    for (const { sha256, language } of files)
      new IrCache(directory, cacheVersion(WORKER)).write(sha256, language, Buffer.from('{}'));
    const code = {
      inventory: { files },
      files: texts,
      texts: { text: (path: string) => texts.get(path) ?? '' },
    } as unknown as Code;
    forgetSecrets(directory, WORKER, code, ['zq81hfT0pL2mVx7s']);
    expect(inCache(directory).map((name) => name.split('/').at(-1)?.slice(0, 64))).toEqual([files[1]?.sha256]);
  });
});
