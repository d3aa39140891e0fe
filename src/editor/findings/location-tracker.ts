import * as vscode from 'vscode';
import { linesOf } from '../../artifacts/quote';
import type { FindingView } from '../../pipeline/contract';
import type { FindingsStore } from './findings-store';
import { followEdits, type LineEdit } from './follow-edits';
import { type Place, relocate } from './relocate';

/** Files larger than this are not compared: they were not analysed either. */
const LARGEST_BYTES = 5_000_000;
/** A marker over more lines than this hides the code it is about: only the first line is marked. */
const MARKED_LINES = 5;

interface Item extends Place {
  finding: FindingView;
  anchor?: string;
  /** Number of lines when it was analysed. */
  size: number;
  range: vscode.Range;
}

interface TrackedFile {
  uri: vscode.Uri;
  items: Map<string, Item>;
  /** Counts edits seen: a comparison that an edit overtook is done again. */
  edits: number;
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
    return [...(this.files.get(uri.toString())?.items.values() ?? [])];
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
    // Nothing in a session makes the editor look outside the folder.
    if (!location || location.file.split(/[\\/]/).includes('..')) return;
    const uri = vscode.Uri.joinPath(folder, location.file);
    const file = this.files.get(uri.toString()) ?? { uri, items: new Map<string, Item>(), edits: 0 };
    const lines = { start: location.start, end: Math.max(location.start, location.end) };
    file.items.set(finding.id, { finding, state: 'current', lines, size: lines.end - lines.start + 1, range: new vscode.Range(lines.start - 1, 0, lines.start - 1, 0), ...(location.anchor === undefined ? {} : { anchor: location.anchor }) });
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
    for (const event of [this.watcher.onDidChange, this.watcher.onDidCreate, this.watcher.onDidDelete]) event((uri) => this.recheck(uri));
  }

  private recheck(uri: vscode.Uri): void {
    const file = this.files.get(uri.toString());
    if (file) this.settled = Promise.all([this.settled, this.compare(file)]).then(() => undefined);
  }

  private async compare(file: TrackedFile): Promise<void> {
    const { edits } = file;
    const text = await textOf(file.uri);
    if (this.files.get(file.uri.toString()) !== file) return;
    if (file.edits !== edits) return this.compare(file);
    const anchored = [...file.items].map(([id, { lines, state, size, anchor, finding }]) => ({ id, lines: state === 'current' ? { start: lines.start, end: lines.start + size - 1 } : originalLines(finding), anchor }));
    this.move(file, text ?? [], text ? relocate(text, anchored) : new Map(anchored.map(({ id, lines }) => [id, { state: 'gone', lines }])));
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const file = this.files.get(document.uri.toString());
    if (!file || contentChanges.length === 0) return;
    file.edits += 1;
    const text = linesOf(document.getText());
    const tracked = [...file.items].map(([id, { lines, state, anchor }]) => ({ id, lines, state, anchor }));
    this.move(file, text, followEdits(text, tracked, contentChanges.map(editOf), (id) => file.items.get(id)?.size ?? 1));
  }

  private move(file: TrackedFile, text: readonly string[], places: Map<string, Place>): void {
    for (const [id, place] of places) {
      const item = file.items.get(id);
      if (item) file.items.set(id, { ...item, ...place, range: markedRange(text, place.lines) });
    }
    this.changed.fire([file.uri]);
  }
}

function originalLines({ location }: FindingView): Place['lines'] {
  return { start: location?.start ?? 1, end: Math.max(location?.start ?? 1, location?.end ?? 1) };
}

function editOf({ range, text }: vscode.TextDocumentContentChangeEvent): LineEdit {
  return { from: range.start.line + 1, to: range.end.line + 1, fromColumn: range.start.character, toColumn: range.end.character, text };
}

/** From the first to the last character of the code, without its indentation. */
function markedRange(text: readonly string[], { start, end }: Place['lines']): vscode.Range {
  const last = end - start >= MARKED_LINES ? start : end;
  const [head, tail] = [text[start - 1] ?? '', text[last - 1] ?? ''];
  return new vscode.Range(start - 1, head.length - head.trimStart().length, last - 1, tail.trimEnd().length);
}

/** VS Code keeps documents for a while that nobody looks at any more, and their text may be old. */
function isInTab(document: vscode.TextDocument): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString());
}

/** The file as the user sees it: the open document, else what is on disk; undefined when there is none. */
async function textOf(uri: vscode.Uri): Promise<string[] | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && (open.isDirty || isInTab(open))) return linesOf(open.getText());
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST_BYTES) return undefined;
    return linesOf(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('utf8'));
  } catch {
    return undefined;
  }
}
