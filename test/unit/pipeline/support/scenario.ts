import type { Decision } from '../../../../src/artifacts/checkpoint-record';
import type { Severity } from '../../../../src/artifacts/enums';
import type { RunEvent } from '../../../../src/artifacts/run-events';
import type { Concern } from '../../../../src/artifacts/phase3';
import type { Clock } from '../../../../src/pipeline/clock';
import type { PipelineParts, Run, RunOptions } from '../../../../src/pipeline/contract';
import { prepareRun, resumeRun, startRun } from '../../../../src/pipeline/run';
import type { RunState } from '../../../../src/session/run-state';
import { ScriptedEngine } from './engine';
import { MemoryFs } from './memory-fs';
import { concernsOf, scriptedParts } from './parts';
import { ScriptedAnalyzer } from './workspace';

/** Time stands still. */
export const stoppedClock = (): Clock => ({ now: () => '2026-01-02T03:04:05Z', elapsed: () => 0 });

/** Every look at it is a second later than the one before. */
export function tickingClock(seconds = 0): Clock {
  let next = Date.parse('2026-01-02T03:04:05Z') + seconds * 1000;
  const now = (): string => {
    const time = new Date(next).toISOString();
    next += 1000;
    return time;
  };
  return { now, elapsed: () => 0 };
}

export interface Scenario {
  folder: string;
  fs: MemoryFs;
  engine: ScriptedEngine;
  analyzer: ScriptedAnalyzer;
  options: RunOptions;
  events: RunEvent[];
}

export interface ScenarioOptions {
  concerns?: Partial<Record<Severity, number>> | Concern[];
  engine?: ScriptedEngine;
  parts?: Partial<PipelineParts>;
  fs?: MemoryFs;
  options?: Partial<RunOptions>;
}

export function scenario(
  folder: string,
  {
    concerns = { critical: 1, high: 1 },
    engine = new ScriptedEngine(),
    parts,
    fs = new MemoryFs(),
    options = {},
  }: ScenarioOptions = {},
): Scenario {
  const list = Array.isArray(concerns) ? concerns : concernsOf(concerns);
  const analyzer = new ScriptedAnalyzer();
  return {
    folder,
    fs,
    engine,
    analyzer,
    events: [],
    options: {
      trusted: true,
      folder,
      scope: { type: 'full' },
      methodology: 'hybrid',
      cvssVersion: '4.0',
      sessionRoot: '/sessions',
      engines: [engine],
      analyzer,
      parts: scriptedParts(list, parts),
      clock: stoppedClock(),
      fs,
      ...options,
    },
  };
}

export async function start(scene: Scenario): Promise<Run> {
  const run = await startRun(await prepareRun(scene.options));
  run.onEvent((event) => scene.events.push(event));
  return run;
}

export async function resume(scene: Scenario, dir: string, changes: Partial<RunOptions> = {}): Promise<Run> {
  const run = await resumeRun(dir, { ...scene.options, ...changes });
  run.onEvent((event) => scene.events.push(event));
  return run;
}

export const waitFor = (run: Run, condition: (state: RunState) => boolean): Promise<void> =>
  new Promise((done) => {
    const stop = run.onEvent((_event, state) => {
      if (condition(state)) finish();
    });
    const finish = (): void => {
      stop();
      done();
    };
    void run.finished.then(finish);
    if (condition(run.state)) finish();
  });

export const DEFAULT_ANSWERS: Record<string, Decision['decision']> = {
  'business-context': 'approve',
  mapping: 'approve',
  batch: 'continue',
  controls: 'approve',
  threats: 'approve',
  tests: 'approve',
};

/** Answers every checkpoint until the run ends. `answer` may say otherwise for one, or return undefined to leave it open. */
export async function attend(
  run: Run,
  answer: (id: string, state: RunState) => Partial<Decision> | undefined | 'leave' = () => undefined,
): Promise<RunState> {
  const seen = new Set<unknown>();
  const refusals: string[] = [];
  const react = (): void => {
    const record = run.state.checkpoint;
    if (!record || run.state.status !== 'waiting' || seen.has(record)) return;
    seen.add(record);
    const chosen = answer(record.id, run.state);
    if (chosen === 'leave') return;
    const decision: Decision = { decision: DEFAULT_ANSWERS[record.summary.kind]!, decidedBy: 'user', ...chosen };
    void run.decide(record.id, decision).then((result) => {
      if (!result.ok) refusals.push(`${record.id}: ${result.message}`);
    });
  };
  run.onEvent(react);
  react();
  const state = await run.finished;
  if (state.status !== 'failed' && refusals.length > 0) throw new Error(refusals.join('\n'));
  return state;
}

/** Some value in a JSON file: the test says what it should be. */
export interface Json {
  [key: string]: Json;
}

/** A JSON artifact among `artifacts`. */
export const json = (files: Record<string, string>, path: string): Json => JSON.parse(files[path]!) as Json;
export const list = (value: Json | undefined): Json[] => value as unknown as Json[];

/** The artifacts of a session that must not depend on how often it was interrupted. */
export function artifacts(fs: MemoryFs, dir: string): Record<string, string> {
  const entries = [...fs.files]
    .filter(
      ([path]) =>
        path.startsWith(`${dir}/`) &&
        !/(journal[^/]*\.jsonl|\.lock|config\.json|metadata\.json|session-notes\.md|\.tmp)$/.test(path),
    )
    .map(([path, data]): [string, string] => [path.slice(dir.length + 1), data.toString('utf8')])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
