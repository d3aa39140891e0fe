import * as vscode from 'vscode';
import { until } from './extension';

let shown = 0;
let answered = 0;
let watching = false;

/** The extension asks through the same object of the API as the tests: what it shows is counted there. */
function watch(): void {
  if (watching) return;
  watching = true;
  const { createQuickPick, showQuickPick } = vscode.window;
  Object.assign(vscode.window, {
    createQuickPick: <T extends vscode.QuickPickItem>() => {
      const pick = createQuickPick<T>();
      const show = pick.show.bind(pick);
      pick.show = () => {
        show();
        shown += 1;
      };
      return pick;
    },
    showQuickPick: (...given: Parameters<typeof showQuickPick>) => {
      shown += 1;
      return showQuickPick(...given);
    },
  });
}

/** Starts a command that asks; what it shows from now on is waited for, one question after the other. */
export function asking(command: string): { done: Thenable<unknown> } {
  watch();
  answered = shown;
  return { done: vscode.commands.executeCommand(command) };
}

/** Waits for the next question, then runs a command of the workbench on it. */
export async function answerWith(...commands: string[]): Promise<void> {
  answered += 1;
  await until(`question ${answered} to be shown`, () => shown >= answered);
  for (const command of commands) await vscode.commands.executeCommand(command);
}

/** Accepts the questions that follow, the way Enter does. */
export async function acceptQuickPicks(times: number): Promise<void> {
  for (let accepted = 0; accepted < times; accepted += 1)
    await answerWith('workbench.action.acceptSelectedQuickOpenItem');
}
