import type { Span } from '../../read/ir';
import { bits } from '../../../knowledge/flow/families';
import { leadsToPrototype, POLLUTION } from '../../../knowledge/flow/prototypes';
import { askedText, asking } from './asks';
import type { Machine } from './machine';
import { hostIsFixed } from './danger';
import { type Facts, type Value, type Weak } from './value';
import { when, facts, NONE } from './check-facts';
import { fileKind, clearsOf, weakOf } from './guards';
import { lacks } from './contained';
import { REMOTE_PLACE } from './family-bits';
import { PATH } from './family-bits';

/** `value.startsWith(prefix)`. */
export function startsWith(m: Machine, span: Span, value: Value, prefix: Value): Facts | undefined {
  const found = beginning(m, span, value, prefix);
  const known = prefix.consts?.[0];
  // What begins with something else than a dash is no option.
  const noOption = typeof known === 'string' && /^[^-]/.test(known) ? clearsOf(value, bits('leading-dash')) : NONE;
  const both =
    noOption.length > 0
      ? facts([...noOption, ...(found?.whenTrue ?? NONE)], found?.whenFalse ?? NONE, found?.weak)
      : found;
  return asking(both, askedText('starts', value, prefix));
}

/** `value.endsWith(suffix)`: it says what kind of file it is, and nothing else. */
export function endsWith(value: Value, suffix: Value): Facts | undefined {
  return asking(fileKind(value, undefined), askedText('ends', value, suffix));
}

function beginning(m: Machine, span: Span, value: Value, prefix: Value): Facts | undefined {
  if (value.marks.length === 0 || prefix.marks.some((mark) => (mark.bits & PATH) !== 0)) return undefined;
  const known = prefix.consts?.[0];
  if (leadsToPrototype(known)) return when(false, clearsOf(value, POLLUTION));
  if (value.marks.some((mark) => mark.relative))
    return typeof known === 'string' && known.startsWith('..') ? when(false, clearsOf(value, PATH)) : undefined;
  if (typeof known !== 'string') return ofFolder(m, value, span);
  if (known.startsWith('.')) {
    const needle = known === '.' && isResolved(value) ? '..' : known;
    return lacks(m, span, value, needle, false);
  }
  return ofSign(value, known) ?? ofAddress(m, value, span, known) ?? ofFolder(m, value, span);
}

const isResolved = (value: Value): boolean => value.marks.every((mark) => mark.normalized === true);

/** A quote, or the dash of an option. */
function ofSign(value: Value, known: string): Facts | undefined {
  if (known === "'" || known === '"') return when(true, clearsOf(value, bits('unquoted')));
  return known === '-' || known === '--' ? when(false, clearsOf(value, bits('leading-dash'))) : undefined;
}

/** The beginning of an address, or of a place on the same server. */
function ofAddress(m: Machine, value: Value, span: Span, known: string): Facts | undefined {
  const resolved = isResolved(value);
  if (hostIsFixed(known)) return when(true, clearsOf(value, REMOTE_PLACE));
  if (/^\/[^/\\]/.test(known))
    return resolved
      ? when(true, clearsOf(value, REMOTE_PLACE | PATH))
      : when(true, clearsOf(value, REMOTE_PLACE), weakPath(m, value, span));
  if (known.startsWith('/') && !resolved)
    return facts(NONE, clearsOf(value, bits('absolute-path')), openServer(m, value, span));
  return /^(?:https?:)?\/?\/?[^/]*$/.test(known) ? when(true, NONE, openServer(m, value, span)) : undefined;
}

function ofFolder(m: Machine, value: Value, span: Span): Facts {
  return isResolved(value) ? when(true, clearsOf(value, PATH)) : when(true, NONE, weakPath(m, value, span));
}

function openServer(m: Machine, value: Value, span: Span): Weak[] {
  return weakOf(m, value, span, 'startsWith', 'server-open');
}

function weakPath(m: Machine, value: Value, span: Span): Weak[] {
  return weakOf(m, value, span, 'startsWith', 'beginning-unresolved');
}
