import * as vscode from 'vscode';
import { linesOf } from '../../artifacts/quote';
import type { FindingView } from '../../pipeline/contract';
import { decodeText } from '../../safety/files/decode';
import { type LineEdit } from './follow-edits';
import { type Place } from './relocate';

/** Files larger than this are not compared: they were not analysed either. */
const LARGEST_BYTES = 5_000_000;
export const NOTHING = { flow: [], related: [] };

/** A marker over more lines than this hides the code it is about: only the first line is marked. */
const MARKED_LINES = 5;

export interface Item extends Place {
  finding: FindingView;
  anchor?: string;
  /** Where it was when it was analysed, and over how many lines. */
  original: Place['lines'];
  size: number;
  range: vscode.Range;
  /** Set for a step on the way to the finding, which may be in another file than the finding. */
  step?: string;
}

export const stepKey = (id: string, index: number): string => `${id}#${index}`;

export function itemAt(finding: FindingView, start: number, end: number, anchor: string | undefined): Item {
  const lines = { start, end: Math.max(start, end) };
  return {
    finding,
    state: 'current',
    lines,
    original: lines,
    size: lines.end - lines.start + 1,
    range: new vscode.Range(start - 1, 0, start - 1, 0),
    ...(anchor === undefined ? {} : { anchor }),
  };
}

/**
 * A step without an anchor is believed as long as its finding, if in the same file, is found again, and moves with it.
 */
export function alongWith({ original }: Item, main: Item | undefined, place: Place | undefined): Place {
  if (!main || !place) return { state: 'current', lines: original };
  const by = place.lines.start - main.original.start;
  return { state: place.state, lines: { start: original.start + by, end: original.end + by } };
}

export function editOf({ range, text }: vscode.TextDocumentContentChangeEvent): LineEdit {
  return {
    from: range.start.line + 1,
    to: range.end.line + 1,
    fromColumn: range.start.character,
    toColumn: range.end.character,
    text,
  };
}

/** From the first to the last character of the code, without its indentation. */
export function markedRange(text: readonly string[], { start, end }: Place['lines']): vscode.Range {
  const last = end - start >= MARKED_LINES ? start : end;
  const [head, tail] = [text[start - 1] ?? '', text[last - 1] ?? ''];
  return new vscode.Range(start - 1, head.length - head.trimStart().length, last - 1, tail.trimEnd().length);
}

/**
 * VS Code keeps documents for a while that nobody looks at any more, and their text may be old. Of one that was just
 * opened or edited the editor is known first, its tab and that it is dirty some time later.
 */
export const isLookedAt = (document: vscode.TextDocument): boolean =>
  document.isDirty ||
  vscode.window.visibleTextEditors.some((editor) => editor.document === document) ||
  isInTab(document);

function isInTab(document: vscode.TextDocument): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.some(
    ({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString(),
  );
}

/** The file as the user sees it: the open document, else what is on disk; undefined when there is none. */
export async function textOf(uri: vscode.Uri): Promise<string[] | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open && isLookedAt(open)) return linesOf(open.getText());
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > LARGEST_BYTES) return undefined;
    return linesOf(decodeText(Buffer.from(await vscode.workspace.fs.readFile(uri))));
  } catch {
    return undefined;
  }
}
