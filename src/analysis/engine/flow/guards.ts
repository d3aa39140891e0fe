import type { Expr, Span } from '../../read/ir';
import { ALL, bits, STRUCTURED } from '../../../knowledge/flow/families';
import type { Need } from '../../../artifacts/way';
import { leadsToPrototype, POLLUTION, PROTOTYPES } from '../../../knowledge/flow/prototypes';
import { asked, askedEqual, askedIn, askedOrder, askedText, askedTruth, asking, negated } from './asks';
import { elementOf, itemsOf, objectsOf } from './collections';
import { allMarks } from './callbacks';
import type { Arguments, Machine } from './machine';
import { REST } from './members';
import { patternClears } from './patterns';
import { hostIsFixed } from './danger';
import { lengthFacts } from './slow-patterns';
import { sparedByChecks } from './spared';
import { type Clear, type Facts, type Identity, type Mark, truth, UNKNOWN, type Value, type Weak } from './value';

/** What the two outcomes of a check establish about outside data. */

const NONE: readonly Clear[] = [];
const REMOTE_PLACE = bits('ssrf', 'open-redirect');
const PATH = bits('path-traversal');
const PARENT = bits('parent-folder');
const QUOTE = bits('quote');
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

/** Rules families out for the data in a value; checking the host of a URL settles where the URL leads. */
export function clearsOf(value: Value, mask: number): Clear[] {
  return value.marks.flatMap((mark) => {
    const own: Clear = { identity: mark.identity, bits: mask };
    const parent = mark.identity.parent;
    if (mask === ALL && mark.origin.kind === 'file') return fileChecked(mark, own);
    if (mark.origin.kind === 'archive-entry') return ancestors(mark).map((identity) => ({ identity, bits: mask }));
    return mark.identity.host && parent && mask === ALL ? [own, { identity: parent, bits: REMOTE_PLACE }] : [own];
  });
}
/** Checking the type or the extension of an uploaded file is about the file. */
function fileChecked(mark: Mark, own?: Clear): Clear[] {
  return [...(own ? [own] : []), ...ancestors(mark).map((identity) => ({ identity, bits: UPLOAD }))];
}
function ancestors(mark: Mark): Identity[] {
  const all: Identity[] = [];
  for (let identity: Identity | undefined = mark.identity; identity; identity = identity.parent) all.push(identity);
  return all;
}
/** `name.endsWith('.png')`, `type.startsWith('image/')`: what kind of file it is has been looked at. */
export function fileKind(value: Value, found: Facts | undefined): Facts | undefined {
  const clears = value.marks.flatMap((mark) => (mark.origin.kind === 'file' ? fileChecked(mark) : []));
  return clears.length === 0
    ? found
    : asking(facts([...(found?.whenTrue ?? []), ...clears], found?.whenFalse ?? NONE, found?.weak), found?.asks);
}

export function weakOf(m: Machine, value: Value, span: Span, name: string, why: string): Weak[] {
  return value.marks.map((mark) => ({ identity: mark.identity, file: m.at.file, span, name, why }));
}
/** The answer of something nobody could read, about outside data it was given: whatever rests on it may be a check. */
export function unreadFacts(m: Machine, args: Arguments, span: Span, name: string): Facts | undefined {
  const weak = allMarks(m, args).map(({ identity }) => ({
    identity,
    file: m.at.file,
    span,
    name,
    why: 'what it looks for could not be read',
    unread: true as const,
  }));
  return weak.length === 0 ? undefined : facts(NONE, NONE, weak);
}
export function facts(whenTrue: readonly Clear[], whenFalse: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return { whenTrue, whenFalse, weak };
}
/** One outcome establishes it, the other nothing. */
export function when(outcome: boolean, clears: readonly Clear[], weak: readonly Weak[] = []): Facts {
  return outcome ? facts(clears, NONE, weak) : facts(NONE, clears, weak);
}

/**
 * An address in which the parser sees no host: `///host` and `/\\host` have none either, and browsers go to `host`.
 * The host is settled, the address is not.
 */
function hostless(m: Machine, span: Span, value: Value, outcome: boolean): Facts {
  const clears = value.marks.map((mark): Clear => ({ identity: mark.identity, bits: ALL }));
  const weak = value.marks.flatMap(({ identity }): Weak[] =>
    identity.host && identity.parent
      ? [
          {
            identity: identity.parent,
            file: m.at.file,
            span,
            name: 'test for an empty host',
            why: 'addresses such as `///host` have no host for the parser, and browsers go there',
          },
        ]
      : [],
  );
  return when(outcome, clears, weak);
}
const namesHost = (value: Value): boolean =>
  value.marks.some((mark) => mark.identity.host === true && mark.identity.parent !== undefined);

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

type Binary = Extract<Expr, { kind: 'binary' }>;

export function comparisonFacts(m: Machine, expr: Binary, left: Value, right: Value): Facts | undefined {
  const found = compared(m, expr, left, right);
  return asking(found, found?.asks ?? comparisonAsks(m, expr, left, right));
}

/** Members that say how long something is. */
const LENGTHS = new Set(['length', 'size']);

function comparisonAsks(m: Machine, expr: Binary, left: Value, right: Value): Need | undefined {
  switch (expr.op) {
    case '==':
    case 'is':
      return lengthAsks(m, expr, right) ?? askedEqual(left, right);
    case '!=':
    case 'is not':
      return lengthAsks(m, expr, right) ?? negated(askedEqual(left, right));
    case 'in':
      return askedIn(left, itemsOf(m, right), right);
    case 'not in':
      return negated(askedIn(left, itemsOf(m, right), right));
    case '>':
    case '>=':
    case '<':
    case '<=':
      return lengthAsks(m, expr, right) ?? askedOrder(expr.op, left, right, undefined);
    default:
      return undefined;
  }
}

function lengthAsks(m: Machine, { op, left: side }: Binary, right: Value): Need | undefined {
  if (side.kind !== 'member' || !LENGTHS.has(side.property)) return undefined;
  const of = m.evaluate(side.object);
  return of.marks.length > 0 ? askedOrder(op, of, right, of) : undefined;
}

function compared(m: Machine, expr: Binary, left: Value, right: Value): Facts | undefined {
  switch (expr.op) {
    case '==':
    case 'is':
      return equality(m, expr, left, right, true);
    case '!=':
    case 'is not':
      return equality(m, expr, left, right, false);
    case 'in':
      return contained(m, expr.span, left, right, true);
    case 'not in':
      return contained(m, expr.span, left, right, false);
    case '>':
    case '>=':
    case '<':
    case '<=':
      return position(expr, left, right) ?? lengthFacts(m, expr, right);
    case 'instanceof':
      return instanceFacts(left, right);
    default:
      return undefined;
  }
}

function equality(m: Machine, expr: Binary, left: Value, right: Value, equal: boolean): Facts | undefined {
  const typed = typeCheck(m, expr, equal);
  if (typed) return typed;
  const found = searched(expr, left, right, equal);
  if (found) return found;
  const known = truth(right);
  if (left.facts && left.scalar === 'boolean' && known !== undefined && right.scalar === 'boolean')
    return known === equal ? left.facts : negate(left.facts);
  const reached = isPrototype(left, equal) ?? isPrototype(right, equal);
  if (reached && [left, right].some((one) => one.refs.some(isPrototypeRef))) return reached;
  const looked = lookedUp(left, right, equal) ?? lookedUp(right, left, equal);
  if (looked) return looked;
  for (const [value, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const key = other.consts?.[0];
    if (leadsToPrototype(key))
      return facts(
        equal ? clearsOf(value, ALL) : clearsOf(value, POLLUTION),
        equal ? clearsOf(value, POLLUTION) : clearsOf(value, ALL),
      );
    if (value.marks.length > 0 && other.marks.length === 0 && isNothing(key) && namesHost(value))
      return hostless(m, expr.span, value, equal);
    if (value.marks.length > 0 && isOther(value, other)) return when(equal, clearsOf(value, ALL));
  }
  return undefined;
}
const isPrototypeRef = (ref: Value['refs'][number]): boolean => ref.kind === 'external' && PROTOTYPES.test(ref.path);

/** What was found under keys from outside is compared with what all objects inherit from. */
function isPrototype(value: Value, equal: boolean): Facts | undefined {
  const keys = value.refs.flatMap((ref) => (ref.kind === 'keyed' ? ref.marks : []));
  if (keys.length === 0) return undefined;
  return when(
    !equal,
    keys.map(({ identity }) => ({ identity, bits: POLLUTION })),
  );
}

/** Not of the same data; what a library has made of it, an entry it has found say, is something else. */
const isOther = (value: Value, other: Value): boolean =>
  other.marks.length === 0 ||
  (other.marks.every((mark) => mark.loose) && value.marks.every((mark) => mark.loose !== true));
/** `table.get(key) === undefined`: whether anything was found is what the facts of what was found speak about. */
function lookedUp(value: Value, nothing: Value, equal: boolean): Facts | undefined {
  const isNothing = nothing.refs.length === 0 && nothing.marks.length === 0 && nothing.consts?.length === 1;
  const known = isNothing ? nothing.consts[0] : '';
  const missing = known === undefined || known === null;
  if (!missing || !value.facts || value.scalar === 'boolean') return undefined;
  return equal ? negate(value.facts) : value.facts;
}
const isNothing = (value: unknown): boolean => value === '' || value === null;

/** `typeof x === 'string'`. */
function typeCheck(m: Machine, expr: Binary, equal: boolean): Facts | undefined {
  for (const [side, other] of [
    [expr.left, expr.right],
    [expr.right, expr.left],
  ] as const) {
    if (side.kind !== 'unary' || side.op !== 'typeof' || other.kind !== 'literal') continue;
    const value = m.evaluate(side.operand);
    const type = asked(value, { is: 'type', type: String(other.value) });
    return asking(typeFacts(value, other.value, equal), equal ? type : negated(type));
  }
  return undefined;
}
function typeFacts(value: Value, type: unknown, equal: boolean): Facts | undefined {
  if (type === 'string') return when(equal, clearsOf(value, STRUCTURED));
  if (type === 'number' || type === 'boolean' || type === 'undefined') return when(equal, clearsOf(value, ALL));
  return type === 'object' ? when(!equal, clearsOf(value, STRUCTURED)) : undefined;
}

/** `list.indexOf(x) === -1` and the like: the call said what being found means. */
function searched(expr: Binary, left: Value, right: Value, equal: boolean): Facts | undefined {
  if (!left.facts || left.scalar !== 'number') return undefined;
  const against = right.consts?.[0];
  if (against === -1) return equal ? negate(left.facts) : left.facts;
  if (against === 0 && expr.op !== '<') return equal ? left.facts : negate(left.facts);
  return undefined;
}
function position(expr: Binary, left: Value, right: Value): Facts | undefined {
  if (!left.facts || left.scalar !== 'number') return undefined;
  const against = right.consts?.[0];
  if ((expr.op === '>' && against === -1) || (expr.op === '>=' && against === 0) || (expr.op === '>' && against === 0))
    return left.facts;
  if ((expr.op === '<' && against === 0) || (expr.op === '<=' && against === -1)) return negate(left.facts);
  return undefined;
}

function instanceFacts(left: Value, right: Value): Facts | undefined {
  const names = right.refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : []));
  return names.some((name) => /^(?:Number|Boolean|Date)$/.test(name)) ? when(true, clearsOf(left, ALL)) : undefined;
}

/** `x in list` against `'..' in x`. */
export function contained(m: Machine, span: Span, item: Value, container: Value, outcome: boolean): Facts | undefined {
  const asks = askedIn(item, container.scalar === 'string' ? undefined : itemsOf(m, container), container);
  return asking(containment(m, span, item, container, outcome), outcome ? asks : negated(asks));
}
function containment(m: Machine, span: Span, item: Value, container: Value, outcome: boolean): Facts | undefined {
  if (item.marks.length > 0 && trusted(m, container)) {
    const inside = when(outcome, clearsOf(item, ALL));
    const outside = namesPrototypes(m, container) ? when(!outcome, clearsOf(item, POLLUTION)) : undefined;
    return outside
      ? facts([...inside.whenTrue, ...outside.whenTrue], [...inside.whenFalse, ...outside.whenFalse])
      : inside;
  }
  if (container.marks.length > 0 && item.marks.length === 0)
    return lacks(m, span, container, item.consts?.[0], !outcome);
  return item.marks.length === 0 ? lacksItem(itemOf(m, container, span), item.consts?.[0], !outcome) : undefined;
}

/** Any item of a list of unknown length. */
function itemOf(m: Machine, list: Value, span: Span): Value {
  return objectsOf(list).some((object) => object.shape === 'array') ? elementOf(m, list, span) : UNKNOWN;
}

/** No piece of a text is this one: it is none of its keys, or no step of its path. */
function lacksItem(item: Value, needle: unknown, outcome: boolean): Facts | undefined {
  const mask = needle === '..' ? PARENT : leadsToPrototype(needle) ? POLLUTION : 0;
  if (mask === 0 || item.marks.length === 0) return undefined;
  const whole = item.marks.flatMap(({ identity: { parent } }) => (parent ? [{ identity: parent, bits: mask }] : []));
  return when(outcome, [...clearsOf(item, mask), ...whole]);
}

/** A collection no outside data got into. Text is no collection: part of it may be anything. */
function trusted(m: Machine, container: Value): boolean {
  if (container.marks.length > 0 || container.scalar === 'string') return false;
  const items = itemsOf(m, container);
  return items
    ? items.every((item) => item.marks.length === 0)
    : objectsOf(container).every((object) => object.ambient === undefined);
}

/**
 * What a key establishes of itself by being one of the object's own: it leads to nothing that is inherited. Names that
 * the object itself was asked for are its own in any case, `__proto__` included, where somebody sent it.
 */
export function ownKeyClears(object: Value | undefined, key: Value): Clear[] {
  const named = new Set(key.marks.map(({ identity: { any, parent } }) => (any === 'name' ? parent : undefined)));
  const holders = object?.marks.map(({ identity }) => identity) ?? [];
  const sent = holders.length > 0 && holders.every((holder) => named.has(holder));
  return sent ? [] : clearsOf(key, POLLUTION);
}

/** A list of keys that lead to prototypes: what is not on it leads to none. */
export function namesPrototypes(m: Machine, list: Value): boolean {
  const objects = objectsOf(list);
  const held = itemsOf(m, list) ?? objects.map((object) => heldIn(m, object));
  return held.some((one) => one.consts?.some(leadsToPrototype) === true);
}
function heldIn(m: Machine, object: ReturnType<typeof objectsOf>[number]): Value {
  const rest = object.cells.get(REST);
  return (rest && m.state.get(rest)) ?? UNKNOWN;
}

/** The outcome `outcome` says that `value` does not contain `needle`. */
function lacks(m: Machine, span: Span, value: Value, needle: unknown, outcome: boolean): Facts | undefined {
  if (typeof needle !== 'string') return undefined;
  if (needle.startsWith('..')) {
    const clears = clearsOf(value, value.marks.every((mark) => mark.relative === true) ? PATH : PARENT);
    return when(
      outcome,
      clears,
      weakOf(m, value, span, `'${needle}'`, 'looks for the parent folder only: an absolute path still passes'),
    );
  }
  if (needle === '/' || needle === '\\') return when(outcome, clearsOf(value, PATH | REMOTE_PLACE));
  if (needle === "'" || needle === '"')
    return when(outcome, clearsOf(value, QUOTE), weakOf(m, value, span, `'${needle}'`, 'looks for one character only'));
  if (needle === '<') return when(outcome, clearsOf(value, bits('cross-site-scripting')));
  if (needle === '://' || needle === '//') return when(outcome, clearsOf(value, bits('open-redirect')));
  if (leadsToPrototype(needle)) return when(outcome, clearsOf(value, POLLUTION));
  return when(
    !outcome,
    NONE,
    weakOf(m, value, span, `'${needle}'`, 'only looks whether some text occurs somewhere in it'),
  );
}

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
