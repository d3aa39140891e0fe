import type { AgentKind, AgentKinds, AgentTask, Engine } from '../contract';
import type { AgentContext, AgentOutcome, AgentTools, Coverage } from '../../reasoning/work';
import type { Redaction } from '../../safety/secrets/redaction';
import { breathe } from '../../reasoning/turns';
import { lockResult } from './evidence';
import { checkResult } from './result-schemas';
import type { SourceReader } from './source-reader';
import * as say from '../../wording/agents/outcomes';

/** How long an engine may take to hand over what it has after it was asked to stop. */
const GRACE_MS = { deadline: 5000, cancelled: 3000 } as const;

export interface AttemptServices {
  tools: AgentTools;
  reader: SourceReader;
  redaction: Redaction;
  signal: AbortSignal;
  report: AgentContext['report'];
  /** Milliseconds, never going back. */
  elapsed: () => number;
}

export type Attempt<R> = AgentOutcome<R> & { removed: string[] };

const NOTHING_READ: Coverage = { filesRead: [], notReached: [] };

/** What stopped an agent before it answered. */
type Ending =
  { kind: 'answered'; outcome: AgentOutcome<unknown> } | { kind: 'threw'; error: unknown } | { kind: 'silent' };

/** Runs the engine until it answers, or until its grace after a stop is over. A late answer is dropped. */
function race(run: Promise<AgentOutcome<unknown>>, stop: AbortSignal, grace: () => number): Promise<Ending> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const end = (ending: Ending): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', wait);
      resolve(ending);
    };
    const wait = (): void => {
      timer = setTimeout(() => end({ kind: 'silent' }), grace());
    };
    if (stop.aborted) wait();
    else stop.addEventListener('abort', wait, { once: true });
    run.then(
      (outcome) => end({ kind: 'answered', outcome }),
      (error: unknown) => end({ kind: 'threw', error }),
    );
  });
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function withoutResult<R>(
  status: 'failed' | 'timed-out' | 'cancelled' | 'refused',
  reason: string,
  seconds: number,
  coverage: Coverage = NOTHING_READ,
): Attempt<R> {
  return { status, reason, usage: { seconds, filesRead: coverage.filesRead.length, tokens: 0 }, coverage, removed: [] };
}

/** An answer counts only when it fits its schema and its claims are found in the code. */
async function accept<K extends AgentKind>(
  task: AgentTask<K>,
  outcome: AgentOutcome<unknown>,
  { reader, redaction }: AttemptServices,
): Promise<Attempt<AgentKinds[K]['result']>> {
  if (!('result' in outcome)) return { ...outcome, removed: [] };
  if (outcome.status !== 'completed' && outcome.result === null) return { ...outcome, result: null, removed: [] };
  await breathe();
  const before = checkResult(task.kind, outcome.result);
  if (!before.ok) return withoutResult('failed', before.reason, outcome.usage.seconds, outcome.coverage);
  await breathe();
  const locked = await lockResult(task.kind, before.result, reader, redaction);
  await breathe();
  const after = checkResult(task.kind, locked.result);
  await breathe();
  if (!after.ok)
    return withoutResult('failed', say.nothingLeft(locked.removed), outcome.usage.seconds, outcome.coverage);
  return { ...outcome, result: after.result, removed: locked.removed };
}

/** One attempt of one engine at one task. Never rejects. */
export async function runAttempt<K extends AgentKind>(
  engine: Engine,
  task: AgentTask<K>,
  services: AttemptServices,
): Promise<Attempt<AgentKinds[K]['result']>> {
  const started = services.elapsed();
  const seconds = (): number => Math.round(services.elapsed() - started) / 1000;
  const isStopped = (): boolean => services.signal.aborted;
  if (isStopped()) return withoutResult('cancelled', say.beforeStart, 0);
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), task.limits.timeoutMs);
  const stop = AbortSignal.any([services.signal, deadline.signal]);
  const run = Promise.resolve().then(() =>
    engine.run(task, { signal: stop, tools: services.tools, report: services.report }),
  );
  const ending = await race(run, stop, () => (services.signal.aborted ? GRACE_MS.cancelled : GRACE_MS.deadline));
  clearTimeout(timer);
  if (isStopped()) return withoutResult('cancelled', say.stoppedByUser, seconds());
  const late = deadline.signal.aborted;
  const tooLong = say.tookTooLong(task.limits.timeoutMs);
  if (ending.kind === 'silent') return withoutResult('timed-out', tooLong, seconds());
  if (ending.kind === 'threw')
    return withoutResult(late ? 'timed-out' : 'failed', late ? tooLong : messageOf(ending.error), seconds());
  const accepted = await accept(task, ending.outcome, services);
  const timed = { ...accepted, usage: { ...accepted.usage, seconds: seconds() } };
  return late && (timed.status === 'cancelled' || timed.status === 'failed')
    ? withoutResult('timed-out', tooLong, seconds(), timed.coverage)
    : timed;
}
