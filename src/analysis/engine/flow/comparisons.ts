import type { Expr, Span } from '../../read/ir';
import { ALL, STRUCTURED } from '../../../knowledge/flow/families';
import type { Need } from '../../../artifacts/way';
import { leadsToPrototype, POLLUTION, PROTOTYPES } from '../../../knowledge/flow/prototypes';
import { asked, askedEqual, askedIn, askedOrder, asking, negated } from './asks';
import { itemsOf } from './collections';
import type { Machine } from './machine';
import { lengthFacts } from './slow-patterns';
import type { Mark } from './mark';
import { type Facts, truth, type Value } from './value';
import { contained, lacks } from './contained';
import { negate, clearsOf } from './guards';
import { doubtOf, facts, when } from './check-facts';
import { namesHost, hostless } from './addresses';

type Binary = Extract<Expr, { kind: 'binary' }>;

export function comparisonFacts(m: Machine, expr: Binary, left: Value, right: Value): Facts | undefined {
  const found = compared(m, expr, left, right) ?? doubtOf(left, right);
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
  const answered = comparedAnswer(left, right, equal);
  if (answered) return answered;
  const reached = isPrototype(left, equal) ?? isPrototype(right, equal);
  if (reached && [left, right].some((one) => one.refs.some(isPrototypeRef))) return reached;
  const looked = lookedUp(left, right, equal) ?? lookedUp(right, left, equal);
  if (looked) return looked;
  return comparedWith(m, expr.span, left, right, equal) ?? comparedWith(m, expr.span, right, left, equal);
}

/** `check(value) === false`. */
function comparedAnswer(left: Value, right: Value, equal: boolean): Facts | undefined {
  if (!left.facts || left.scalar !== 'boolean' || right.scalar !== 'boolean') return undefined;
  const known = truth(right);
  if (known === undefined) return undefined;
  return known === equal ? left.facts : negate(left.facts);
}

/** What a value says that it is compared with. */
function comparedWith(m: Machine, span: Span, value: Value, other: Value, equal: boolean): Facts | undefined {
  const key = other.consts?.[0];
  const upwards = key === '..' ? leadsUp(m, span, value, equal) : undefined;
  if (upwards) return upwards;
  if (leadsToPrototype(key)) {
    const [same, different] = [clearsOf(value, ALL), clearsOf(value, POLLUTION)];
    return equal ? facts(same, different) : facts(different, same);
  }
  if (value.marks.length === 0) return undefined;
  if (other.marks.length === 0 && isNothing(key) && namesHost(value)) return hostless(m, span, value, equal);
  return isOther(value, other) ? when(equal, clearsOf(value, ALL)) : undefined;
}

/** `path.split('/')[0] === '..'`: once it is normalized, a path that leads up begins so. */
function leadsUp(m: Machine, span: Span, value: Value, equal: boolean): Facts | undefined {
  const begins = ({ identity, normalized }: Mark): boolean =>
    normalized === true && identity.parent !== undefined && (identity.cut === '/' || identity.cut === '\\');
  if (value.marks.length === 0 || !value.marks.every(begins)) return undefined;
  const marks = value.marks.map((mark) => ({ ...mark, identity: mark.identity.parent ?? mark.identity }));
  return lacks(m, span, { refs: [], marks }, '..', !equal);
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
