import { contains, equals } from './compare';
import { type Run } from './context';
import { type State } from './state';
import { constant, DOUBT, isAbsent, OTHER, truthOf, type Value } from './value';
import { member } from './member-values';

export function negated(op: string, value: Value): Value {
  if (op === '-') return value.kind === 'const' && typeof value.value === 'number' ? constant(-value.value) : OTHER;
  if (op !== '!' && op !== 'not') return op === 'typeof' ? typeOf(value) : value;
  const truth = truthOf(value);
  if (truth !== undefined) return constant(!truth);
  if (value.kind !== 'other') return OTHER;
  const { record, doubt } = value;
  if (record) return { kind: 'other', ...(doubt && { doubt }), record: { ...record, when: !record.when } };
  return doubt ? DOUBT : OTHER;
}

/** Who is signed in may be kept as a text or as an object: nothing is said of that. */
function typeOf(value: Value): Value {
  if (value.kind === 'closure') return constant('function');
  if (value.kind === 'list') return constant('object');
  return value.kind === 'const' && value.value !== null ? constant(typeof value.value) : OTHER;
}

export function operation(run: Run, op: string, left: Value, right: Value, state: State): Value {
  switch (op) {
    case '==':
    case 'is':
      return equals(run, left, right);
    case '!=':
    case 'is not':
      return negated('!', equals(run, left, right));
    case 'in':
      return isIn(run, left, right, state);
    case 'not in':
      return negated('!', isIn(run, left, right, state));
    case '+':
    case '%':
      return textOf({ kind: 'list', items: [left, right] });
    case '|':
    case '&':
      return [left, right].find((value) => value.kind === 'sent' && value.credential) ?? OTHER;
    case '-':
      return difference(left, right);
    default:
      return held(op, left, right);
  }
}

/** What is not there is of no kind, and neither more nor less than anything. */
function held(op: string, left: Value, right: Value): Value {
  if (op === 'instanceof') return isAbsent(left) ? constant(false) : OTHER;
  return left.kind === 'nothing' || right.kind === 'nothing' ? constant(false) : ordered(op, left, right);
}

const ORDERS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
};

/** `list.indexOf(x) >= 0` */
function ordered(op: string, left: Value, right: Value): Value {
  const holds = ORDERS[op];
  const [a, b] = [left, right].map((one) => (one.kind === 'const' ? one.value : undefined));
  return holds && typeof a === 'number' && typeof b === 'number' ? constant(holds(a, b)) : OTHER;
}

/** `args.length - 1` */
function difference(left: Value, right: Value): Value {
  const [a, b] = [left, right].map((one) => (one.kind === 'const' ? one.value : undefined));
  return typeof a === 'number' && typeof b === 'number' ? constant(a - b) : OTHER;
}

/** `'uid' in session` asks whether the member is there. */
function isIn(run: Run, key: Value, holder: Value, state: State): Value {
  if (holder.kind === 'path' && key.kind === 'const' && typeof key.value === 'string') {
    const truth = truthOf(member(run, holder, key.value, state));
    return truth === undefined ? OTHER : constant(truth);
  }
  return contains(run, holder, key);
}

/** A text made of a credential is one. */
export function textOf(value: Value): Value {
  if (value.kind !== 'list') return value;
  const sent = value.items.filter((item) => item.kind === 'sent');
  if (sent.length > 0)
    return {
      kind: 'sent',
      credential: sent.some((item) => item.credential),
      ...(sent.every((item) => item.random) && { random: true }),
    };
  return value.items.find((item) => item.kind === 'secret' || item.kind === 'nothing') ?? OTHER;
}
