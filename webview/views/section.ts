import { badge } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import type { Env } from './env';

interface SectionOptions {
  id: string;
  title: string;
  count?: number;
  /** Open until the user closes it. */
  open?: boolean;
  level?: 2 | 3;
  /** A severity that colours a mark before the title. */
  tone?: string;
  /** Shown beside the title, also when closed. */
  aside?: Child;
}

/**
 * A part of a view under its own heading, which opens and closes it. The choice is remembered. The
 * content of a closed section is not drawn.
 */
export function section(env: Env, options: SectionOptions, ...content: Child[]): VNode {
  const { id, title, count, level = 2 } = options;
  const open = env.saved.open[id] ?? options.open ?? true;
  const body = `section-${id}`;
  const toggle = h(
    'button',
    {
      class: 'section-toggle',
      attrs: { type: 'button', 'aria-expanded': String(open), 'aria-controls': body },
      on: { click: () => env.act.toggle(id, !open) },
    },
    icon('chevron', open ? 'turned' : ''),
    options.tone !== undefined && h('span', { class: `dot sev-${options.tone}`, attrs: { 'aria-hidden': 'true' } }),
    h('span', { class: 'section-title' }, title),
  );
  return h(
    'section',
    { key: id, class: `section level-${level}` },
    h(
      'div',
      { class: 'section-head' },
      h(`h${level}`, {}, toggle),
      h('span', { class: 'section-aside' }, options.aside, count === undefined ? null : badge(count)),
    ),
    h('div', { id: body, class: 'section-body', attrs: { hidden: !open } }, ...(open ? content : [])),
  );
}

/** A heading with content that is always shown. */
export function block(title: string, ...content: Child[]): VNode {
  return h('section', { key: title, class: 'block' }, h('h2', { class: 'block-title' }, title), ...content);
}

export const empty = (text: string): VNode => h('p', { class: 'muted' }, text);
