import type { Decision } from '../artifacts/checkpoint-record';
import type { RunEvent } from '../artifacts/run-events';
import type { RunState } from '../session/run-state';

/** What the panel shows besides the run: things only the editor knows. */
export interface PanelContext {
  workspace: 'none' | 'single' | 'multi';
  trusted: boolean;
  /** Sessions that can be opened or resumed, newest first. */
  sessions: {
    id: string;
    target: string;
    status: string;
    updated: string;
    resumable: boolean;
    madeElsewhere?: boolean;
  }[];
  readOnly?: string;
  /** The shown session was not made by this user on this machine. */
  madeElsewhere?: boolean;
}

/**
 * From the editor to the panel. `snapshot` is the whole truth; `events` continue it without a
 * hole, else the panel asks for a snapshot.
 */
export type ToPanel =
  | { type: 'snapshot'; state: RunState | null; context: PanelContext }
  | { type: 'events'; events: RunEvent[] }
  | { type: 'context'; context: PanelContext }
  | { type: 'accepted'; requestId: string }
  | { type: 'rejected'; requestId: string; message: string; fields?: { field: string; message: string }[] }
  | { type: 'focus'; target: 'checkpoint' };

/** From the panel to the editor. `requestId` is answered by `accepted` or `rejected`. */
export type FromPanel =
  | { type: 'ready' }
  | { type: 'decide'; requestId: string; checkpoint: string; decision: Omit<Decision, 'decidedBy'> }
  | { type: 'open-file'; file: string; line?: number }
  | { type: 'open-artifact'; path: string }
  | { type: 'open-report' }
  | { type: 'command'; command: PanelCommand; argument?: string };

const PANEL_COMMANDS = ['start', 'stop', 'resume', 'openFolder', 'showLog', 'manageTrust'] as const;
export type PanelCommand = (typeof PANEL_COMMANDS)[number];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * The panel's content is untrusted input to the editor: anything that is not exactly one of the messages is dropped.
 * The decision itself is validated by its schema.
 */
export function isFromPanel(value: unknown): value is FromPanel {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
    case 'open-report':
      return true;
    case 'decide':
      return isText(value['requestId']) && isText(value['checkpoint']) && isRecord(value['decision']);
    case 'open-file':
      return isText(value['file']) && (value['line'] === undefined || Number.isInteger(value['line']));
    case 'open-artifact':
      return isText(value['path']);
    case 'command':
      return (
        PANEL_COMMANDS.some((command) => command === value['command']) &&
        (value['argument'] === undefined || isText(value['argument']))
      );
    default:
      return false;
  }
}

const TO_PANEL = ['snapshot', 'events', 'context', 'accepted', 'rejected', 'focus'];

export function isToPanel(value: unknown): value is ToPanel {
  return isRecord(value) && TO_PANEL.some((type) => type === value['type']);
}
