import type * as vscode from 'vscode';
import { eventLine } from './event-lines';
import type { SessionController } from './session-controller';

/** Writes the run to the output channel, one line for each event worth reading. */
export function logEvents(sessions: SessionController, log: vscode.LogOutputChannel): vscode.Disposable {
  return sessions.onEvent((event) => {
    const line = sessions.current && eventLine(event, sessions.current.state);
    if (line) log[line.level](line.text);
  });
}
