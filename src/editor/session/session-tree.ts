import * as vscode from 'vscode';
import type { CommandId } from '../ids';
import { label } from '../../safety/text/editor';
import { plainTooltip } from '../plain-tooltip';
import type { SessionController } from './session-controller';
import { childrenOf, parentOf, RUN_NODE, type SessionNode } from './session-nodes';
import { planLine } from './run-rows';
import { rowOf } from './session-rows';
import { type RowLook, type SessionRow } from './session-row';
import { Throttle } from '../throttle';

const REDRAW_MS = 250;
const TICK_MS = 1_000;

const ICONS: Record<RowLook, [icon: string, color?: string]> = {
  queued: ['circle-outline'],
  running: ['loading~spin', 'charts.blue'],
  waiting: ['bell-dot', 'charts.yellow'],
  done: ['pass', 'testing.iconPassed'],
  partial: ['warning', 'problemsWarningIcon.foreground'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash'],
  'timed-out': ['watch', 'problemsWarningIcon.foreground'],
  stopped: ['debug-pause'],
};

const FOLDING = {
  none: vscode.TreeItemCollapsibleState.None,
  folded: vscode.TreeItemCollapsibleState.Collapsed,
  unfolded: vscode.TreeItemCollapsibleState.Expanded,
};

/** The session as a tree. Redraws at most four times a second, and only the rows that changed. */
export class SessionTree implements vscode.TreeDataProvider<SessionNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<SessionNode[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  /** One object per row ever handed out, and what was shown then. */
  private readonly nodes = new Map<string, SessionNode>();
  private readonly drawn = new Map<string, { signature: string; open: SessionRow['open'] }>();
  private readonly redraw = new Throttle(REDRAW_MS, () => this.refresh());
  private readonly ticks = setInterval(() => this.tick(), TICK_MS);
  private readonly subscription: vscode.Disposable;
  private session: string | undefined;

  constructor(
    private readonly sessions: SessionController,
    private readonly view: vscode.TreeView<SessionNode>,
  ) {
    this.subscription = sessions.onDidChange(() => this.redraw.ask());
  }

  getChildren(node?: SessionNode): SessionNode[] {
    const state = this.sessions.current?.state;
    if (!state) return [];
    return (node ? childrenOf(node, state) : [RUN_NODE]).map((child) => this.known(child));
  }

  getParent(node: SessionNode): SessionNode | undefined {
    const state = this.sessions.current?.state;
    const parent = state && parentOf(node, state);
    return parent && this.known(parent);
  }

  getTreeItem(node: SessionNode): vscode.TreeItem {
    const row = this.row(node);
    if (!row) return new vscode.TreeItem('');
    this.drawn.set(node.key, { signature: this.signature(node, row), open: row.open });
    const item = new vscode.TreeItem(label(row.label), FOLDING[row.open]);
    const [icon, color] = ICONS[row.look];
    // VS Code remembers folding by id and ignores ours afterwards: a phase that gets its
    // first row unfolds, one that is done folds.
    item.id = `${this.sessions.current?.state.run ?? ''}/${node.key}/${row.open}`;
    item.description = label(row.description);
    item.iconPath = new vscode.ThemeIcon(icon, color ? new vscode.ThemeColor(color) : undefined);
    item.contextValue = row.context;
    item.tooltip = plainTooltip(row.tooltip);
    item.accessibilityInformation = { label: label(`${row.label}, ${row.description}`) };
    const command = clickOf(node, row);
    if (command) item.command = command;
    return item;
  }

  dispose(): void {
    clearInterval(this.ticks);
    this.redraw.dispose();
    this.subscription.dispose();
    this.changed.dispose();
  }

  private row(node: SessionNode): SessionRow | undefined {
    const current = this.sessions.current;
    const row = current && rowOf(node, current.state, current.run !== undefined, Date.now());
    return row && node.kind === 'run' && current.elsewhere
      ? { ...row, description: `made elsewhere · ${row.description}` }
      : row;
  }

  private known(node: SessionNode): SessionNode {
    const known = this.nodes.get(node.key) ?? node;
    this.nodes.set(node.key, known);
    return known;
  }

  private signature(node: SessionNode, row: SessionRow): string {
    const state = this.sessions.current?.state;
    return JSON.stringify([row, state ? childrenOf(node, state).map(({ key }) => key) : []]);
  }

  private tick(): void {
    const current = this.sessions.current;
    if (current?.run && current.state.status === 'running' && this.view.visible) this.redraw.ask();
  }

  private refresh(): void {
    const state = this.sessions.current?.state;
    this.decorate();
    if (state?.run !== this.session || !state) {
      this.session = state?.run;
      this.drawn.clear();
      this.nodes.clear();
      return this.changed.fire(undefined);
    }
    const stale = new Set([...this.drawn.keys()].flatMap((key) => this.staleRow(key) ?? []));
    if (stale.size > 0) this.changed.fire([...stale]);
  }

  /** The row to draw again for a row that changed: itself, or what holds it when it gets another id. */
  private staleRow(key: string): SessionNode | undefined {
    const node = this.nodes.get(key);
    const row = node && this.row(node);
    const drawn = this.drawn.get(key);
    // A row that is gone is taken away by what holds it, which changed too.
    if (!node || !row || !drawn) return void this.drawn.delete(key);
    if (row.open !== drawn.open) return this.getParent(node) ?? node;
    return this.signature(node, row) === drawn.signature ? undefined : node;
  }

  /** Badge and headline of the view. */
  private decorate(): void {
    const current = this.sessions.current;
    const waiting = current?.state.status === 'waiting' && current.readOnly === undefined;
    this.view.badge = waiting
      ? { value: 1, tooltip: `${current.state.checkpoint?.title ?? 'A checkpoint'} waits for your decision` }
      : undefined;
    this.view.message =
      current?.readOnly ?? (current && current.state.status !== 'completed' ? planMessage(current.state) : undefined);
  }
}

function planMessage(state: Parameters<typeof planLine>[0]): string | undefined {
  const line = planLine(state);
  return line === undefined ? undefined : `Plan: ${line}`;
}

function clickOf(node: SessionNode, row: SessionRow): vscode.Command | undefined {
  const command = (id: CommandId, title: string, ...args: unknown[]): vscode.Command => ({
    command: id,
    title,
    arguments: args,
  });
  if (node.kind === 'checkpoint') return command('threatline.openCheckpoint', 'Open Checkpoint');
  if (row.artifact !== undefined) return command('threatline.openArtifact', 'Open Artifact', row.artifact);
  return undefined;
}
