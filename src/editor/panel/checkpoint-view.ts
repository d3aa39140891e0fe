import * as vscode from 'vscode';
import { Decision } from '../../artifacts/checkpoint-record';
import type { RunEvent } from '../../artifacts/run-events';
import { isFromPanel, type FromPanel, type PanelContext, type ToPanel } from '../../protocol/messages';
import { toRunError } from '../../session/run-error';
import type { Current, SessionController } from '../session/session-controller';
import { Throttle } from '../throttle';
import { panelPage } from './panel-page';

/** Events that arrive this close together go in one message. */
const GATHER_MS = 60;

/** More than this and one snapshot is less than the events. */
const MANY_EVENTS = 200;

/** What the panel may ask for, besides deciding. */
export interface PanelActions {
  context(): Promise<PanelContext>;
  openFile(file: string, line: number | undefined): Promise<void>;
  openArtifact(path: string): Promise<void>;
  openReport(): Promise<void>;
  command(command: Extract<FromPanel, { type: 'command' }>['command'], argument: string | undefined): Promise<void>;
  /** Runs it and shows what went wrong. */
  guard(what: string, work: () => Promise<void>): Promise<void>;
}

type DecideMessage = Extract<FromPanel, { type: 'decide' }>;

/** The editor's side of the panel. A hidden panel is sent nothing and asks for a snapshot when it is shown. */
export class CheckpointView implements vscode.WebviewViewProvider, vscode.Disposable {
  private view: vscode.WebviewView | undefined;
  private pending: RunEvent[] = [];
  private readonly flush = new Throttle(GATHER_MS, () => this.sendEvents());
  private readonly subscriptions: vscode.Disposable[];
  private session: string | undefined;
  private focusWanted = false;
  /** The page has loaded and listens; it is loaded anew each time the view is shown. */
  private ready = false;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly sessions: SessionController,
    private readonly actions: PanelActions,
  ) {
    this.subscriptions = [
      sessions.onEvent((event) => {
        this.pending.push(event);
        this.flush.ask();
      }),
      sessions.onDidChange(() => this.sessionChanged()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.snapshot()),
    ];
  }

  get isVisible(): boolean {
    return this.view?.visible ?? false;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.ready = false;
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extension, 'dist/webview')],
    };
    view.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    view.onDidChangeVisibility(() => {
      this.ready &&= view.visible;
      void this.snapshot();
    });
    view.onDidDispose(() => (this.view = undefined));
    view.webview.html = panelPage(view.webview, this.extension);
    this.decorate();
  }

  /** Brings the view to the front, with the focus in it: only when the user asked for it. */
  async reveal(): Promise<void> {
    this.focusWanted = true;
    await vscode.commands.executeCommand('threatline.checkpoint.focus');
    this.sendFocus();
  }

  /** Handles one message from the panel. What is not one is dropped. */
  async receive(message: unknown): Promise<void> {
    if (!isFromPanel(message)) return;
    switch (message.type) {
      case 'ready':
        this.ready = true;
        await this.snapshot();
        return this.sendFocus();
      case 'decide':
        return this.post(await this.answer(message));
      case 'open-file':
        return this.actions.guard('Open file', () => this.actions.openFile(message.file, message.line));
      case 'open-artifact':
        return this.actions.guard('Open artifact', () => this.actions.openArtifact(message.path));
      case 'open-report':
        return this.actions.guard('Open report', () => this.actions.openReport());
      case 'command':
        return this.actions.guard(message.command, () => this.actions.command(message.command, message.argument));
    }
  }

  /** The answer to a decision: accepted when it is on disk, else rejected with what is wrong. */
  async answer({ requestId, checkpoint, decision }: DecideMessage): Promise<ToPanel> {
    const parsed = Decision.safeParse({ ...decision, decidedBy: 'user' });
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
      return {
        type: 'rejected',
        requestId,
        message: 'The decision could not be understood. Check the marked fields.',
        fields,
      };
    }
    try {
      const result = await this.sessions.decide(checkpoint, parsed.data);
      return result.ok
        ? { type: 'accepted', requestId }
        : { type: 'rejected', requestId, message: result.message, ...(result.fields ? { fields: result.fields } : {}) };
    } catch (error) {
      const failure = toRunError(error);
      return { type: 'rejected', requestId, message: `${failure.message} ${failure.advice}` };
    }
  }

  /** Sends the whole truth, if someone looks at it. */
  async snapshot(): Promise<void> {
    if (!this.isVisible) return;
    const context = await this.actions.context();
    this.pending = [];
    const state = this.sessions.current?.state ?? null;
    this.session = state?.run;
    this.post({ type: 'snapshot', state, context });
  }

  dispose(): void {
    this.flush.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private sendEvents(): void {
    const events = this.pending;
    this.pending = [];
    if (!this.isVisible || events.length === 0) return;
    if (events.length > MANY_EVENTS) return void this.snapshot();
    this.post({ type: 'events', events });
    const over = events.some(
      ({ body }) => body.type === 'run.stopped' || body.type === 'run.failed' || body.type === 'run.finished',
    );
    if (over) void this.actions.context().then((context) => this.post({ type: 'context', context }));
  }

  private sessionChanged(): void {
    this.decorate();
    const current = this.sessions.current;
    if (current?.state.run !== this.session || !current?.run) void this.snapshot();
  }

  private sendFocus(): void {
    if (!this.focusWanted || !this.ready) return;
    this.focusWanted = false;
    this.post({ type: 'focus', target: 'checkpoint' });
  }

  private decorate(): void {
    const { current } = this.sessions;
    if (this.view) this.view.description = current && descriptionOf(current);
  }

  private post(message: ToPanel): void {
    void this.view?.webview.postMessage(message);
  }
}

function descriptionOf({ state, readOnly }: Current): string | undefined {
  if (readOnly !== undefined) return 'read-only';
  return state.status === 'waiting' ? 'waiting for you' : undefined;
}
