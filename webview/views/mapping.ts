import type { MappingView } from '../../src/artifacts/checkpoint-views';
import { tag } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { formatNumber, humanize, plural } from '../state/words';
import { concernList } from './concerns';
import type { Viewed } from './env';
import { bullets, facts, figures, rows } from './figures';
import { footer } from './footer';
import { frame, keyFindings, phasePlace, questions, strip } from './frame';
import { artifacts, fileLink, linkTo } from './links';
import { block, empty, section } from './section';

export function mappingView(env: Viewed<MappingView>): VNode {
  const { view, record, run } = env;
  return frame(env, {
    place: phasePlace(record),
    title: record.title,
    steps: strip(run),
    main: [
      counts(view),
      keyFindings(env),
      concernList(env),
      section(env, { id: 'mapping.architecture', title: 'Architecture' }, architecture(env)),
      section(env, { id: 'mapping.surface', title: 'Attack surface', count: view.attackSurface.length }, surface(env)),
      section(
        env,
        {
          id: 'mapping.components',
          title: 'Components',
          count: view.components.length,
          open: view.components.length <= 8,
        },
        components(view),
      ),
      section(env, { id: 'mapping.coverage', title: 'Coverage', aside: coverageShare(view) }, coverage(env)),
      section(env, { id: 'mapping.sizing', title: 'Sizing', open: view.sizing.overrides.length > 0 }, sizing(view)),
      questions(env),
      artifacts(env, 'mapping', view.artifacts),
    ],
    footer: footer(env),
  });
}

function counts({ counts: all }: MappingView): VNode {
  return block('Summary', figures(Object.entries(all).map(([key, value]) => ({ label: humanize(key), value }))));
}

function architecture(env: Viewed<MappingView>): VNode {
  const points = env.view.architecture;
  return points.length === 0
    ? empty('Nothing stood out.')
    : facts(points.map(({ label, value, link }) => ({ label, value, more: link && linkTo(env, link) })));
}

function surface(env: Viewed<MappingView>): VNode {
  const list = env.view.attackSurface;
  if (list.length === 0)
    return empty(
      'No entry point was found. If this is not a library, revise and name the places where requests arrive.',
    );
  return rows(
    list.map(({ type, count, unauthenticated, examples }) => ({
      key: type,
      title: humanize(type),
      aside: h('span', { class: 'count' }, count),
      lines: [
        unauthenticated > 0
          ? [h('span', { class: 'warn' }, `${formatNumber(unauthenticated)} without authentication`)]
          : [],
        examples.map((example) => linkTo(env, example)),
      ].filter((line) => line.length > 0),
    })),
  );
}

function components({ components: list }: MappingView): VNode {
  if (list.length === 0) return empty('No component was found.');
  return rows(
    list.map(({ name, type, files, criticality, crownJewels }) => ({
      key: name,
      title: name,
      aside: tag(humanize(criticality)),
      lines: [
        [h('span', { class: 'muted' }, `${humanize(type)} · ${plural(files, 'file')}`)],
        ...(crownJewels.length > 0
          ? [[h('span', { class: 'jewel' }, 'Crown jewels'), ` ${crownJewels.map(humanize).join(', ')}`]]
          : []),
      ],
    })),
  );
}

/** Rounded down: one unread file is not 100 %. */
function coverageShare({ coverage: { filesInScope, filesRead } }: MappingView): Child {
  return h(
    'span',
    { class: 'muted' },
    filesInScope === 0 ? 'no files' : `${Math.floor((100 * filesRead) / filesInScope)} %`,
  );
}

/** What was not read is said, never counted as clean. */
function coverage(env: Viewed<MappingView>): VNode {
  const { filesInScope, filesRead, sampledComponents, notRead, notReadTotal } = env.view.coverage;
  const hidden = notReadTotal - notRead.length;
  return h(
    'div',
    { class: 'stack' },
    h('p', {}, `${formatNumber(filesRead)} of ${plural(filesInScope, 'file')} in scope were read.`),
    h('progress', {
      class: 'bar wide',
      attrs: { max: Math.max(1, filesInScope), value: filesRead, 'aria-hidden': 'true' },
    }),
    sampledComponents.length > 0 && h('p', {}, `Read in samples only: ${sampledComponents.join(', ')}.`),
    notReadTotal > 0 &&
      h(
        'p',
        {},
        `${plural(notReadTotal, 'file')} not read, so nothing is known about ${notReadTotal === 1 ? 'it' : 'them'}:`,
      ),
    rows(
      notRead.map(({ path, reason }) => ({
        key: path,
        title: fileLink(env, path),
        lines: [[h('span', { class: 'muted' }, reason)]],
      })),
    ),
    hidden > 0 && h('p', { class: 'muted' }, `and ${formatNumber(hidden)} more, listed in the files below`),
  );
}

function sizing({ sizing: { tier, agents, sampling, overrides } }: MappingView): VNode {
  return h(
    'div',
    { class: 'stack' },
    facts([
      { label: 'Size', value: humanize(tier) },
      { label: 'Mapping agents', value: String(agents) },
      { label: 'Sampling', value: sampling ? 'Yes: large components were read in part' : 'No: every file was read' },
    ]),
    overrides.length > 0 && h('p', {}, 'Decided differently from the measurement:'),
    overrides.length > 0 && bullets(overrides),
  );
}
