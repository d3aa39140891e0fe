import type { ThreatsView } from '../../src/artifacts/checkpoint-views';
import { link } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { humanize, plural } from '../state/words';
import type { Viewed } from './env';
import { figures, rows, type Row } from './figures';
import { footer } from './footer';
import { frame, keyFindings, phasePlace, questions, strip } from './frame';
import { artifacts, linkTo } from './links';
import { riskMatrix } from './risk-matrix';
import { block, empty, section } from './section';
import { bars, severity, severityBars } from './severity';

type Threat = ThreatsView['threats'][number];
const TOP = 5;

export function threatsView(env: Viewed<ThreatsView>): VNode {
  const { view, record, run } = env;
  return frame(env, {
    place: phasePlace(record),
    title: record.title,
    steps: strip(run),
    main: [
      summary(view),
      keyFindings(env),
      threats(env),
      section(env, { id: 'threats.severity', title: 'By severity' }, severityBars(view.bySeverity)),
      section(env, { id: 'threats.stride', title: 'By STRIDE category' }, stride(view)),
      section(env, { id: 'threats.matrix', title: 'Likelihood and severity' }, riskMatrix(view.matrix)),
      abuseCases(env),
      coverage(view),
      questions(env),
      artifacts(env, 'threats', view.artifacts),
    ],
    footer: footer(env),
  });
}

function summary(view: ThreatsView): VNode {
  return block(
    'Summary',
    figures([
      { label: 'Threats', value: view.threats.length },
      { label: 'Target crown jewels', value: view.crownJewelThreats },
      { label: 'Risk a compliance violation', value: view.complianceRisks },
      { label: 'Abuse cases', value: view.abuseCases.length },
    ]),
  );
}

/** In the order given, which is by score. Five, then all. */
function threats(env: Viewed<ThreatsView>): VNode {
  const list = env.view.threats;
  const all = env.saved.open['threats.all'] === true;
  return section(
    env,
    { id: 'threats.list', title: all || list.length <= TOP ? 'Threats' : `Top ${TOP} threats`, count: list.length },
    list.length === 0
      ? empty('No threat was found. See the coverage below before you trust that.')
      : rows((all ? list : list.slice(0, TOP)).map((threat) => threatRow(env, threat))),
    list.length > TOP &&
      link(all ? `Show only the top ${TOP}` : `Show all ${list.length}`, () => env.act.toggle('threats.all', !all), {
        class: 'more',
      }),
  );
}

function threatRow(env: Viewed<ThreatsView>, threat: Threat): Row {
  const words = [
    threat.id,
    humanize(threat.stride),
    threat.component,
    threat.status === 'open' ? '' : humanize(threat.status),
  ].filter((word) => word !== '');
  const lines: Child[][] = [
    [
      severity(threat.severity),
      h('span', { class: 'muted' }, words.join(' · ')),
      threat.crownJewel && h('span', { class: 'jewel' }, 'Crown jewel'),
    ],
  ];
  if (threat.link) lines.push([linkTo(env, threat.link)]);
  return {
    key: threat.id,
    title: threat.title,
    aside: h(
      'span',
      {
        class: `score sev-${threat.severity.toLowerCase()}`,
        attrs: { 'aria-label': `Score ${threat.score.toFixed(1)}`, role: 'img' },
      },
      threat.score.toFixed(1),
    ),
    lines,
  };
}

function stride({ byStride }: ThreatsView): VNode {
  return bars(Object.entries(byStride).map(([key, count]) => ({ key, label: humanize(key), count })));
}

function abuseCases(env: Viewed<ThreatsView>): VNode {
  const list = env.view.abuseCases;
  return section(
    env,
    { id: 'threats.abuse', title: 'Abuse cases', count: list.length, open: list.length <= 5 },
    list.length === 0
      ? empty('None: no open threat is high or critical.')
      : rows(
          list.map(({ id, name, actor, threats: ids }) => ({
            key: id,
            title: name,
            lines: [[h('span', { class: 'muted' }, `${id} · ${actor} · ${ids.join(', ')}`)]],
          })),
        ),
  );
}

function coverage({ strideCoverage: { components, verdicts, threat, mitigated, notApplicable } }: ThreatsView): VNode {
  const text =
    `${plural(verdicts, 'verdict')} for ${plural(components, 'component')}, six per component: ${threat} with ` +
    `a threat, ${mitigated} mitigated, ${notApplicable} not applicable.`;
  return block('STRIDE coverage', h('p', {}, text));
}
