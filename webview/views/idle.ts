import { button, link } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { icon } from '../icons';
import { formatTime, humanize } from '../state/words';
import type { Env } from './env';
import { rows } from './figures';
import { frame, note } from './frame';
import { block } from './section';

const PROMISE =
  'Finds what an attacker could do with this code, the controls that stand in the way and the gaps between ' +
  'them: each one at its file and line.';

/** Before the first snapshot nothing is known, and nothing is claimed. */
export function loadingView(env: Env): VNode {
  return frame(env, { place: 'Threatline', title: 'Loading…', main: [] });
}

export function idleView(env: Env): VNode {
  if (env.context.workspace === 'none') return noFolderView(env);
  const start = button(
    'Start Threat Model',
    { id: 'start', primary: true, onClick: () => env.act.command('start') },
    icon('shield'),
  );
  return frame(env, {
    place: 'Threatline',
    title: 'Threat model',
    lead: PROMISE,
    main: [
      h('div', { class: 'buttons wide' }, start),
      untrusted(env),
      sessions(env),
      block(
        'How it goes',
        h(
          'ol',
          { class: 'steps-explained' },
          ...STEPS.map(([title, text]) => h('li', {}, h('strong', {}, title), h('span', { class: 'muted' }, text))),
        ),
      ),
    ],
  });
}

const STEPS: readonly (readonly [string, string])[] = [
  ['You confirm the business context', 'Prefilled from the code: what it is for, its data, who would attack it.'],
  ['Agents read the code', 'Entry points, data flows, controls and gaps. They read only, and work offline.'],
  ['You decide at each checkpoint', 'Approve, revise or go back. Close the window any time: nothing is lost.'],
  ['You get the report', 'Threats with scores, abuse cases and a test plan in Markdown, JSON and SARIF.'],
];

function noFolderView(env: Env): VNode {
  return frame(env, {
    place: 'Threatline',
    title: 'No folder open',
    lead: 'A threat model starts from the code. Open the folder that holds it.',
    main: [
      h(
        'div',
        { class: 'buttons wide' },
        button('Open Folder', { id: 'open-folder', primary: true, onClick: () => env.act.command('openFolder') }),
      ),
    ],
  });
}

function untrusted({ context, act }: Env): Child {
  return (
    !context.trusted &&
    note(
      'info',
      'This workspace is not trusted. The built-in agents work as usual: they read files and run nothing. ' +
        'Language models stay off until you trust it.',
      link('Manage workspace trust', () => act.command('manageTrust')),
    )
  );
}

/** Newest first, as the host lists them. */
export function sessions({ context, act }: Env, title = 'Continue a session'): Child {
  const list = context.sessions.filter(({ resumable }) => resumable);
  return (
    list.length > 0 &&
    block(
      title,
      rows(
        list.map(({ id, target, status, updated, madeElsewhere }) => ({
          key: id,
          title: target,
          aside: button('Resume', {
            name: `Resume ${target}, ${formatTime(updated)}`,
            onClick: () => act.command('resume', id),
          }),
          lines: [
            [
              h(
                'span',
                { class: 'muted' },
                `${humanize(status)} · ${formatTime(updated)}${madeElsewhere ? ' · made elsewhere' : ''}`,
              ),
            ],
          ],
        })),
      ),
    )
  );
}
