import * as vscode from 'vscode';
import { linesOf } from '../../artifacts/quote';
import type { FindingView } from '../../pipeline/contract';
import { stepsOf } from './finding-steps';
import type { FindingsStore } from './findings-store';
import { followEdits } from './follow-edits';
import { type Place, relocate } from './relocate';
import {
  type Item,
  NOTHING,
  stepKey,
  itemAt,
  textOf,
  alongWith,
  isLookedAt,
  editOf,
  markedRange,
} from './tracked-item';

interface TrackedFile {
  uri: vscode.Uri;
  items: Map<string, Item>;
  /** Counts what was heard of it, edits and changes on disk: a comparison that one overtook is done again. */
  heard: number;
  /** Whether it was there when it was last looked at. */
  isThere: boolean;
}

export interface FindingPlace {
  uri: vscode.Uri;
  state: Place['state'];
  range: vscode.Range;
}

/** Knows where each finding is at this moment: through edits, in closed files, after a checkout. */
export class LocationTracker implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[]>();
  /** The findings of these files have another place or state. */
  readonly onDidChange = this.changed.event;
  private readonly files = new Map<string, TrackedFile>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private watcher: vscode.FileSystemWatcher | undefined;
  private watched = '';
  /** Settles when all files were compared that had to be. */
  settled: Promise<void> = Promise.resolve();

  constructor(private readonly store: FindingsStore) {
    this.subscriptions.push(
      store.onDidChange(() => this.rebuild()),
      vscode.workspace.onDidChangeTextDocument((event) => this.edited(event)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.recheck(uri)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.recheck(uri)),
      // Only then is it known whether the document counts, or what is on disk.
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed, changed }) =>
        [...opened, ...closed, ...changed].forEach((tab) => this.recheckTab(tab)),
      ),
    );
  }

  place(id: string): FindingPlace | undefined {
    for (const { uri, items } of this.files.values()) {
      const item = items.get(id);
      if (item) return { uri, state: item.state, range: item.range };
    }
    return undefined;
  }

  in(uri: vscode.Uri): { finding: FindingView; state: Place['state']; range: vscode.Range }[] {
    return [...(this.files.get(uri.toString())?.items.values() ?? [])].filter(({ step }) => step === undefined);
  }

  /** The steps of a finding that are still where they were, or where they moved to. */
  steps(id: string): { uri: vscode.Uri; range: vscode.Range; message: string }[] {
    const files = [...this.files.values()];
    return stepsOf(this.store.find(id) ?? NOTHING).flatMap((_, index) =>
      files.flatMap(({ uri, items }) => {
        const item = items.get(stepKey(id, index));
        return item?.step !== undefined && item.state === 'current'
          ? [{ uri, range: item.range, message: item.step }]
          : [];
      }),
    );
  }

  dispose(): void {
    this.watcher?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private rebuild(): void {
    const before = [...this.files.values()].map(({ uri }) => uri);
    this.files.clear();
    const { folder } = this.store;
    if (folder) for (const finding of this.store.findings) this.add(folder, finding);
    this.watch(folder);
    const gone = before.filter((uri) => !this.files.has(uri.toString()));
    if (gone.length > 0) this.changed.fire(gone);
    this.settled = Promise.all([...this.files.values()].map((file) => this.compare(file))).then(() => undefined);
  }

  private add(folder: vscode.Uri, finding: FindingView): void {
    const { location } = finding;
    if (location)
      this.track(folder, location.file, finding.id, itemAt(finding, location.start, location.end, location.anchor));
    for (const [index, { file, line, anchor, message }] of stepsOf(finding).entries())
      this.track(folder, file, stepKey(finding.id, index), { ...itemAt(finding, line, line, anchor), step: message });
  }

  private track(folder: vscode.Uri, path: string, key: string, item: Item): void {
    // Nothing in a session makes the editor look outside the folder.
    if (path.split(/[\\/]/).includes('..')) return;
    const uri = vscode.Uri.joinPath(folder, path);
    const file = this.files.get(uri.toString()) ?? { uri, items: new Map<string, Item>(), heard: 0, isThere: true };
    file.items.set(key, item);
    this.files.set(uri.toString(), file);
  }

  /** Files that change without being open: a checkout, another editor, a formatter. */
  private watch(folder: vscode.Uri | undefined): void {
    const wanted = this.files.size > 0 ? (folder?.toString() ?? '') : '';
    if (wanted === this.watched) return;
    this.watched = wanted;
    this.watcher?.dispose();
    this.watcher = undefined;
    if (!folder || wanted === '') return;
    this.watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '**/*'));
    for (const event of [this.watcher.onDidChange, this.watcher.onDidCreate, this.watcher.onDidDelete])
      event((uri) => this.recheck(uri));
  }

  private recheckTab({ input }: vscode.Tab): void {
    if (input instanceof vscode.TabInputText) this.recheck(input.uri);
  }

  private recheck(uri: vscode.Uri): void {
    const file = this.files.get(uri.toString());
    if (!file) return;
    file.heard += 1;
    this.settled = Promise.all([this.settled, this.compare(file)]).then(() => undefined);
  }

  private async compare(file: TrackedFile): Promise<void> {
    const { heard } = file;
    const text = await textOf(file.uri);
    if (this.files.get(file.uri.toString()) !== file) return;
    if (file.heard !== heard) return this.compare(file);
    const anchored = [...file.items].map(([id, { lines, size, anchor }]) => ({
      id,
      lines: { start: lines.start, end: lines.start + size - 1 },
      anchor,
    }));
    const wasThere = file.isThere;
    file.isThere = text !== undefined;
    if (!text) return this.move(file, [], new Map(anchored.map(({ id, lines }) => [id, { state: 'gone', lines }])));
    const places = relocate(text, anchored);
    for (const [id, item] of file.items)
      if (item.step !== undefined && item.anchor === undefined)
        places.set(id, alongWith(item, file.items.get(item.finding.id), places.get(item.finding.id)));
    // Deleted code that is not found again is still deleted, not changed.
    for (const [id, place] of places)
      if (wasThere && place.state === 'stale' && file.items.get(id)?.state === 'gone')
        places.set(id, { ...place, state: 'gone' });
    this.move(file, text, places);
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const file = this.files.get(document.uri.toString());
    if (!file || contentChanges.length === 0) return;
    // Of a document nobody looks at, only what is on disk counts: its text may have been old before this.
    if (!isLookedAt(document)) return this.recheck(document.uri);
    file.heard += 1;
    const text = linesOf(document.getText());
    const tracked = [...file.items].map(([id, { lines, state, anchor }]) => ({ id, lines, state, anchor }));
    this.move(
      file,
      text,
      followEdits(text, tracked, contentChanges.map(editOf), (id) => file.items.get(id)?.size ?? 1),
    );
  }

  private move(file: TrackedFile, text: readonly string[], places: Map<string, Place>): void {
    for (const [id, place] of places) {
      const item = file.items.get(id);
      if (item) file.items.set(id, { ...item, ...place, range: markedRange(text, place.lines) });
    }
    const shownElsewhere = [...file.items.values()].flatMap(({ step, finding }) =>
      step === undefined ? [] : (this.place(finding.id)?.uri ?? []),
    );
    this.changed.fire([...new Map([file.uri, ...shownElsewhere].map((uri) => [uri.toString(), uri])).values()]);
  }
}
