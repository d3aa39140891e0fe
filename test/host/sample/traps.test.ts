import * as assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import threads from 'node:worker_threads';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Decision } from '../../../src/artifacts/checkpoint-record';
import type { Host } from '../../../src/editor/host';
import type { PipelineApi } from '../../../src/editor/pipeline-api';
import type { RunOptions } from '../../../src/pipeline/contract';
import { setTraps } from '../../traps/record.cjs';
import { type Box, templateBox } from '../../processes/pipeline/git/box';
import { host, sampleFolder, until } from '../support/extension';
import { acceptQuickPicks, asking } from '../support/quick-picks';

interface Trapped {
  kind: string;
  name: string;
  args: string[];
  stack?: string;
}

/** This file is bundled into out/host/sample. */
const ROOT = join(__dirname, '../../..');
const OURS = join(ROOT, 'dist') + sep;
/** VS Code and its other extensions live in this process as well, and have business of their own. */
const isOurs = ({ stack = '' }: Trapped): boolean => stack.includes(OURS);

/** Sets the traps in every worker thread that is started from now on; they write to `file`. Gives the way to end that. */
function trapThreads(file: string): () => void {
  const owner = threads as { Worker: typeof threads.Worker };
  const { Worker } = owner;
  owner.Worker = class extends Worker {
    constructor(program: string | URL, options: threads.WorkerOptions = {}) {
      const execArgv = ['--require', join(ROOT, 'test/traps/record.cjs')];
      super(program, { ...options, execArgv, env: { ...process.env, TRAPS_FILE: file } });
    }
  };
  return () => void (owner.Worker = Worker);
}

describe('with traps on sockets, name look-ups and processes', function () {
  this.timeout(600_000);
  let editor: Host;
  let trapped: Trapped[];
  let file: string;
  let scratch: string;
  let release: (() => void)[];

  const state = () => editor.parts.sessions.current?.state;
  const inThreads = (): Trapped[] =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Trapped);
  const decide = (decision: Omit<Decision, 'decidedBy'>): Promise<unknown> =>
    editor.parts.checkpoint.answer({
      type: 'decide',
      requestId: 'r',
      checkpoint: state()?.checkpoint?.id ?? '',
      decision,
    });

  before(async () => {
    editor = await host();
  });
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'threatline-traps-'));
    file = join(scratch, 'threads.jsonl');
    trapped = [];
    release = [setTraps((record: Trapped) => trapped.push(record)), trapThreads(file)];
  });
  afterEach(() => {
    for (const one of release) one();
    rmSync(scratch, { recursive: true, force: true });
  });
  after(async () => {
    await editor.parts.sessions.stop({ level: 'run' });
    await until('the run to end', () => !editor.parts.sessions.isLive, 300_000);
    editor.parts.sessions.close();
    rmSync(join(sampleFolder().fsPath, '.threat-model'), { recursive: true, force: true });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function untilTheReport(): Promise<void> {
    await until('the first checkpoint', () => state()?.status === 'waiting', 120_000);
    while (state()?.status === 'waiting') {
      const record = state()?.checkpoint;
      const answers =
        record?.summary.kind === 'business-context' ? { answers: record.summary.draft.answers, confirmed: [] } : {};
      await decide({ decision: record?.options.includes('continue') ? 'continue' : 'approve', ...answers });
      await until(
        'the next checkpoint',
        () => (state()?.status === 'waiting' && state()?.checkpoint !== record) || state()?.status === 'completed',
        120_000,
      );
    }
  }

  it('a whole run in a folder that is not trusted starts and reaches nothing', async () => {
    const real = { ...editor.parts.api };
    const untrusting: Partial<PipelineApi> = { services: (settings) => real.services({ ...settings, trusted: false }) };
    Object.assign(editor.parts.api, untrusting);
    release.push(() => void Object.assign(editor.parts.api, real));
    const command = asking('threatline.start');
    await acceptQuickPicks(3);
    await command.done;
    await untilTheReport();
    assert.strictEqual(state()?.status, 'completed');
    assert.deepStrictEqual(trapped.filter(isOurs), []);
    assert.ok(inThreads().length > 0, 'the traps were set in no thread');
    assert.deepStrictEqual(
      inThreads().filter(({ kind }) => kind !== 'ready'),
      [],
    );
  });

  describe('an incremental scope', () => {
    let box: Box;
    before(function () {
      if (spawnSync('git', ['--version']).status !== 0) this.skip();
      box = templateBox();
      box.config('[core]', `fsmonitor = ${box.canary}`);
    });
    after(() => box.remove());

    const prepare = (trusted: boolean): Promise<unknown> => {
      const scope = { type: 'incremental' as const, incremental: { baseRef: 'HEAD~1', includeTouchedFiles: false } };
      const services = editor.parts.api.services({ trusted, poolSize: 1, investigatorMinutes: 15, mapperMinutes: 30 });
      const options: RunOptions = { ...services, folder: box.repo, scope, methodology: 'hybrid', cvssVersion: '4.0' };
      return editor.parts.api.prepareRun(options);
    };

    it('starts git alone when the folder is trusted', async () => {
      await prepare(true);
      const ours = trapped.filter(isOurs);
      assert.deepStrictEqual([...new Set(ours.map(({ kind, name }) => `${kind}: ${name}`))], ['process: spawn']);
      for (const { args } of ours.filter((one) => one.args.length > 0))
        assert.match(args[0] ?? '', /[\\/]git(\.exe)?$/);
      assert.strictEqual(box.whatFired(), '');
    });

    it('starts nothing when it is not, and is refused', async () => {
      await assert.rejects(prepare(false), { code: 'git-untrusted' });
      assert.deepStrictEqual(trapped.filter(isOurs), []);
    });
  });
});
