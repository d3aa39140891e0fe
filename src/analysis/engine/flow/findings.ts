import { type Certainty, lessCertain } from '../../../knowledge/certainty';
import type { Span } from '../../read/ir';
import type { FlowFamily } from '../../../knowledge/flow/families';
import { SOURCE_KINDS } from '../../../knowledge/flow/sources';
import { dangerous } from './danger';
import type { Machine } from './machine';
import { HOLE, type Value } from './value';
import type { Mark } from './mark';

/** One outside value that reaches one dangerous place. */

/** What a library made of the data is seldom the text itself, and only the text does harm in these. */
const FOR_TEXT: ReadonlySet<FlowFamily> = new Set<FlowFamily>([
  'cross-site-scripting',
  'open-redirect',
  'header-injection',
  'log-injection',
]);

interface Place {
  span: Span;
  callSpan: Span;
  sink: string;
  confidence?: Certainty;
}

/** What of a value is outside data may not be known: then less may be said. */
function certaintyOf(mark: Mark, family: FlowFamily): 'slight' | 'medium' | 'high' {
  if (!mark.loose) return 'high';
  return FOR_TEXT.has(family) ? 'slight' : 'medium';
}

export function note(m: Machine, family: FlowFamily, value: Value, place: Place): void {
  if (value.marks.length > 0) m.sawOutside();
  if (m.root.quiet) return;
  m.watch?.arrives(family, value, place);
  for (const mark of value.marks) {
    const left = mark.bits & ~m.state.clearedBits(mark.identity);
    if (!dangerous(family, { ...mark, bits: left }) || leadsBack(m, family, mark)) continue;
    const known = isAimed(m, family, mark.origin.kind)
      ? (SOURCE_KINDS.get(mark.origin.kind)?.confidence ?? 'medium')
      : 'slight';
    m.findings.push({
      family,
      file: m.at.file,
      span: place.span,
      callSpan: place.callSpan,
      sink: place.sink,
      mark,
      weak: m.state.weakGuards(mark.identity),
      confidence: lessCertain(lessCertain(known, place.confidence ?? 'high'), certaintyOf(mark, family)),
      owner: m.at.owner,
      entryPoints: m.root.entryPoints,
      passed: m.state.passed,
      after: behind(value),
    });
  }
}

/** A redirect to the path that was asked for, below the name that its route begins with, stays on the site. */
const leadsBack = (m: Machine, family: FlowFamily, { origin, name, before }: Mark): boolean =>
  family === 'open-redirect' &&
  m.root.belowName === true &&
  origin.kind === 'url' &&
  before === '' &&
  PATH_OF_REQUEST.has(name ?? '');
const PATH_OF_REQUEST: ReadonlySet<string> = new Set(['path', 'pathname', 'originalUrl', 'path_info', 'full_path']);

/** The text behind the only unknown piece. */
function behind({ text }: Value): string | undefined {
  const at = text?.indexOf(HOLE) ?? -1;
  return text === undefined || at < 0 || text.includes(HOLE, at + 1) ? undefined : text.slice(at + 1);
}

/** Whether an attacker can have a victim's browser bring the data, and show what comes of it. */
function isAimed(m: Machine, family: FlowFamily, source: string): boolean {
  if (family !== 'cross-site-scripting' && family !== 'open-redirect') return true;
  if (m.root.unseen || source === 'header') return false;
  // Where to return to is what a site notes in its own cookies.
  return source !== 'cookie' || family !== 'open-redirect';
}
