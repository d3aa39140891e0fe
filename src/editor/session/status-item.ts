import * as vscode from 'vscode';
import { label } from '../../safety/text/editor';
import type { CommandId } from '../ids';
import type { RunState } from '../../session/run-state';
import { PHASE_TITLES } from '../../session/run-words';
import { foundWords } from '../../wording/found';
import type { Current, SessionController } from './session-controller';

interface Look {
  text: string;
  tooltip: string;
  command: CommandId;
  waiting?: boolean;
}

function lookOf(current: Current): Look {
  const { state, readOnly } = current;
  if (readOnly !== undefined)
    return { text: '$(lock) Threatline: read-only', tooltip: readOnly, command: 'threatline.openCheckpoint' };
  switch (state.status) {
    case 'waiting':
      return waiting(state);
    case 'stopped':
    case 'failed':
      return halted(state);
    case 'completed':
      return completed(state);
    case 'idle':
    case 'running':
      return working(current);
  }
}

const waiting = ({ checkpoint }: RunState): Look => ({
  text: '$(bell-dot) Threatline: waiting for you',
  tooltip: `${checkpoint?.title ?? 'A checkpoint'} waits for your decision. Click to open it.`,
  command: 'threatline.openCheckpoint',
  waiting: true,
});

const halted = ({ status, failure }: RunState): Look => ({
  text: status === 'failed' ? '$(error) Threatline: failed' : '$(debug-pause) Threatline: stopped',
  tooltip: `${failure?.message ?? 'Everything done so far is saved.'} Click to go on.`,
  command: 'threatline.resume',
});

function completed({ counters }: RunState): Look {
  return {
    text: `$(shield) Threatline: ${foundWords(counters) ?? 'nothing found'}`,
    tooltip: 'The threat model is complete. Click to open the report.',
    command: 'threatline.openReport',
  };
}

function working({ state, run }: Current): Look {
  const phase = state.phases.find(({ status }) => status === 'running');
  const doing = phase ? PHASE_TITLES[phase.key] : 'starting';
  return {
    text: `${run ? '$(loading~spin)' : '$(shield)'} Threatline: ${doing}`,
    tooltip: `Threat model: ${doing}. Click to watch.`,
    command: 'threatline.openCheckpoint',
  };
}

/** One item in the status bar; there only when a session is. */
export function statusItem(sessions: SessionController): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('threatline.status', vscode.StatusBarAlignment.Left, 10);
  item.name = 'Threatline';
  const show = (): void => {
    if (!sessions.current) return item.hide();
    const look = lookOf(sessions.current);
    item.text = look.text;
    item.tooltip = label(look.tooltip);
    item.command = look.command;
    item.backgroundColor = look.waiting ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.accessibilityInformation = { label: look.text.replace(/\$\([^)]*\)\s*/, '') };
    item.show();
  };
  show();
  return vscode.Disposable.from(item, sessions.onDidChange(show));
}
