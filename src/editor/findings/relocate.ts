import { anchorOf } from '../../artifacts/anchor';

/** How far from its old place a piece of code is looked for. */
const REACH = 200;

/** Lines of a file, 1-based and inclusive. */
export interface Lines {
  start: number;
  end: number;
}

export interface Anchored {
  id: string;
  /** Where it was when it was analysed, or where it was seen last. */
  lines: Lines;
  /** Hash of the lines; without one the place is taken as it is. */
  anchor?: string;
}

/** `gone`: the code was deleted; its last place is kept in case it comes back. */
export interface Place {
  state: 'current' | 'stale' | 'gone';
  lines: Lines;
}

export const matches = (text: readonly string[], lines: Lines, anchor: string): boolean =>
  lines.start >= 1 &&
  lines.end <= text.length &&
  anchorOf(text.slice(lines.start - 1, lines.end).join('\n')) === anchor;

export const shifted = ({ start, end }: Lines, by: number): Lines => ({ start: start + by, end: end + by });

/** Keeps a place that is no longer known inside the file. */
export function clamped({ start, end }: Lines, total: number): Lines {
  const last = Math.max(1, total);
  return { start: Math.min(start, last), end: Math.min(end, last) };
}

/** The nearest place within reach that holds the anchored lines and that `free` allows. */
function nearest(
  text: readonly string[],
  lines: Lines,
  anchor: string,
  free: (lines: Lines) => boolean,
): Lines | undefined {
  for (let distance = 1; distance <= REACH; distance += 1) {
    for (const by of [-distance, distance]) {
      const candidate = shifted(lines, by);
      if (matches(text, candidate, anchor) && free(candidate)) return candidate;
    }
  }
  return undefined;
}

/**
 * Finds anchored lines again in a text that changed while nobody watched. Code that stands unchanged where it was keeps
 * its place, and its twin elsewhere is not taken for it: the place of one finding is not offered to another that was
 * somewhere else. What is not found is stale where it was.
 */
export function relocate(text: readonly string[], anchored: readonly Anchored[]): Map<string, Place> {
  const places = new Map<string, Place>();
  const taken = new Map<number, Anchored>();
  for (const one of anchored) {
    if (one.anchor !== undefined && !matches(text, one.lines, one.anchor)) continue;
    const inside = one.lines.end <= text.length;
    places.set(
      one.id,
      inside ? { state: 'current', lines: one.lines } : { state: 'stale', lines: clamped(one.lines, text.length) },
    );
    if (inside) taken.set(one.lines.start, one);
  }
  for (const one of anchored) {
    if (places.has(one.id) || one.anchor === undefined) continue;
    const free = (lines: Lines): boolean => !taken.has(lines.start);
    const found = nearest(text, one.lines, one.anchor, free);
    places.set(
      one.id,
      found ? { state: 'current', lines: found } : { state: 'stale', lines: clamped(one.lines, text.length) },
    );
  }
  return places;
}
