import * as vscode from 'vscode';
import { notice } from '../safety/text/editor';
import { RunError, toRunError } from '../session/run-error';

export interface PopupAction {
  title: string;
  run: () => unknown;
}

export interface Popup {
  kind: 'info' | 'warning' | 'error';
  message: string;
  actions: string[];
}

/** The user closed a picker or pressed Cancel. Not an error: nothing is shown. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

const isCancellation = (error: unknown): boolean =>
  error instanceof Cancelled ||
  error instanceof vscode.CancellationError ||
  (error instanceof RunError && error.code === 'cancelled') ||
  (error instanceof Error && error.name === 'AbortError');

/** The one place where messages are shown. None of them is waited for: nobody has to answer for the work to go on. */
export class Popups {
  private readonly shown = new vscode.EventEmitter<Popup>();
  readonly onDidShow = this.shown.event;

  constructor(private readonly log: vscode.LogOutputChannel) {}

  info(message: string, ...actions: PopupAction[]): void {
    this.show('info', message, actions, (...titles) =>
      vscode.window.showInformationMessage(notice(message), ...titles),
    );
  }

  warning(message: string, ...actions: PopupAction[]): void {
    this.show('warning', message, actions, (...titles) => vscode.window.showWarningMessage(notice(message), ...titles));
  }

  error(message: string, ...actions: PopupAction[]): void {
    this.show('error', message, [...actions, { title: 'Show Log', run: () => this.log.show(true) }], (...titles) =>
      vscode.window.showErrorMessage(notice(message), ...titles),
    );
  }

  /**
   * Runs something the user asked for. Failures end here, in one sentence with what to do; the details are in the log.
   */
  async guard(what: string, work: () => unknown): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (isCancellation(error)) return this.log.debug(`${what}: cancelled`);
      const failure = toRunError(error);
      this.log.error(
        `${what}: ${failure.code}: ${failure.message}`,
        failure.cause instanceof Error ? (failure.cause.stack ?? '') : '',
      );
      this.error(`${failure.message} ${failure.advice}`);
    }
  }

  private show(
    kind: Popup['kind'],
    message: string,
    actions: PopupAction[],
    display: (...titles: string[]) => Thenable<string | undefined>,
  ): void {
    this.log.info(`Message: ${message}`);
    this.shown.fire({ kind, message, actions: actions.map(({ title }) => title) });
    void this.answer(actions, display);
  }

  private async answer(
    actions: PopupAction[],
    display: (...titles: string[]) => Thenable<string | undefined>,
  ): Promise<void> {
    const chosen = await display(...actions.map(({ title }) => title));
    const action = actions.find(({ title }) => title === chosen);
    if (action) await this.guard(action.title, action.run);
  }
}
