import { h, type VNode } from './dom';

/**
 * Drawn on a 16 × 16 grid in the colour of the text around them, so that they follow every theme.
 * Always beside words, never instead of them.
 */
const SHAPES = {
  check: 'M3 8.5 6.5 12 13 4.5',
  cross: 'M4 4l8 8M12 4l-8 8',
  minus: 'M4 8h8',
  plus: 'M8 3.5v9M3.5 8h9',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  warning: 'M8 2.2 14.4 13.4H1.6ZM8 6.4v3.4M8 11.4v.4',
  file: 'M4 1.8h5l3 3v9.4H4ZM9 1.8v3h3',
  play: 'M5 3.2v9.6L12.6 8Z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  shield: 'M8 1.8 13 3.6v4.2c0 3-2 5.2-5 6.4-3-1.2-5-3.4-5-6.4V3.6Z',
  clock: 'M8 4.4V8l2.4 1.6M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8Z',
  person: 'M8 8.2a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2.8 14c.4-2.6 2.4-4 5.2-4s4.8 1.4 5.2 4',
} as const;

export type IconName = keyof typeof SHAPES;

export function icon(name: IconName, className = ''): VNode {
  return h(
    'svg',
    { class: `icon ${className}`, attrs: { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' } },
    h('path', { attrs: { d: SHAPES[name] } }),
  );
}
