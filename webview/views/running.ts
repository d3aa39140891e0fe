import type { AgentState, RunState } from '../../src/session/run-state';
import { link } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { AGENT_WORDS, PHASE_TITLES } from '../../src/session/run-words';
import { plural } from '../state/words';
import type { RunEnv } from './env';
import { figures, rows } from './figures';
import { frame, note, stepper, stopButton } from './frame';
import { block } from './section';

const AGENTS_SHOWN = 6;

/** `index` of the phase that runs; the report comes after the six phases. */
function placeOf(index: number): string {
  if (index < 0) return 'Running';
  return index < 6 ? `Phase ${index + 1} of 6` : 'Last step';
}

export function runningView(env: RunEnv): VNode {
  const { run } = env;
  const index = run.phases.findIndex(({ status }) => status === 'running');
  const phase = run.phases[index];
  return frame(env, {
    place: placeOf(index),
    title: phase ? PHASE_TITLES[phase.key] : 'Starting…',
    lead: 'You can close this view or the window. It stops for you at the next checkpoint.',
    main: [progress(run), agents(run), block('Phases', stepper(run)), counters(run), problems(env)],
    footer: h(
      'footer',
      { class: 'decisions', attrs: { 'aria-label': 'Run' } },
      h(
        'div',
        { class: 'page' },
        h(
          'div',
          { class: 'buttons' },
          stopButton(env),
          link('Show log', () => env.act.command('showLog')),
        ),
      ),
    ),
  });
}

function progress(run: RunState): VNode {
  const current = run.phases.find(({ status }) => status === 'running')?.progress;
  const known = current !== undefined && current.total > 0;
  return h(
    'div',
    { key: 'progress', class: 'progress-block' },
    h('progress', {
      class: 'progress',
      attrs: {
        'aria-label': 'Progress of this step',
        max: known ? current.total : undefined,
        value: known ? current.done : undefined,
      },
    }),
    h(
      'div',
      { class: 'progress-text' },
      h('span', {}, current?.message ?? 'Working…'),
      known && h('span', { class: 'muted' }, `${current.done} of ${current.total}`),
      current?.what !== undefined && h('span', { class: 'muted' }, current.what),
    ),
  );
}

function agents(run: RunState): Child {
  const running = run.agents.filter(({ status }) => status === 'running');
  const queued = run.agents.filter(({ status }) => status === 'queued').length;
  if (run.agents.length === 0) return null;
  const summary = [plural(running.length, 'agent') + ' at work', queued > 0 && `${queued} queued`, finished(run)]
    .filter(Boolean)
    .join(' · ');
  return block(
    'Agents',
    h('p', { class: 'muted' }, summary),
    rows(
      running
        .slice(0, AGENTS_SHOWN)
        .map((agent) => ({ key: agent.id, title: agent.title, lines: [[agentLine(agent)]] })),
    ),
    running.length > AGENTS_SHOWN &&
      h('p', { class: 'muted' }, `and ${running.length - AGENTS_SHOWN} more in the Session view`),
  );
}

function agentLine({ message, done, total }: AgentState): VNode {
  const count = done !== undefined && total !== undefined ? ` (${done} of ${total})` : '';
  return h('span', { class: 'muted clip' }, `${message ?? 'Starting'}${count}`);
}

/** Every way an agent can end has its own word; only those that happened are named. */
function finished(run: RunState): string {
  const counts = new Map<string, number>();
  for (const { status } of run.agents)
    if (status !== 'queued' && status !== 'running') counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${AGENT_WORDS[status as AgentState['status']]}`).join(' · ');
}

/** What was found, and what is still open: the numbers that matter while it runs. */
function soFar({ counters: known, concerns }: RunState): { label: string; value: number }[] {
  const open = Object.values(concerns).filter(({ state }) => state === 'pending' || state === 'running').length;
  const found = known['threats'] ? (known['openThreats'] ?? known['threats']) : undefined;
  const items: [string, number | undefined][] = [
    ['Entry points', known['entryPoints']],
    found === undefined ? ['Gaps', known['gaps']] : ['Open threats', found],
    ['Concerns still to be investigated', open || undefined],
    ['Code files not read', known['notRead'] || undefined],
  ];
  return items.flatMap(([label, value]) => (value === undefined ? [] : [{ label, value }]));
}

export function counters(run: RunState): Child {
  const items = soFar(run);
  return items.length > 0 && block('So far', figures(items));
}

export function problems({ run, act }: RunEnv): Child {
  const last = run.problems.slice(-3);
  return (
    last.length > 0 &&
    block(
      'Problems during the run',
      ...last.map(({ message, recovery, time }) =>
        h(
          'div',
          { key: time + message, class: 'problem' },
          icon('warning'),
          h('div', {}, h('p', {}, message), recovery && h('p', { class: 'muted' }, recovery)),
        ),
      ),
      link('Show log', () => act.command('showLog')),
    )
  );
}

/** A run that failed or was stopped: what happened, what to do, and the way on. */
export function endedNote(env: RunEnv): Child {
  const { failure } = env.run;
  return (
    failure &&
    note('error', failure.message, h('p', {}, failure.advice), h('p', { class: 'muted' }, `Code ${failure.code}`))
  );
}
