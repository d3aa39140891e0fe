import { clamped, matches, shifted, type Anchored, type Lines, type Place } from './relocate';

/**
 * One edit of a document, in the order VS Code reports them. Lines are 1-based and
 * columns 0-based, both as before the edit.
 */
export interface LineEdit {
  from: number;
  to: number;
  fromColumn: number;
  toColumn: number;
  text: string;
}

export interface Tracked extends Anchored {
  state: Place['state'];
}

const insertedLines = (edit: LineEdit): number => edit.text.split('\n').length - 1;
const deltaOf = (edit: LineEdit): number => insertedLines(edit) - (edit.to - edit.from);

/** Everything of the edit is above the first character of these lines, or inserts whole lines right there. */
function isAbove(edit: LineEdit, lines: Lines): boolean {
  if (edit.to < lines.start) return true;
  const endsAtStart = edit.to === lines.start && edit.toColumn === 0;
  return endsAtStart && (edit.from < lines.start || edit.text.endsWith('\n'));
}

function isDeletedBy(edit: LineEdit, lines: Lines): boolean {
  const fromBefore = edit.from < lines.start || (edit.from === lines.start && edit.fromColumn === 0);
  const toAfter = edit.to > lines.end || (edit.to === lines.end && edit.toColumn > 0 && edit.from < lines.start);
  return fromBefore && toAfter && edit.text.trim() === '';
}

interface Followed {
  lines: Lines;
  touched: boolean;
  deleted: boolean;
}

/** Where lines are after an edit, by counting. */
function follow({ lines, touched, deleted }: Followed, edit: LineEdit): Followed {
  if (isAbove(edit, lines)) return { lines: shifted(lines, deltaOf(edit)), touched, deleted };
  if (edit.from > lines.end) return { lines, touched, deleted };
  const start = Math.min(lines.start, edit.from + insertedLines(edit));
  return {
    lines: { start, end: Math.max(start, lines.end + deltaOf(edit)) },
    touched: true,
    deleted: deleted || isDeletedBy(edit, lines),
  };
}

/** The lines that hold text from the edits, as after all of them. */
function editedSpans(edits: readonly LineEdit[]): Lines[] {
  let spans: Lines[] = [];
  for (const edit of edits) {
    const delta = deltaOf(edit);
    spans = spans.map((span) => (span.start > edit.to ? shifted(span, delta) : span));
    spans.push({ start: edit.from, end: edit.from + insertedLines(edit) });
  }
  return spans;
}

/** The same lines inside what was just inserted: moved, pasted back or brought back by undo. */
function inserted(
  text: readonly string[],
  anchor: string,
  size: number,
  near: number,
  spans: readonly Lines[],
): Lines | undefined {
  const candidates = spans.flatMap(({ start, end }) =>
    Array.from({ length: Math.max(0, end - start - size + 2) }, (_, index): Lines => ({
      start: start + index,
      end: start + index + size - 1,
    })),
  );
  return candidates
    .filter((lines) => matches(text, lines, anchor))
    .sort((a, b) => Math.abs(a.start - near) - Math.abs(b.start - near))[0];
}

/** Without an anchor there is nothing to find again: what was edited stays stale. */
function stateAfter(one: Tracked, { touched, deleted }: Followed): Place['state'] {
  if (deleted) return 'gone';
  return touched ? 'stale' : one.state;
}

function placeAfter(
  text: readonly string[],
  one: Tracked,
  edits: readonly LineEdit[],
  spans: readonly Lines[],
  size: number,
): Place {
  const after = edits.reduce<Followed>(follow, { lines: one.lines, touched: false, deleted: one.state === 'gone' });
  const { lines, touched, deleted } = after;
  if (one.anchor === undefined) return { state: stateAfter(one, after), lines: clamped(lines, text.length) };
  const followed = { start: lines.start, end: lines.start + size - 1 };
  if (!deleted && matches(text, followed, one.anchor)) return { state: 'current', lines: followed };
  const found = inserted(text, one.anchor, size, lines.start, spans);
  if (found) return { state: 'current', lines: found };
  const empty = text.slice(lines.start - 1, lines.end).every((line) => line.trim() === '');
  return {
    state: deleted || (touched && empty) || one.state === 'gone' ? 'gone' : 'stale',
    lines: clamped(lines, text.length),
  };
}

/**
 * Where tracked lines are after edits that were seen. Code above them moves them; code that is edited is
 * stale until it is again what it was. A twin elsewhere in the file is never taken for it. `size` gives the
 * number of lines of each when it was analysed.
 */
export function followEdits(
  text: readonly string[],
  tracked: readonly Tracked[],
  edits: readonly LineEdit[],
  size: (id: string) => number,
): Map<string, Place> {
  const spans = editedSpans(edits);
  return new Map(tracked.map((one) => [one.id, placeAfter(text, one, edits, spans, size(one.id))]));
}
