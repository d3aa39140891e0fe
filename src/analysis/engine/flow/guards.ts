import type { Shortcoming } from '../../../artifacts/shortcoming';
import type { Span } from '../../read/ir';
import { ALL, bits } from '../../../knowledge/flow/families';
import { asked, askedTruth, asking, negated } from './asks';
import { allMarks } from './callbacks';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { patternClears } from './patterns';
import { sparedByChecks } from './spared';
import type { Mark } from './mark';
import type { Clear, Facts, Value, Weak } from './value';
import { ancestors, namesHost, hostless } from './addresses';
import { REMOTE_PLACE } from './family-bits';
import { facts, NONE, when } from './check-facts';

const PATH = bits('path-traversal');
const UPLOAD = bits('unrestricted-upload');

export function negate(facts: Facts | undefined): Facts | undefined {
  return (
    facts && {
      whenTrue: facts.whenFalse,
      whenFalse: facts.whenTrue,
      weak: facts.weak,
      asks: negated(facts.asks),
    }
  );
}

/**
 * Rules families out for the data in a value; checking the host of a URL settles where the URL leads, and
 * checking the folder of a path where the path does.
 */
export function clearsOf(value: Value, mask: number): Clear[] {
  return value.marks.flatMap((mark) => {
    const own: Clear = { identity: mark.identity, bits: mask };
    const parent = mark.identity.parent;
    if (mask === ALL && mark.origin.kind === 'file') return fileChecked(mark, own);
    if (mark.origin.kind === 'archive-entry') return ancestors(mark).map((identity) => ({ identity, bits: mask }));
    if (mark.identity.folder && parent && mask === ALL) return [own, { identity: parent, bits: PATH }];
    return mark.identity.host && parent && mask === ALL ? [own, { identity: parent, bits: REMOTE_PLACE }] : [own];
  });
}

/** Checking the type or the extension of an uploaded file is about the file. */
function fileChecked(mark: Mark, own?: Clear): Clear[] {
  return [...(own ? [own] : []), ...ancestors(mark).map((identity) => ({ identity, bits: UPLOAD }))];
}

/** `name.endsWith('.png')`, `type.startsWith('image/')`: what kind of file it is has been looked at. */
export function fileKind(value: Value, found: Facts | undefined): Facts | undefined {
  const clears = value.marks.flatMap((mark) => (mark.origin.kind === 'file' ? fileChecked(mark) : []));
  return clears.length === 0
    ? found
    : asking(facts([...(found?.whenTrue ?? []), ...clears], found?.whenFalse ?? NONE, found?.weak), found?.asks);
}

export function weakOf(m: Machine, value: Value, span: Span, name: string, why: Shortcoming): Weak[] {
  return value.marks.map((mark) => ({ identity: mark.identity, file: m.at.file, span, name, why }));
}

/** Queries are written as objects inside of one another. */
const QUERY_LEVELS = 6;

/** The answer of something nobody could read, about outside data it was given: whatever rests on it may be a check. */
export function unreadFacts(m: Machine, args: Arguments, span: Span, name: string): Facts | undefined {
  const weak = allMarks(m, args, QUERY_LEVELS).map(({ identity }) => ({
    identity,
    file: m.at.file,
    span,
    name,
    why: 'unread-check' as const,
    unread: true as const,
  }));
  return weak.length === 0 ? undefined : facts(NONE, NONE, weak);
}

/** A value used as a condition: missing data is harmless data. */
export function truthFacts(value: Value, m?: Machine, span?: Span): Facts | undefined {
  return asking(established(value, m, span), value.facts?.asks ?? askedTruth(value));
}

function established(value: Value, m?: Machine, span?: Span): Facts | undefined {
  if (value.facts) return value.facts;
  if (namesHost(value)) return m && span && hostless(m, span, value, false);
  // The answer of some function about outside data is not the data: its being false says nothing.
  const itself = value.scalar === 'string' || value.refs.some((ref) => ref.kind === 'object' && ref.object.ambient);
  return value.marks.length > 0 && itself ? facts(NONE, clearsOf(value, ALL)) : undefined;
}

/** Membership of trusted things. */
export function inFacts(value: Value, outcome: boolean): Facts {
  return when(outcome, clearsOf(value, ALL));
}

/** `pattern.test(value)`, `re.match(pattern, value)`. */
export function patternFacts(
  m: Machine,
  span: Span,
  value: Value,
  pattern: string,
  flags: string,
  anchors: 'none' | 'start' | 'both',
): Facts | undefined {
  if (value.marks.length === 0) return undefined;
  const { whenMatched, whenNot, why } = patternClears(pattern, flags, anchors);
  const found = fileKind(
    value,
    facts(
      clearsOf(value, whenMatched),
      clearsOf(value, whenNot),
      why ? weakOf(m, value, span, `/${pattern.slice(0, 60)}/`, why) : [],
    ),
  );
  return asking(found, asked(value, { is: 'matches', pattern, flags, anchors }));
}

/** Families the present path has already ruled out are gone from the mark. */
export function settled(m: Machine, mark: Mark): Mark {
  return sparedByChecks(mark, m.state.clearedBits(mark.identity), m.state.passed);
}
