import * as vscode from 'vscode';
import { label } from '../../safety/text/editor';
import type { CommandId } from '../ids';
import { PHASE_TITLES } from '../../session/run-words';
import { plural } from '../words';
import type { Current, SessionController } from './session-controller';

interface Look {
  text: string;
  tooltip: string;
  command: CommandId;
  waiting?: boolean;
}

function lookOf({ state, run, readOnly }: Current): Look {
  const found = plural(
    state.counters['threats'] ?? state.counters['gaps'] ?? 0,
    state.counters['threats'] ? 'threat' : 'gap',
  );
  if (readOnly !== undefined)
    return { text: '$(lock) Threatline: read-only', tooltip: readOnly, command: 'threatline.openCheckpoint' };
  switch (state.status) {
    case 'waiting':
      return {
        text: '$(bell-dot) Threatline: waiting for you',
        tooltip: `${state.checkpoint?.title ?? 'A checkpoint'} waits for your decision. Click to open it.`,
        command: 'threatline.openCheckpoint',
        waiting: true,
      };
    case 'stopped':
    case 'failed':
      return {
        text: state.status === 'failed' ? '$(error) Threatline: failed' : '$(debug-pause) Threatline: stopped',
        tooltip: `${state.failure?.message ?? 'Everything done so far is saved.'} Click to go on.`,
        command: 'threatline.resume',
      };
    case 'completed':
      return {
        text: `$(shield) Threatline: ${found}`,
        tooltip: 'The threat model is complete. Click to open the report.',
        command: 'threatline.openReport',
      };
    case 'idle':
    case 'running': {
      const phase = state.phases.find(({ status }) => status === 'running');
      const doing = phase ? PHASE_TITLES[phase.key] : 'starting';
      return {
        text: `${run ? '$(loading~spin)' : '$(shield)'} Threatline: ${doing}`,
        tooltip: `Threat model: ${doing}. Click to watch.`,
        command: 'threatline.openCheckpoint',
      };
    }
  }
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
