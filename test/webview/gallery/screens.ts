import type { CheckpointView } from '../../../src/artifacts/checkpoint-views';
import type { FromPanel, PanelContext, ToPanel } from '../../../src/protocol/messages';
import type { RunState } from '../../../src/session/run-state';
import { draftKey, NEW_DRAFT, NOTHING_SAVED, type Draft, type Saved } from '../../../webview/state/saved';
import {
  BATCH,
  BATCH_DONE,
  BUSINESS,
  CONTEXT,
  CONTROLS,
  FAILED,
  FINISHED,
  MAPPING,
  record,
  RUNNING,
  STOPPED,
  TESTS,
  THREATS,
  waiting,
} from '../samples';

/** One screen of the gallery: what the panel is told, and what it had saved. */
export interface Screen {
  run: RunState | null;
  context: PanelContext;
  saved: Saved;
  /** Presses the button with this id once the screen is drawn. */
  press?: string;
}

const screen = (run: RunState | null, change: Partial<Screen> = {}): Screen => ({
  run,
  context: CONTEXT,
  saved: NOTHING_SAVED,
  ...change,
});
const at = (view: CheckpointView, saved: Saved = NOTHING_SAVED, press?: string): Screen =>
  screen(waiting(view), { saved, press });

function drafted(view: CheckpointView, draft: Partial<Draft>, open: Record<string, boolean> = {}): Saved {
  return { ...NOTHING_SAVED, drafts: { [draftKey(record(view))]: { ...NEW_DRAFT, ...draft } }, open };
}

const EDITED = drafted(
  MAPPING,
  {
    edits: [
      { action: 'rate', id: '002', severity: 'critical' },
      { action: 'drop', id: '003', reason: 'The gateway limits attempts.' },
      {
        action: 'add',
        title: 'Refunds are approved by their requester',
        severity: 'high',
        description: '',
        category: 'authorization',
        file: 'web/routes/refund.js',
        line: 9,
      },
    ],
    adding: {
      title: 'Exports are not logged',
      severity: 'medium',
      description: '',
      category: 'logging-audit',
      file: '',
      line: '',
    },
  },
  { 'mapping.concern.001': true, 'mapping.concerns.medium': true },
);

const LONG = 'x'.repeat(120);
const hostile: CheckpointView = {
  ...THREATS,
  threats: THREATS.threats.map((threat) => ({
    ...threat,
    title: `<img src=x onerror=alert(1)> \u202Egnp.exe ${LONG}`,
    component: LONG,
    link: { label: '', file: `src/${LONG}.ts`, line: 1 },
  })),
};

export const SCREENS: Record<string, Screen> = {
  idle: screen(null),
  'idle-untrusted': screen(null, { context: { ...CONTEXT, trusted: false, sessions: [] } }),
  'no-folder': screen(null, { context: { workspace: 'none', trusted: true, sessions: [] } }),
  running: screen(RUNNING),
  business: at(BUSINESS),
  'business-errors': at(
    BUSINESS,
    drafted(BUSINESS, {
      form: {
        changes: { application_name: '', crown_jewels: [] },
        numbers: { breach_cost_usd: 'many' },
        typing: {},
        confirmed: ['users', 'data_types'],
      },
    }),
    'approve',
  ),
  mapping: at(MAPPING),
  'mapping-edited': at(MAPPING, EDITED),
  batch: at(BATCH),
  'batch-revert': at(BATCH_DONE, drafted(BATCH_DONE, { reverting: true })),
  controls: at(CONTROLS),
  threats: at(THREATS),
  'threats-revise': at(
    THREATS,
    drafted(
      THREATS,
      { revising: true, feedback: 'The admin API is reachable from the office network only.' },
      { 'threats.all': true },
    ),
  ),
  tests: at(TESTS),
  finished: screen(FINISHED),
  stopped: screen(STOPPED),
  failed: screen(FAILED, {
    context: { ...CONTEXT, readOnly: 'The folder is read-only: results are kept in memory until it can be written.' },
  }),
  hostile: at(hostile),
};

/** Answers the panel as the editor would. */
export function hostOf(name: string): { state: () => unknown; answer: (message: FromPanel) => ToPanel | undefined } {
  const shown = SCREENS[name] ?? screen(null);
  return {
    state: () => shown.saved,
    answer: (message) => {
      if (message.type === 'ready') return { type: 'snapshot', state: shown.run, context: shown.context };
      if (message.type === 'decide')
        return {
          type: 'rejected',
          requestId: message.requestId,
          message: 'This is a picture of the panel: nothing runs behind it.',
        };
      return undefined;
    },
  };
}
