import type { TestsView } from '../../src/artifacts/checkpoint-views';
import { h, type VNode } from '../dom';
import { icon } from '../icons';
import { humanize } from '../state/words';
import type { Viewed } from './env';
import { bullets, facts, rows, table } from './figures';
import { footer } from './footer';
import { frame, keyFindings, phasePlace, questions, strip } from './frame';
import { artifacts, linkTo } from './links';
import { block, empty, section } from './section';

export function testsView(env: Viewed<TestsView>): VNode {
  const { view, record, run } = env;
  return frame(env, {
    place: phasePlace(record),
    title: record.title,
    steps: strip(run),
    main: [
      keyFindings(env),
      priorities(view),
      reviewFiles(env),
      sast(env),
      manual(view),
      deliverables(view),
      questions(env),
      artifacts(env, 'tests', view.artifacts),
    ],
    footer: footer(env),
  });
}

function priorities({ table: lines }: TestsView): VNode {
  return block(
    'Tests by priority',
    table(
      'Tests by priority and kind',
      ['Priority', 'Code review', 'SAST rules', 'Manual'],
      lines.map(({ priority, codeReview, sast: rules, manual: tests }) => [priority, codeReview, rules, tests]),
      'numbers',
    ),
    h('p', { class: 'muted' }, 'P0 first: priority follows the score of the threat it tests.'),
  );
}

function reviewFiles(env: Viewed<TestsView>): VNode {
  const list = env.view.reviewFiles;
  return section(
    env,
    { id: 'tests.review', title: 'Files to review first', count: list.length },
    list.length === 0
      ? empty('No file needs a review.')
      : rows(
          list.map(({ link, reason, time }) => ({
            key: `${link.file}:${link.line ?? 0}`,
            title: linkTo(env, link),
            aside: h('span', { class: 'muted nowrap' }, time),
            lines: [[reason]],
          })),
        ),
  );
}

function sast(env: Viewed<TestsView>): VNode {
  const { focus, tools } = env.view.sast;
  return section(
    env,
    { id: 'tests.sast', title: 'Static analysis' },
    facts([
      { label: 'Tools', value: tools.length === 0 ? 'None' : tools.join(', ') },
      { label: 'Focus', value: focus.length === 0 ? 'Nothing in particular' : bullets(focus) },
    ]),
  );
}

function manual({ manual: { byPriority, total, effort } }: TestsView): VNode {
  const counts = Object.entries(byPriority).map(([priority, count]) => `${priority} ${count}`);
  return block(
    'Manual tests',
    facts([
      { label: 'Total', value: String(total) },
      { label: 'By priority', value: counts.length === 0 ? 'None' : counts.join(' · ') },
      { label: 'Effort', value: effort },
    ]),
  );
}

function deliverables({ deliverables: list }: TestsView): VNode {
  return block(
    'Ready for the report',
    h(
      'ul',
      { class: 'plain artifacts' },
      ...list.map((name) =>
        h('li', { key: name }, icon('check'), h('span', {}, FORMATS[name.toLowerCase()] ?? humanizeUnlessPath(name))),
      ),
    ),
  );
}

const FORMATS: Record<string, string> = { md: 'Markdown', json: 'JSON', sarif: 'SARIF' };
const humanizeUnlessPath = (name: string) => (/[./\s]/.test(name) ? name : humanize(name));
