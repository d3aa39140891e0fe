import * as vscode from 'vscode';
import type { CheckpointRecord } from '../../artifacts/checkpoint-record';
import type { ContextKey } from '../ids';
import type { Parts } from '../parts';
import { settingsOf } from '../settings';
import type { Current } from './session-controller';

/** Who is looking at the panel, or is about to after a reload, needs no message. */
const PATIENCE_MS = 1_500;

const keyOf = ({ sessionId, id, timestamp }: CheckpointRecord): string => `${sessionId}/${id}@${timestamp}`;

/** Tells the user what the run needs from them, once, without taking the focus away. */
export class Notifier implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private asked = '';

  constructor(
    private readonly parts: Omit<Parts, 'pages' | 'findingsTree' | 'tracker'>,
    private readonly openReport: () => Promise<void>,
  ) {
    const { sessions } = parts;
    this.subscriptions = [
      sessions.onDidChange(() => this.askOnce()),
      sessions.onEvent(({ body }) => {
        if (body.type === 'run.finished') void this.finished();
        if (body.type === 'run.failed')
          this.parts.popups.error(`${body.message} ${body.advice}`, {
            title: 'Resume',
            run: () => vscode.commands.executeCommand('threatline.resume'),
          });
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private askOnce(): void {
    const current = this.parts.sessions.current;
    const record =
      current?.state.status === 'waiting' && current.readOnly === undefined ? current.state.checkpoint : undefined;
    const key = record ? keyOf(record) : this.asked;
    if (!record || key === this.asked) return;
    this.asked = key;
    setTimeout(() => this.announce(key, record.title), PATIENCE_MS);
  }

  private announce(key: string, title: string): void {
    const current = this.parts.sessions.current;
    const waits =
      current?.state.status === 'waiting' &&
      current.state.checkpoint !== undefined &&
      keyOf(current.state.checkpoint) === key;
    if (!waits || this.parts.checkpoint.isVisible) return;
    this.parts.popups.info(`${title}: waiting for your decision.`, {
      title: 'Open Checkpoint',
      run: () => this.parts.checkpoint.reveal(),
    });
  }

  private async finished(): Promise<void> {
    const { popups, sessions } = this.parts;
    if (settingsOf(sessions.current?.folder).openReportWhenDone)
      return popups.guard('Open report', () => this.openReport());
    popups.info('The threat model is complete.', { title: 'Open Report', run: () => this.openReport() });
  }
}

/** One made elsewhere after a question. */
const mayGoOn = ({ readOnly, elsewhere }: Current): boolean =>
  elsewhere ? elsewhere.because !== 'other-tool' : readOnly === undefined;

/** Keeps what menus and welcome texts depend on. Only what changed is sent. */
export function contextKeys(sessions: Parts['sessions']): vscode.Disposable {
  const sent = new Map<ContextKey, boolean>();
  const set = (key: ContextKey, value: boolean): void => {
    if (sent.get(key) === value) return;
    sent.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
  const update = (): void => {
    const { current } = sessions;
    const live = current?.run !== undefined;
    set('threatline.session', current !== undefined);
    set('threatline.running', live);
    set('threatline.waiting', current?.state.status === 'waiting');
    set(
      'threatline.resumable',
      current !== undefined && !live && mayGoOn(current) && current.state.status !== 'completed',
    );
    set('threatline.report', current?.state.report !== undefined);
  };
  update();
  return sessions.onDidChange(update);
}
