import type { ControlsView } from '../../src/artifacts/checkpoint-views';
import { tag } from '../controls';
import { h, type VNode } from '../dom';
import { humanize, plural } from '../state/words';
import type { Viewed } from './env';
import { rows, table } from './figures';
import { footer } from './footer';
import { frame, keyFindings, phasePlace, questions, strip } from './frame';
import { gapRows } from './gaps';
import { artifacts } from './links';
import { block, empty, section } from './section';

export function controlsView(env: Viewed<ControlsView>): VNode {
  const { view, record, run } = env;
  const found = view.categories.reduce((sum, { controls }) => sum + controls, 0);
  return frame(env, {
    place: phasePlace(record),
    title: record.title,
    steps: strip(run),
    lead:
      `${plural(found, 'control')} and ${plural(view.gaps.length, 'gap')} in ` +
      `${plural(view.categories.length, 'category', 'categories')}.`,
    main: [
      keyFindings(env),
      categories(env),
      gaps(env),
      compliance(env),
      batches(env),
      limitations(env),
      questions(env),
      artifacts(env, 'controls', view.artifacts),
    ],
    footer: footer(env),
  });
}

function categories(env: Viewed<ControlsView>): VNode {
  return section(
    env,
    { id: 'controls.categories', title: 'Categories', count: env.view.categories.length },
    rows(
      env.view.categories.map(({ category, status, controls, gaps, summary }) => ({
        key: category,
        title: humanize(category),
        aside: tag(humanize(status), { class: `status-${status.toLowerCase().replace(/\W+/g, '-')}` }),
        lines: [[summary], [h('span', { class: 'muted' }, `${plural(controls, 'control')} · ${plural(gaps, 'gap')}`)]],
      })),
    ),
  );
}

function gaps(env: Viewed<ControlsView>): VNode {
  return section(
    env,
    { id: 'controls.gaps', title: 'Gaps', count: env.view.gaps.length },
    gapRows(env, env.view.gaps, 'No gap was found.'),
  );
}

function compliance(env: Viewed<ControlsView>): VNode {
  const list = env.view.compliance;
  return section(
    env,
    { id: 'controls.compliance', title: 'Compliance' },
    list.length === 0
      ? empty('No regulation applies.')
      : table(
          'Requirements by regulation',
          ['Regulation', 'Met', 'Partly', 'Missing', 'Not evaluated'],
          list.map(({ name, met, partial, missing, notEvaluated }) => [name, met, partial, missing, notEvaluated]),
          'numbers',
        ),
  );
}

function batches(env: Viewed<ControlsView>): VNode {
  return block(
    'Batches',
    rows(
      env.view.batches.map(({ severity, state, concerns }) => ({
        key: severity,
        title: humanize(severity),
        aside: h('span', { class: 'muted' }, `${plural(concerns, 'concern')} · ${humanize(state)}`),
      })),
    ),
  );
}

function limitations(env: Viewed<ControlsView>): VNode {
  const list = env.view.limitations;
  return section(
    env,
    { id: 'controls.limitations', title: 'Known limitations', count: list.length },
    list.length === 0
      ? empty('None: everything planned was investigated.')
      : rows(
          list.map(({ kind, description }, index) => ({
            key: String(index),
            title: description,
            lines: [[h('span', { class: 'muted' }, humanize(kind))]],
          })),
        ),
  );
}
