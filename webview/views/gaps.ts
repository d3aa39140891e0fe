import type { BatchView } from '../../src/artifacts/checkpoint-views';
import { h, type VNode } from '../dom';
import { humanize } from '../state/words';
import { SEVERITY_ORDER } from '../state/severities';
import type { Env } from './env';
import { rows } from './figures';
import { linkTo } from './links';
import { empty } from './section';
import { severity } from './severity';

export type Gap = BatchView['gaps'][number];

const rank = (gap: Gap) => SEVERITY_ORDER.indexOf(gap.severity);

/** Most severe first; within a severity in the order given. */
export function gapRows(env: Env, gaps: readonly Gap[], none: string): VNode {
  if (gaps.length === 0) return empty(none);
  const sorted = [...gaps].sort((a, b) => rank(a) - rank(b));
  return rows(
    sorted.map((gap) => ({
      key: gap.id,
      title: gap.description,
      lines: [
        [severity(gap.severity), h('span', { class: 'muted' }, `${humanize(gap.category)} · ${gap.id}`)],
        ...(gap.link ? [[linkTo(env, gap.link)]] : []),
      ],
    })),
  );
}
