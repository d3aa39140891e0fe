import type { CheckpointRecord } from '../../src/artifacts/checkpoint-record';
import type { PhaseRunStatus, RunState } from '../../src/session/run-state';
import { button } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { PHASE_WORDS, PHASE_TITLES } from '../../src/session/run-words';
import { formatSeconds, humanize } from '../state/words';
import type { CheckpointEnv, Env } from './env';
import { block } from './section';

/** Heading that gets the focus when the screen changes. */
export const HEADING = 'screen-title';

interface Frame {
  /** Small line above the title: where in the run this is. */
  place: Child;
  title: string;
  lead?: Child;
  steps?: VNode;
  main: Child[];
  footer?: VNode;
}

/** Every screen: header, scrolling content, and decisions that stay in sight. */
export function frame(env: Env, { place, title, lead, steps, main, footer }: Frame): VNode {
  return h(
    'div',
    { key: title, class: 'screen' },
    h(
      'main',
      { class: 'scroll', id: 'scroll', attrs: { tabindex: -1, 'aria-labelledby': HEADING } },
      h(
        'div',
        { class: 'page' },
        h(
          'header',
          { class: 'head' },
          h('p', { class: 'place muted' }, place),
          h('h1', { id: HEADING, attrs: { tabindex: -1 } }, title),
          steps,
          lead && h('p', { class: 'lead' }, lead),
        ),
        readOnlyNote(env),
        ...main,
      ),
    ),
    footer,
  );
}

function readOnlyNote({ context }: Env): Child {
  return context.readOnly !== undefined && note('warning', context.readOnly);
}

/** A remark that matters for what the user does next. */
export function note(kind: 'warning' | 'info' | 'error', text: Child, ...more: Child[]): VNode {
  return h(
    'div',
    { key: `note-${kind}`, class: `note note-${kind}`, attrs: { role: 'note' } },
    icon(kind === 'info' ? 'shield' : 'warning'),
    h('div', {}, h('p', {}, text), ...more),
  );
}

/** Where the run is, for the eye: one mark per phase. The same is said in words above the title. */
export function strip(run: RunState): VNode {
  return h(
    'div',
    { class: 'strip', attrs: { 'aria-hidden': 'true' } },
    ...run.phases.map(({ key, status }) => h('span', { key, class: `mark is-${status}` })),
  );
}

const MARKS: Record<PhaseRunStatus, VNode> = {
  pending: icon('minus'),
  running: icon('play'),
  waiting: icon('person'),
  complete: icon('check'),
  failed: icon('cross'),
  stopped: icon('pause'),
};

/** The six phases and the report with their state in words. */
export function stepper(run: RunState): VNode {
  return h(
    'ol',
    { class: 'plain stepper' },
    ...run.phases.map(({ key, status, startedAt, finishedAt }) =>
      h(
        'li',
        {
          key,
          class: `is-${status}`,
          attrs: { 'aria-current': status === 'running' || status === 'waiting' ? 'step' : undefined },
        },
        h('span', { class: 'step-mark' }, MARKS[status]),
        h('span', { class: 'step-title' }, PHASE_TITLES[key]),
        h(
          'span',
          { class: 'step-state muted' },
          status === 'complete' ? took(startedAt, finishedAt) : humanize(PHASE_WORDS[status]),
        ),
      ),
    ),
  );
}

function took(startedAt: string | undefined, finishedAt: string | undefined): string {
  const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
  return Number.isFinite(seconds) && seconds >= 0
    ? `${humanize(PHASE_WORDS.complete)}, ${formatSeconds(seconds)}`
    : humanize(PHASE_WORDS.complete);
}

export const phasePlace = ({ phase, phaseName }: CheckpointRecord): string => `Phase ${phase} of 6 · ${phaseName}`;

/** What to look at before deciding. */
export function questions({ record }: CheckpointEnv): Child {
  const list = record.summary.questions;
  return (
    list.length > 0 &&
    block('Before you decide', h('ul', { class: 'plain questions' }, ...list.map((question) => h('li', {}, question))))
  );
}

export function keyFindings({ record }: CheckpointEnv): Child {
  const list = record.summary.keyFindings;
  return (
    list.length > 0 &&
    block('Worth knowing', h('ul', { class: 'bullets' }, ...list.map((finding) => h('li', {}, finding))))
  );
}

export function stopButton(env: Env): VNode {
  return button(env.stopping ? 'Stopping…' : 'Stop', {
    id: 'stop',
    disabled: env.stopping,
    onClick: () => env.act.command('stop'),
    title: 'Stops all agents now and keeps everything done so far',
  });
}
