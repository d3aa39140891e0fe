import * as vscode from 'vscode';
import type { Severity } from '../../artifacts/enums';
import type { FindingView } from '../../pipeline/contract';
import { label } from '../../safety/text/editor';
import { plainTooltip } from '../plain-tooltip';
import { Throttle } from '../throttle';
import { humanize } from '../../knowledge/names';
import { threatWords } from '../../wording/found';
import { plural } from '../words';
import {
  type Filter,
  GROUPINGS,
  groupFindings,
  type Grouping,
  hiddenText,
  isFiltering,
  NO_FILTER,
  passes,
} from './finding-groups';
import { firstSentence, isClosed, isIncomplete, isMitigated, placeText } from './finding-words';
import type { FindingsStore } from './findings-store';
import type { LocationTracker } from './location-tracker';

export type FindingNode = { kind: 'group'; id: string } | { kind: 'finding'; id: string; group: string };

const GROUPING = 'threatline.grouping';
const FILTER = 'threatline.filter';
const REDRAW_MS = 250;

const ICONS: Record<Severity, [string, string]> = {
  critical: ['error', 'problemsErrorIcon.foreground'],
  high: ['warning', 'problemsErrorIcon.foreground'],
  medium: ['warning', 'problemsWarningIcon.foreground'],
  low: ['info', 'problemsInfoIcon.foreground'],
  info: ['info', 'descriptionForeground'],
};

/** The findings as a tree, grouped as the user chose; says what its filter hides. */
export class FindingsTree implements vscode.TreeDataProvider<FindingNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<FindingNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly nodes = new Map<string, FindingNode>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly redraw = new Throttle(REDRAW_MS, () => this.refresh());

  constructor(
    private readonly store: FindingsStore,
    private readonly tracker: LocationTracker,
    private readonly view: vscode.TreeView<FindingNode>,
    private readonly memory: vscode.Memento,
  ) {
    this.subscriptions = [store.onDidChange(() => this.refresh()), tracker.onDidChange(() => this.redraw.ask())];
  }

  get grouping(): Grouping {
    const saved = this.memory.get<unknown>(GROUPING);
    return GROUPINGS.find((grouping) => grouping === saved) ?? 'severity';
  }

  get filter(): Filter {
    return { ...NO_FILTER, ...this.memory.get<Partial<Filter>>(FILTER) };
  }

  async group(grouping: Grouping): Promise<void> {
    await this.memory.update(GROUPING, grouping);
    this.refresh();
  }

  async setFilter(filter: Filter | undefined): Promise<void> {
    await this.memory.update(FILTER, filter);
    this.refresh();
  }

  getChildren(node?: FindingNode): FindingNode[] {
    const groups = groupFindings(this.visible(), this.grouping);
    if (!node) return groups.map(({ id }) => this.known({ kind: 'group', id }));
    if (node.kind === 'finding') return [];
    return (groups.find(({ id }) => id === node.id)?.findings ?? []).map(({ id }) =>
      this.known({ kind: 'finding', id, group: node.id }),
    );
  }

  getParent(node: FindingNode): FindingNode | undefined {
    return node.kind === 'finding' ? this.known({ kind: 'group', id: node.group }) : undefined;
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return node.kind === 'group' ? this.groupItem(node.id) : this.findingItem(node);
  }

  dispose(): void {
    this.redraw.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private visible(): FindingView[] {
    const { filter } = this;
    return this.store.findings.filter((finding) => passes(finding, filter));
  }

  private known(node: FindingNode): FindingNode {
    const key = JSON.stringify(node);
    const known = this.nodes.get(key) ?? node;
    this.nodes.set(key, known);
    return known;
  }

  private groupItem(id: string): vscode.TreeItem {
    const group = groupFindings(this.visible(), this.grouping).find((one) => one.id === id);
    const item = new vscode.TreeItem(label(group?.label ?? id), vscode.TreeItemCollapsibleState.Expanded);
    item.id = `${this.grouping}/${id}`;
    item.description = String(group?.findings.length ?? 0);
    item.contextValue = 'group';
    item.accessibilityInformation = {
      label: `${label(group?.label ?? id)}, ${plural(group?.findings.length ?? 0, 'finding')}`,
    };
    return item;
  }

  private findingItem(node: FindingNode & { kind: 'finding' }): vscode.TreeItem {
    const finding = this.store.find(node.id);
    if (!finding) return new vscode.TreeItem(node.id);
    const place = this.tracker.place(finding.id);
    const item = new vscode.TreeItem(label(firstSentence(finding.title)), vscode.TreeItemCollapsibleState.None);
    const [icon, color] =
      place?.state === 'stale' || isMitigated(finding) || isClosed(finding)
        ? ['circle-outline', 'descriptionForeground']
        : ICONS[finding.severity];
    item.id = `${this.grouping}/${node.group}/${finding.id}`;
    item.description = label(describe(finding, place?.state, place?.range));
    item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
    item.contextValue = finding.location ? 'finding.place' : 'finding';
    item.tooltip = plainTooltip(tooltipOf(finding));
    item.command = { command: 'threatline.revealFinding', title: 'Reveal Finding', arguments: [finding.id] };
    item.accessibilityInformation = {
      label: `${finding.severity} ${finding.kind}: ${label(firstSentence(finding.title))}, ${item.description}`,
    };
    return item;
  }

  private refresh(): void {
    const { filter } = this;
    const total = this.store.findings.length;
    this.view.message = hiddenText(this.store.findings, filter);
    this.view.description = total > 0 ? foundIn(this.store.findings) : undefined;
    this.nodes.clear();
    void vscode.commands.executeCommand('setContext', 'threatline.filtered', isFiltering(filter));
    void vscode.commands.executeCommand('setContext', 'threatline.findings', total > 0);
    this.changed.fire(undefined);
  }
}

/** The same count as everywhere, and the gaps that are listed beside the threats. */
function foundIn(findings: readonly FindingView[]): string {
  const threats = findings.filter(({ kind }) => kind === 'threat');
  const gaps = findings.length - threats.length;
  if (threats.length === 0) return plural(gaps, 'gap');
  const mitigated = threats.filter(isMitigated).length;
  const words = threatWords(threats.filter((one) => !isMitigated(one) && !isClosed(one)).length, mitigated);
  return gaps === 0 ? words : `${words}, ${plural(gaps, 'gap')}`;
}

/** What has become of the code of a finding, where that is worth a word. */
const CHANGES: Record<string, string | undefined> = { stale: 'stale', gone: 'code is gone' };

function describe(
  { location, status }: FindingView,
  state: string | undefined,
  range: vscode.Range | undefined,
): string {
  const where = location && placeText(location.file, range ? range.start.line + 1 : location.start);
  const change = state === undefined ? undefined : CHANGES[state];
  return [where, change, status === 'open' ? undefined : humanize(status).toLowerCase()].filter(Boolean).join(' · ');
}

function tooltipOf(finding: FindingView): string[] {
  const facts = [
    humanize(finding.severity),
    finding.id,
    finding.cwe,
    finding.score === undefined ? undefined : `CVSS ${finding.score.toFixed(1)}`,
    finding.stride.map(humanize).join(', '),
    finding.component,
  ];
  return [
    firstSentence(finding.title),
    facts.filter(Boolean).join(' · '),
    finding.message,
    ...(isIncomplete(finding) ? ['Not everything could be investigated.'] : []),
  ];
}
