import { basename } from 'node:path';
import { incompletenessOf } from '../../session/incomplete';
import type { RunState } from '../../session/run-state';
import { RUN_WORDS } from '../../session/run-words';
import { incompleteSentence } from '../../wording/coverage';
import { foundWords } from '../../wording/found';
import { plural, roughly } from '../words';
import { type RowLook, type SessionRow, words } from './session-row';

const RUN_LOOK: Record<RunState['status'], RowLook> = {
  idle: 'queued',
  running: 'running',
  waiting: 'waiting',
  stopped: 'stopped',
  completed: 'done',
  failed: 'failed',
};

function contextOfRun({ status }: RunState, live: boolean): string {
  if (live) return 'run.live';
  return status === 'completed' ? 'run' : 'run.resumable';
}

export function runRow(state: RunState, live: boolean): SessionRow {
  const folder = basename(state.folder) || state.folder;
  const incomplete = state.status === 'completed' ? incompletenessOf(state) : [];
  return {
    label: `${folder} (${state.scope?.type ?? 'full'})`,
    description: words(incomplete.length > 0 ? 'incomplete' : RUN_WORDS[state.status], foundWords(state.counters)),
    look: incomplete.length > 0 ? 'partial' : RUN_LOOK[state.status],
    context: contextOfRun(state, live),
    open: 'unfolded',
    tooltip: [
      ...incomplete.map(incompleteSentence),
      `Threat model of ${state.folder}`,
      `Session: ${state.sessionDir}`,
      ...planLines(state),
      ...(state.failure ? [state.failure.message, state.failure.advice] : []),
    ],
  };
}

export function planLine({ plan }: RunState): string | undefined {
  if (!plan) return undefined;
  const parts = [
    plural(plan.files, 'file'),
    plural(plan.components.length, 'component'),
    `about ${plural(plan.agents, 'agent')}`,
    `about ${roughly(plan.seconds)}`,
  ];
  return parts.join(', ');
}

function planLines(state: RunState): string[] {
  const line = planLine(state);
  return line === undefined
    ? []
    : [
        `Plan: ${line}; up to ${state.plan?.poolSize ?? 1} at once`,
        ...(state.plan?.steps ?? []).map(
          (step) =>
            `  ${step.title}: ${plural(step.agents, 'agent')}, ` +
            `${roughly(step.seconds)}${step.checkpoint ? ', then a checkpoint' : ''}`,
        ),
      ];
}

/** What is over is folded away. */
export function foldOf(children: number, over: boolean): SessionRow['open'] {
  if (children === 0) return 'none';
  return over ? 'folded' : 'unfolded';
}
