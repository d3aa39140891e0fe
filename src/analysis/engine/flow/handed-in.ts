import type { Span } from '../../read/ir';
import type { Machine } from './machine';
import { mapMarks, type Value } from './value';

/** Data that a framework hands in, and where it is shown. */

/** Data that has not moved yet is shown where it is read, not where its container was first seen. */
export function reanchor(value: Value, file: string, span: Span): Value {
  if (value.marks.every((mark) => mark.steps !== undefined || (mark.origin.span === span && mark.origin.file === file)))
    return value;
  return mapMarks(value, (mark) => (mark.steps ? mark : { ...mark, origin: { ...mark.origin, file, span } }));
}

/** The named values that a text from outside holds in one of its parts: an address has its query. */
export function recordIn(
  m: Machine,
  whole: Value,
  part: string,
  { from, source }: { from: string; source: string },
): Value | undefined {
  if (whole.marks.length === 0 || whole.marks.some(({ origin }) => origin.kind !== from)) return undefined;
  return m.ambient(
    whole.marks.map((mark) => ({
      ...mark,
      origin: { ...mark.origin, kind: source },
      identity: m.wholePart(mark.identity, part),
      name: part,
    })),
  );
}

/** The same object for the same path, so that a check of `req.query.x` holds for the next `req.query.x`. */
export function handedIn(m: Machine, path: string, kind: string, span: Span, name?: string, whole?: boolean): Value {
  m.sawOutside();
  let value = m.root.sources.get(path);
  if (!value) m.root.sources.set(path, (value = m.source(kind, span, name, whole)));
  return reanchor(value, m.at.file, span);
}
