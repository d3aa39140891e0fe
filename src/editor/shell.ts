import * as vscode from 'vscode';
import { notice } from '../safety/text/editor';
import { COMMANDS, type CommandId, EXPLANATION_SCHEME, FINDING_SCHEME, VIEWS } from './ids';
import type { FindingNode } from './findings/findings-tree';
import type { Host } from './host';
import { LateTree } from './late-tree';
import type { SessionNode } from './session/session-nodes';

/** Where sessions leave their index. A folder that has one is ours: its newest session is shown again. */
const INDEX_FILES = ['.threat-model/sessions/sessions.json', '.claude/.output/threat-modeling/sessions.json'];

/** What is there from activation on: names that lead to the real thing, which is loaded at the first use. */
export class Shell {
  private host: Promise<Host> | undefined;
  private readonly sessionTree = new LateTree<SessionNode>(() => this.load());
  private readonly findingsTree = new LateTree<FindingNode>(() => this.load());
  private readonly pageChanged = new vscode.EventEmitter<vscode.Uri>();
  private readonly explanationChanged = new vscode.EventEmitter<vscode.Uri>();
  private readonly sessionView: vscode.TreeView<SessionNode>;
  private readonly findingsView: vscode.TreeView<FindingNode>;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.sessionView = vscode.window.createTreeView(VIEWS.session, {
      treeDataProvider: this.sessionTree,
      showCollapseAll: true,
    });
    this.findingsView = vscode.window.createTreeView(VIEWS.findings, {
      treeDataProvider: this.findingsTree,
      showCollapseAll: true,
    });
    context.subscriptions.push(
      this.sessionView,
      this.findingsView,
      ...COMMANDS.map((id) => vscode.commands.registerCommand(id, (argument: unknown) => this.run(id, argument))),
      vscode.window.registerWebviewViewProvider(VIEWS.checkpoint, {
        resolveWebviewView: async (view) => (await this.load()).parts.checkpoint.resolveWebviewView(view),
      }),
      vscode.workspace.registerTextDocumentContentProvider(EXPLANATION_SCHEME, {
        onDidChange: this.explanationChanged.event,
        provideTextDocumentContent: async (uri) =>
          (await this.load()).parts.explanations.provideTextDocumentContent(uri),
      }),
      vscode.workspace.registerTextDocumentContentProvider(FINDING_SCHEME, {
        onDidChange: this.pageChanged.event,
        provideTextDocumentContent: async (uri) => (await this.load()).parts.pages.provideTextDocumentContent(uri),
      }),
    );
  }

  get isLoaded(): boolean {
    return this.host !== undefined;
  }

  load(): Promise<Host> {
    this.host ??= this.start();
    return this.host;
  }

  /** Brings back what the window showed before, if the open folders hold a session. Loads nothing otherwise. */
  async restore(): Promise<void> {
    if (await this.hasSessions()) await this.load();
  }

  /** Ends what runs, in time for the window to close. */
  async stop(): Promise<void> {
    const host = await this.host?.catch(() => undefined);
    await host?.dispose();
  }

  private async start(): Promise<Host> {
    const { createHost } = await import('./host');
    const host = createHost({ context: this.context, sessionView: this.sessionView, findingsView: this.findingsView });
    this.context.subscriptions.push(
      this.sessionTree.follow(host.sessionTree),
      this.findingsTree.follow(host.parts.findingsTree),
    );
    this.context.subscriptions.push(
      host.parts.pages.onDidChange((uri) => this.pageChanged.fire(uri)),
      host.parts.explanations.onDidChange((uri) => this.explanationChanged.fire(uri)),
    );
    await host.restore();
    return host;
  }

  private async run(id: CommandId, argument: unknown): Promise<void> {
    try {
      await (await this.load()).run(id, argument);
    } catch (error) {
      // The host shows its own failures: this one kept it from starting.
      void vscode.window.showErrorMessage(
        `Threatline could not start: ${notice(error instanceof Error ? error.message : String(error))}. Reload the window to try again.`,
      );
    }
  }

  private async hasSessions(): Promise<boolean> {
    const files = (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) =>
      INDEX_FILES.map((file) => vscode.Uri.joinPath(uri, file)),
    );
    const found = await Promise.all(
      files.map((file) =>
        vscode.workspace.fs.stat(file).then(
          () => true,
          () => false,
        ),
      ),
    );
    return found.includes(true);
  }
}
