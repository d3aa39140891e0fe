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
  if (typeof known === 'string' && known.startsWith('.'))
    return lacks(
      m,
      span,
      value,
      known === '.' && value.marks.every((mark) => mark.normalized === true) ? '..' : known,
      false,
    );
  if (known === "'" || known === '"') return when(true, clearsOf(value, bits('unquoted')));
  if (known === '-' || known === '--') return when(false, clearsOf(value, bits('leading-dash')));
  const resolved = value.marks.every((mark) => mark.normalized === true);
  if (typeof known === 'string' && hostIsFixed(known)) return when(true, clearsOf(value, REMOTE_PLACE));
  if (typeof known === 'string' && /^\/[^/\\]/.test(known))
    return when(
      true,
      clearsOf(value, resolved ? REMOTE_PLACE | PATH : REMOTE_PLACE),
      resolved ? [] : weakPath(m, value, span),
    );
  if (typeof known === 'string' && known.startsWith('/') && !resolved)
    return facts(
      NONE,
      clearsOf(value, bits('absolute-path')),
      weakOf(m, value, span, 'startsWith', 'fixes the beginning, not the server'),
    );
  if (typeof known === 'string' && /^(?:https?:)?\/?\/?[^/]*$/.test(known))
    return when(true, NONE, weakOf(m, value, span, 'startsWith', 'fixes the beginning, not the server'));
  return when(true, resolved ? clearsOf(value, PATH) : NONE, resolved ? [] : weakPath(m, value, span));
}

function weakPath(m: Machine, value: Value, span: Span): Weak[] {
  return weakOf(m, value, span, 'startsWith', 'compares the beginning before `..` is resolved');
}
