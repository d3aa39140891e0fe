import type { Span } from '../../read/ir';
import type { Passed } from './conditions';
import type { Identity, Mark, Spared } from './mark';

/** Takes dangers off a piece of outside data. Where the analysis is watched, the piece remembers what took them. */

/** What is needed of the interpreter. */
interface Watched {
  readonly watch: unknown;
  readonly at: { readonly file: string };
}

/** The mark behind a call that has made it harmless for some sinks. */
export function sparedByCall(m: Watched, mark: Mark, bits: number, call: string, span: Span): Mark {
  const left = { ...mark, bits: mark.bits & ~bits };
  const taken = mark.bits & bits;
  if (m.watch === undefined || taken === 0) return left;
  return { ...left, spared: { bits: taken, rules: bits, file: m.at.file, span, by: { call }, before: mark.spared } };
}

/** The mark behind checks that have ruled `cleared` out, on a path that has passed these conditions. */
export function sparedByChecks(mark: Mark, cleared: number, passed: Passed | undefined): Mark {
  const left = { ...mark, bits: mark.bits & ~cleared };
  if (!passed?.tells || (mark.bits & cleared) === 0) return left;
  return { ...left, spared: takers(mark, cleared, passed) };
}

function takers(mark: Mark, cleared: number, passed: Passed): Spared | undefined {
  let spared = mark.spared;
  for (let at: Passed | undefined = passed; at; at = at.before) {
    const { clears = [], file, span, holds, need } = at.condition;
    const bits = clears.reduce((mask, one) => (isAbout(mark.identity, one.identity.id) ? mask | one.bits : mask), 0);
    const taken = bits & cleared & mark.bits;
    if (taken !== 0) spared = { bits: taken, rules: bits, file, span, by: { holds, need }, before: spared };
  }
  return spared;
}

/** Whether what is said about one piece of data holds for what was taken of it. */
function isAbout(identity: Identity, id: number): boolean {
  for (let part: Identity | undefined = identity; part; part = part.parent) if (part.id === id) return true;
  return false;
}

/** All that took dangers off, the first one first. */
export function sparersOf({ spared }: Mark): Spared[] {
  const found: Spared[] = [];
  for (let at = spared; at; at = at.before) found.unshift(at);
  return found;
}
