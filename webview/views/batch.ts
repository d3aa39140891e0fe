import type { BatchView } from '../../src/artifacts/checkpoint-views';
import { button, tag } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { isBusy } from '../state/request';
import { formatSeconds, humanize, plural } from '../state/words';
import { unresolved } from './decide';
import type { Viewed } from './env';
import { figures, rows, type Row } from './figures';
import { footer } from './footer';
import { frame, keyFindings, note, questions, strip } from './frame';
import { gapRows } from './gaps';
import { artifactLink, artifacts, linkTo } from './links';
import { block, empty, section } from './section';
import { severity, severityBars } from './severity';

type Concern = BatchView['concerns'][number];

/** A concern can be run again by itself this many times. */
const RETRY_LIMIT = 3;

const MEANING = {
  critical: 'missing, needs immediate remediation',
  high: 'weak, needs strengthening',
  medium: 'improvement',
};

export function batchView(env: Viewed<BatchView>): VNode {
  const { view, run } = env;
  return frame(env, {
    place:
      `Phase 4 of 6 · batch ` +
      `${view.batch.number}${view.batch.attempt > 1 ? ` · attempt ${view.batch.attempt}` : ''}`,
    title: `${humanize(view.batch.severity)} concerns`,
    steps: strip(run),
    lead: view.guidance,
    main: [
      failures(env),
      execution(view),
      concerns(env),
      files(env),
      controls(env),
      gaps(env),
      compliance(env),
      keyFindings(env),
      progress(view),
      next(view),
      questions(env),
      artifacts(env, 'batch', view.artifacts, 'Other files of this batch'),
    ],
    footer: footer(env),
  });
}

function failures(env: Viewed<BatchView>): Child {
  const open = unresolved(env.view);
  if (open.length < 2)
    return open.length === 1 && note('warning', 'One concern ended without a result. Retry or skip it below.');
  const busy = isBusy(env.request);
  const retryable = env.view.concerns
    .filter((concern) => open.includes(concern.id) && concern.retries < RETRY_LIMIT)
    .map(({ id }) => id);
  return note(
    'warning',
    `${open.length} concerns ended without a result.`,
    h(
      'div',
      { class: 'buttons' },
      button('Retry all', {
        disabled: busy || retryable.length === 0,
        onClick: () => env.act.decide({ decision: 'retry', concerns: retryable }),
      }),
      button('Skip all', { disabled: busy, onClick: () => env.act.decide({ decision: 'skip', concerns: open }) }),
    ),
  );
}

function execution({ batch, execution: run }: BatchView): VNode {
  return block(
    'Summary',
    figures([
      { label: 'Severity', value: humanize(batch.severity) },
      { label: 'Concerns', value: run.concerns },
      { label: 'Agents', value: run.agents },
      { label: 'Time', value: formatSeconds(run.seconds) },
    ]),
  );
}

const STATES: Record<Concern['state'], string> = {
  complete: 'Done',
  partial: 'Partial',
  skipped: 'Skipped',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

function concerns(env: Viewed<BatchView>): VNode {
  const list = env.view.concerns;
  return section(
    env,
    { id: 'batch.concerns', title: 'Concerns investigated', count: list.length },
    rows(list.map((concern) => concernRow(env, concern))),
  );
}

function concernRow(env: Viewed<BatchView>, concern: Concern): Row {
  const lines: Child[][] = [[concern.result]];
  if (concern.link) lines.push([linkTo(env, concern.link)]);
  if (concern.state === 'failed' || concern.state === 'cancelled') lines.push(resolve(env, concern));
  return {
    key: concern.id,
    title: `${concern.id}: ${concern.title}`,
    aside: tag(STATES[concern.state], { class: `state-${concern.state}` }),
    lines,
    class: `state-${concern.state}`,
  };
}

function resolve({ act, request, record }: Viewed<BatchView>, { id, retries, title }: Concern): Child[] {
  const spent = retries >= RETRY_LIMIT;
  const busy = isBusy(request);
  return [
    h(
      'div',
      { class: 'buttons' },
      record.options.includes('retry') &&
        button('Retry', {
          id: `retry-${id}`,
          disabled: busy || spent,
          name: `Retry ${title}`,
          onClick: () => act.decide({ decision: 'retry', concerns: [id] }),
        }),
      record.options.includes('skip') &&
        button('Skip', {
          id: `skip-${id}`,
          disabled: busy,
          name: `Skip ${title}`,
          title: 'Recorded as a gap that was not investigated',
          onClick: () => act.decide({ decision: 'skip', concerns: [id] }),
        }),
    ),
    spent
      ? h('p', { class: 'muted' }, `Retried ${RETRY_LIMIT} times, which is the limit.`)
      : retries > 0 && h('p', { class: 'muted' }, `Retried ${plural(retries, 'time')}.`),
  ];
}

function files(env: Viewed<BatchView>): VNode {
  const list = env.view.concerns.flatMap(({ id, artifact, title }) =>
    artifact === undefined ? [] : [{ id, artifact, title }],
  );
  return section(
    env,
    { id: 'batch.files', title: 'Investigation files', count: list.length, open: false },
    list.length === 0
      ? empty('No investigation was written.')
      : h(
          'ul',
          { class: 'plain paths' },
          ...list.map(({ id, artifact }) => h('li', { key: id }, artifactLink(env, artifact, artifact))),
        ),
  );
}

/** Five categories: the ones with most controls first. */
function controls(env: Viewed<BatchView>): VNode {
  const top = [...env.view.controls].sort((a, b) => b.count - a.count).slice(0, 5);
  return section(
    env,
    {
      id: 'batch.controls',
      title: 'Controls found',
      count: env.view.controls.reduce((sum, { count }) => sum + count, 0),
    },
    top.length === 0
      ? empty('No control was found for these concerns.')
      : rows(
          top.map(({ category, count, names }) => ({
            key: category,
            title: humanize(category),
            aside: h('span', { class: 'count' }, count),
            lines: [[h('span', { class: 'muted' }, names.slice(0, 3).join(', '))]],
          })),
        ),
  );
}

function gaps(env: Viewed<BatchView>): VNode {
  const { gaps: list, gapsBySeverity } = env.view;
  return section(
    env,
    { id: 'batch.gaps', title: 'Gaps found', count: list.length },
    severityBars(gapsBySeverity, MEANING),
    gapRows(env, list, 'No gap was found for these concerns.'),
  );
}

function compliance(env: Viewed<BatchView>): VNode {
  const list = env.view.compliance;
  return section(
    env,
    { id: 'batch.compliance', title: 'Compliance', count: list.length, open: list.length > 0 && list.length <= 6 },
    list.length === 0
      ? empty('No requirement applies to these concerns.')
      : rows(
          list.map(({ requirement, name, result }) => ({
            key: requirement,
            title: `${requirement}: ${name}`,
            aside: tag(humanize(result), { class: `result-${result.toLowerCase().replace(/\W+/g, '-')}` }),
          })),
        ),
  );
}

function progress({ progress: list }: BatchView): VNode {
  return block(
    'Progress',
    rows(
      list.map(({ severity: level, concerns: count, state }) => ({
        key: level,
        title: severity(level),
        aside: h('span', { class: 'muted' }, `${plural(count, 'concern')} · ${humanize(state)}`),
      })),
    ),
  );
}

function next({ nextBatch }: BatchView): VNode {
  const text =
    nextBatch === null
      ? 'This was the last planned batch.'
      : `${humanize(nextBatch.severity)}: ${plural(nextBatch.concerns, 'concern')}, about ` +
        `${formatSeconds(nextBatch.estimatedSeconds)}.`;
  return block('Next batch', h('p', {}, text));
}
