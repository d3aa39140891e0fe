import { h, type Child, type VNode } from '../dom';
import { formatNumber } from '../state/words';

/** Numbers at a glance. */
export function figures(items: readonly { label: string; value: number | string; note?: string }[]): VNode {
  return h(
    'dl',
    { class: 'figures' },
    ...items.map(({ label, value, note }) =>
      h(
        'div',
        { key: label, class: 'figure' },
        h('dt', {}, label),
        h(
          'dd',
          {},
          typeof value === 'number' ? formatNumber(value) : value,
          note === undefined ? null : h('span', { class: 'muted' }, ` ${note}`),
        ),
      ),
    ),
  );
}

/** Facts as label and value, side by side where there is room. */
export function facts(items: readonly { label: string; value: Child; more?: Child }[]): VNode {
  return h(
    'dl',
    { class: 'facts' },
    ...items.map(({ label, value, more }) => h('div', { key: label }, h('dt', {}, label), h('dd', {}, value, more))),
  );
}

export interface Row {
  key: string;
  title: Child;
  /** To the right of the title. */
  aside?: Child;
  /** Below the title. */
  lines?: Child[][];
  class?: string;
}

export function rows(items: readonly Row[]): VNode {
  return h(
    'ul',
    { class: 'plain rows' },
    ...items.map((item) =>
      h(
        'li',
        { key: item.key, class: item.class },
        h('div', { class: 'row-head' }, h('div', { class: 'row-title' }, item.title), item.aside),
        ...(item.lines ?? []).map((line) => h('div', { class: 'row-line' }, ...line)),
      ),
    ),
  );
}

export function bullets(items: readonly string[]): VNode {
  return h('ul', { class: 'bullets' }, ...items.map((item) => h('li', {}, item)));
}

/** A small table; the first column names the row. */
export function table(
  caption: string,
  head: readonly string[],
  body: readonly (readonly Child[])[],
  className = '',
): VNode {
  return h(
    'table',
    { class: className },
    h('caption', { class: 'hidden' }, caption),
    h('thead', {}, h('tr', {}, ...head.map((text) => h('th', { attrs: { scope: 'col' } }, text)))),
    h(
      'tbody',
      {},
      ...body.map((cells) =>
        h(
          'tr',
          {},
          ...cells.map((cell, column) =>
            h(column === 0 ? 'th' : 'td', column === 0 ? { attrs: { scope: 'row' } } : {}, cell),
          ),
        ),
      ),
    ),
  );
}
