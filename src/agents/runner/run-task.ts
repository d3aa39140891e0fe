import type { AgentKind, AgentKinds, AgentTask, Engine } from '../contract';
import { type Attempt, type AttemptServices, runAttempt } from './attempt';
import * as say from '../../wording/agents/outcomes';

/** An engine gets a second try when it failed; not when it refused, ran out of time or was stopped. */
const TRIES_PER_ENGINE = 2;

export interface TaskRun<K extends AgentKind = AgentKind> {
  task: AgentTask<K>;
  /** Who gave the outcome. */
  engine: string;
  /** Counted over all engines. */
  attempts: number;
  outcome: Attempt<AgentKinds[K]['result']>;
  /** What went wrong before, oldest first. */
  history: { engine: string; status: string; reason: string }[];
}

const isAnswer = (outcome: Attempt<unknown>): boolean => 'result' in outcome && outcome.result !== null;

/**
 * Takes a task through the engine chain until one answers: a failed engine is asked once more, then the next one is.
 * `onAttempt` is told before each attempt. Never rejects.
 */
export async function runTask<K extends AgentKind>(
  task: AgentTask<K>,
  engines: readonly Engine[],
  services: AttemptServices,
  onAttempt: (engine: string, attempt: number) => Promise<void>,
): Promise<TaskRun<K>> {
  const able = engines.filter((engine) => engine.supports(task.kind));
  const history: TaskRun['history'] = [];
  let attempts = 0;
  let last: { engine: string; outcome: Attempt<AgentKinds[K]['result']> } | undefined;
  for (const engine of able) {
    for (let tries = 0; tries < TRIES_PER_ENGINE; tries++) {
      attempts++;
      await onAttempt(engine.id, attempts);
      const outcome = await runAttempt(engine, task, services);
      last = { engine: engine.id, outcome };
      if (isAnswer(outcome) || outcome.status === 'cancelled') return { task, ...last, attempts, history };
      history.push({
        engine: engine.id,
        status: outcome.status,
        reason: 'reason' in outcome ? outcome.reason : 'no answer',
      });
      if (outcome.status !== 'failed') break;
    }
  }
  const nobody: Attempt<AgentKinds[K]['result']> = {
    status: 'failed',
    reason: say.nobodyAnswers(task.kind),
    usage: { seconds: 0, filesRead: 0, tokens: 0 },
    coverage: { filesRead: [], notReached: [] },
    removed: [],
  };
  return { task, engine: last?.engine ?? 'none', attempts, outcome: last?.outcome ?? nobody, history };
}
