import { patternNamed } from '../../../knowledge/flow/sink-names';
import type { Expr, Span } from '../../read/ir';
import { bits } from '../../../knowledge/flow/families';
import { LIMITED_LENGTH } from '../../../knowledge/flow/sources';
import { patternTime } from '../patterns/pattern-time';
import { note } from './findings';
import type { Machine } from './machine';
import type { Mark } from './mark';
import type { Facts, Value } from './value';

/** Texts of any length and patterns whose time grows faster than they do. */

const TIME = bits('redos');

/** Where patterns are held to the beginning or to all of a text. */
export type Anchors = 'none' | 'start' | 'both';

const anchored = (pattern: string, anchors: Anchors): string => {
  if (anchors === 'none') return pattern;
  return anchors === 'both' ? `^(?:${pattern})$` : `^(?:${pattern})`;
};

/** The pattern is tried on the text. What doubles with each character is said of the pattern itself. */
export function noteSlow(m: Machine, text: Value, pattern: string, flags: string, span: Span, anchors: Anchors): void {
  if (!text.marks.some((mark) => (mark.bits & TIME) !== 0)) return;
  const time = patternTime(anchored(pattern, anchors), flags);
  if (time !== 'square' && time !== 'more') return;
  const place = { span, callSpan: span, sink: patternNamed(pattern.slice(0, 40)) };
  const limited = (mark: Mark): boolean => LIMITED_LENGTH.has(mark.origin.kind);
  // Servers take so few characters of these that the square of their number is soon done.
  const short = text.marks.filter(limited);
  const long = text.marks.filter((mark) => !limited(mark));
  if (short.length > 0)
    note(m, 'redos', { ...text, marks: short }, { ...place, confidence: time === 'square' ? 'low' : 'slight' });
  if (long.length > 0)
    note(m, 'redos', { ...text, marks: long }, { ...place, confidence: time === 'square' ? 'slight' : 'medium' });
}

export function noteSlowIn(m: Machine, text: Value, pattern: Value, span: Span): void {
  for (const ref of pattern.refs) if (ref.kind === 'regex') noteSlow(m, text, ref.pattern, ref.flags, span, 'none');
}

const LENGTHS = new Set(['length', 'size']);

/** What a comparison of lengths is about: `text.length`, `len(text)`. */
function measured({ left }: Extract<Expr, { kind: 'binary' }>): Expr | undefined {
  if (left.kind === 'member' && LENGTHS.has(left.property)) return left.object;
  const asked = left.kind === 'call' && left.callee.kind === 'name' && left.callee.name === 'len';
  const [of, ...others] = asked ? left.args : [];
  return others.length === 0 && of?.value.kind === 'name' ? of.value : undefined;
}

/** `text.length > 200`: a text of limited length takes no time. */
export function lengthFacts(m: Machine, expr: Extract<Expr, { kind: 'binary' }>, right: Value): Facts | undefined {
  const of = right.marks.length === 0 ? measured(expr) : undefined;
  const clears = of ? m.evaluate(of).marks.map(({ identity }) => ({ identity, bits: TIME })) : [];
  if (clears.length === 0) return undefined;
  const [whenTrue, whenFalse] = expr.op.startsWith('<') ? [clears, []] : [[], clears];
  return { whenTrue, whenFalse, weak: [] };
}
