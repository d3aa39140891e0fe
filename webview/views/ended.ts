import { button, link } from '../controls';
import { h, type Child, type VNode } from '../dom';
import { counterName } from '../state/words';
import type { RunEnv } from './env';
import { figures } from './figures';
import { frame, stepper } from './frame';
import { sessions } from './idle';
import { artifactLink } from './links';
import { counters, endedNote, problems } from './running';
import { block } from './section';
import { icon } from '../icons';

export function finishedView(env: RunEnv): VNode {
  const { run, act } = env;
  return frame(env, {
    place: 'Done',
    title: 'The threat model is complete',
    lead:
      'Gaps and threats are in the Problems view, one click from the code. The report and every file behind ' +
      'it are in the session folder.',
    main: [
      summary(env),
      reportFiles(env),
      block('Phases', stepper(run)),
      problems(env),
      sessions(env, 'Other sessions'),
    ],
    footer: h(
      'footer',
      { class: 'decisions', attrs: { 'aria-label': 'Report' } },
      h(
        'div',
        { class: 'page' },
        h(
          'div',
          { class: 'buttons' },
          button('Open Report', { id: 'open-report', primary: true, onClick: () => act.openReport() }),
          button('New Threat Model', { id: 'start', onClick: () => act.command('start') }),
        ),
      ),
    ),
  });
}

function summary({ run }: RunEnv): Child {
  const entries = Object.entries(run.counters);
  return (
    entries.length > 0 &&
    block('In numbers', figures(entries.map(([key, value]) => ({ label: counterName(key), value }))))
  );
}

function reportFiles(env: RunEnv): Child {
  const { report } = env.run;
  if (report === undefined) return null;
  const files: [string, string, string][] = [
    [report.markdown, 'Markdown', 'to read'],
    [report.json, 'JSON', 'for tools of your own'],
    [report.sarif, 'SARIF', 'for code scanning'],
  ];
  return block(
    'Report',
    h(
      'ul',
      { class: 'plain artifacts' },
      ...files.map(([path, title, use]) =>
        h(
          'li',
          { key: path },
          icon('file'),
          h(
            'div',
            {},
            artifactLink(env, path, title),
            h('span', { class: 'muted' }, ` ${use}`),
            h('div', { class: 'path muted' }, path),
          ),
        ),
      ),
    ),
  );
}

export function stoppedView(env: RunEnv): VNode {
  const { run } = env;
  const failed = run.status === 'failed';
  const lead = failed
    ? 'Everything finished so far is saved. Resume repeats only what was not.'
    : 'Everything done so far is saved. Resume goes on where it stopped.';
  return frame(env, {
    place: place(run.sessionStatus),
    title: failed ? 'The run could not go on' : 'Stopped',
    lead,
    main: [
      endedNote(env),
      block('Phases', stepper(run)),
      counters(run),
      problems(env),
      sessions(
        {
          ...env,
          context: { ...env.context, sessions: env.context.sessions.filter(({ id }) => id !== sessionId(env)) },
        },
        'Other sessions',
      ),
    ],
    footer: h(
      'footer',
      { class: 'decisions', attrs: { 'aria-label': 'Run' } },
      h(
        'div',
        { class: 'page' },
        h(
          'div',
          { class: 'buttons' },
          button('Resume', { id: 'resume', primary: true, onClick: () => env.act.command('resume', sessionId(env)) }),
          button('New Threat Model', { id: 'start', onClick: () => env.act.command('start') }),
          link('Show log', () => env.act.command('showLog')),
        ),
      ),
    ),
  });
}

/** `partial-high` names the last batch that was completed. */
const place = (status: string) =>
  status.startsWith('partial-') ? `Saved after the ${status.slice('partial-'.length)} batch` : 'Saved';

/** The session as the host lists it; its folder name when it is not in the list yet. */
function sessionId({ run, context }: RunEnv): string {
  const listed = context.sessions.find(({ id }) => id === run.run || run.sessionDir.replaceAll('\\', '/').endsWith(id));
  return listed?.id ?? run.run;
}
