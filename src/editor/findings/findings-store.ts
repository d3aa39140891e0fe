import * as vscode from 'vscode';
import type { FindingView } from '../../pipeline/contract';
import type { PipelineApi } from '../pipeline-api';
import type { SessionController } from '../session/session-controller';

const CLEARED = 'threatline.cleared';

/** The findings of the shown session as they are on disk. Loaded again whenever the run says that they changed. */
export class FindingsStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;
  private list: readonly FindingView[] = [];
  private loads = 0;
  private shown = '';
  /** Settles when the findings asked for last are there. */
  loaded: Promise<void> = Promise.resolve();

  constructor(
    private readonly sessions: SessionController,
    private readonly api: PipelineApi,
    private readonly memory: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = sessions.onDidChange(() => this.look());
  }

  get findings(): readonly FindingView[] {
    return this.list;
  }

  /** Absolute path of the session they belong to. */
  get sessionDir(): string | undefined {
    return this.sessions.current?.state.sessionDir;
  }

  get folder(): vscode.Uri | undefined {
    return this.sessions.current?.folder;
  }

  find(id: string): FindingView | undefined {
    return this.list.find((finding) => finding.id === id || finding.gapIds.includes(id));
  }

  /** Takes the findings out of the editor, also after a reload; what is on disk stays. */
  async clear(): Promise<void> {
    await this.memory.update(CLEARED, this.sessionDir);
    this.set([]);
  }

  /** Brings them back and reads them again. */
  async reload(): Promise<void> {
    await this.memory.update(CLEARED, undefined);
    await this.load();
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private look(): void {
    const state = this.sessions.current?.state;
    const revision = state ? `${state.sessionDir}#${state.findingsRevision}` : '';
    if (revision === this.shown) return;
    this.shown = revision;
    this.loaded = this.load();
  }

  private async load(): Promise<void> {
    const [turn, dir] = [++this.loads, this.sessionDir];
    const hidden = dir === undefined || this.memory.get(CLEARED) === dir;
    const findings = hidden
      ? []
      : await this.api.loadFindings(dir).catch((error: unknown) => {
          this.log.error(`The findings of ${dir} could not be read: ${String(error)}`);
          return [];
        });
    // A later request overtook this one.
    if (turn === this.loads) this.set(findings);
  }

  private set(findings: readonly FindingView[]): void {
    if (findings.length === 0 && this.list.length === 0) return;
    this.list = findings;
    this.changed.fire();
  }
}
