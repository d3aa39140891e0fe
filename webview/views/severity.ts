import { SEVERITY_ORDER } from '../state/severities';
import { h, type VNode } from '../dom';
import { formatNumber, humanize } from '../state/words';

/** A severity in word and colour; the word is what counts. */
export function severity(value: string): VNode {
  return h(
    'span',
    { class: `severity sev-${value.toLowerCase()}` },
    h('span', { class: 'dot', attrs: { 'aria-hidden': 'true' } }),
    humanize(value.toLowerCase()),
  );
}

/** One line per key with its number and, for the eye, a bar. */
export function bars(
  counts: readonly { key: string; label: string; count: number; note?: string; class?: string }[],
): VNode {
  const max = Math.max(1, ...counts.map(({ count }) => count));
  return h(
    'ul',
    { class: 'plain bars' },
    ...counts.map((item) =>
      h(
        'li',
        { key: item.key, class: item.class },
        h('span', { class: 'bar-label' }, item.label),
        h('progress', { class: 'bar', attrs: { max, value: item.count, 'aria-hidden': 'true' } }),
        h('span', { class: 'bar-count' }, formatNumber(item.count)),
        item.note === undefined ? null : h('span', { class: 'bar-note muted' }, item.note),
      ),
    ),
  );
}

/**
 * Counts by severity, most severe first, whatever the case of the keys. Severities
 * without any are left out, unless all are.
 */
export function severityBars(
  counts: Readonly<Record<string, number>>,
  meaning: Readonly<Record<string, string>> = {},
): VNode {
  const lower = new Map(Object.entries(counts).map(([key, count]) => [key.toLowerCase(), count]));
  const known = SEVERITY_ORDER.filter((key) => (lower.get(key) ?? 0) > 0);
  if (known.length === 0) return h('p', { class: 'muted' }, 'None.');
  return bars(
    known.map((key) => ({
      key,
      label: humanize(key),
      count: lower.get(key) ?? 0,
      note: meaning[key],
      class: `sev-${key}`,
    })),
  );
}
