import type { ThreatsView } from '../../src/artifacts/checkpoint-views';
import { h, type VNode } from '../dom';
import { humanize, plural } from '../state/words';
import { SEVERITY_ORDER } from '../state/severities';
import { empty } from './section';

const LIKELIHOODS = ['very_high', 'high', 'medium', 'low', 'very_low'];
const normal = (word: string) => word.toLowerCase().replace(/[\s-]+/g, '_');

/** Known words in their order, then whatever else there is, so that no threat is left out. */
function inOrder(words: readonly string[], order: readonly string[]): string[] {
  const present = [...new Set(words)];
  const rank = (word: string) => (order.includes(normal(word)) ? order.indexOf(normal(word)) : order.length);
  return present.sort((a, b) => rank(a) - rank(b));
}

/** How many threats there are per likelihood and severity band. A table, so that it can be read cell by cell. */
export function riskMatrix(matrix: ThreatsView['matrix']): VNode {
  if (matrix.length === 0) return empty('No threat to place.');
  const bands = inOrder(
    matrix.map(({ band }) => band),
    SEVERITY_ORDER,
  ).reverse();
  const likelihoods = inOrder(
    matrix.map(({ likelihood }) => likelihood),
    LIKELIHOODS,
  );
  return h(
    'table',
    { class: 'matrix' },
    h('caption', { class: 'muted' }, 'Likelihood down, severity across'),
    h(
      'thead',
      {},
      h('tr', {}, h('td', {}), ...bands.map((band) => h('th', { attrs: { scope: 'col' } }, humanize(band)))),
    ),
    h(
      'tbody',
      {},
      ...likelihoods.map((likelihood) =>
        h(
          'tr',
          { key: likelihood },
          h('th', { attrs: { scope: 'row' } }, humanize(likelihood)),
          ...bands.map((band) => cell(matrix, likelihood, band)),
        ),
      ),
    ),
  );
}

function cell(matrix: ThreatsView['matrix'], likelihood: string, band: string): VNode {
  const ids = matrix
    .filter((item) => item.likelihood === likelihood && item.band === band)
    .flatMap(({ threatIds }) => threatIds);
  const label = ids.length === 0 ? 'none' : `${plural(ids.length, 'threat')}: ${ids.join(', ')}`;
  const place = `sev-${band.toLowerCase()} likely-${normal(likelihood)}`;
  return h(
    'td',
    {
      key: band,
      class: ids.length === 0 ? 'cell' : `cell filled ${place}`,
      attrs: { title: ids.length === 0 ? undefined : ids.join(', ') },
    },
    h('span', { attrs: { 'aria-hidden': 'true' } }, ids.length === 0 ? '·' : ids.length),
    h('span', { class: 'hidden' }, label),
  );
}
