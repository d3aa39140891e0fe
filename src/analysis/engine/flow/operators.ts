import type { Expr, Span } from '../../read/ir';
import { comparisonFacts } from './comparisons';
import { itemsOf } from './collections';
import { digestsIn, signedFacts } from './digests';
import type { Machine } from './machine';
import { textOf } from './text-of';
import type { Mark } from './mark';
import { constant, HOLE, MAX_CONSTANT, marked, type Primitive, text, type Value } from './value';
import { joinMarks, joinRefs } from './join';
import { RUNS_AS } from '../../../knowledge/flow/deployment';
import { STRUCTURED } from '../../../knowledge/flow/families';

type Binary = Extract<Expr, { kind: 'binary' }>;
const MAX_BEFORE = 120;

/** Two texts put together. What follows known text remembers it. */
export function concat(m: Machine, left: Value, right: Value): Value {
  const folded = foldConstants('+', left, right);
  if (folded) return folded;
  const front = textOf(left);
  const moved = right.marks.map((mark) => ({ ...mark, before: (front + mark.before).slice(-MAX_BEFORE) }));
  const marks = joinMarks(left.marks, moved).map(asText);
  if (marks.length === 0 && left.scalar === 'number' && right.scalar === 'number') return marked([], 'number');
  if (
    left.refs.length > 0 &&
    left.refs.every((ref) => ref.kind === 'object' && ref.object.shape === 'array') &&
    m.at.dialect.plusJoinsLists
  )
    return { refs: joinRefs(left.refs, right.refs), marks };
  const whole = text(front + textOf(right), marks);
  const digests = left.refs.length + right.refs.length === 0 ? [] : digestsIn([left, right]);
  return digests.length === 0 ? whole : { ...whole, refs: digests };
}

function asText(mark: Mark): Mark {
  return { ...mark, bits: mark.bits & ~STRUCTURED };
}

/** Arithmetic, comparison, membership and formatting. */
export function binary(m: Machine, expr: Binary): Value {
  const left = m.evaluate(expr.left);
  const right = m.evaluate(expr.right);
  const made = putTogether(m, expr, left, right);
  if (made) return made;
  const folded =
    foldConstants(expr.op, left, right) ?? membership(m, expr.op, left, right) ?? elsewhere(expr.op, left, right);
  const facts = signatures(m, expr, left, right) ?? comparisonFacts(m, expr, left, right);
  if (folded) return { ...folded, facts };
  return { refs: [], marks: [], scalar: COMPARES.test(expr.op) ? 'boolean' : 'number', facts };
}

const COMPARES = /^(?:==|!=|<=?|>=?|in|not in|is|is not|instanceof)$/;

/** Operators that put their two sides together. */
function putTogether(m: Machine, { op, span }: Binary, left: Value, right: Value): Value | undefined {
  switch (op) {
    case '+':
      return concat(m, left, right);
    case '%':
      return left.text !== undefined && left.scalar === 'string' ? format(m, left, right, span) : undefined;
    case '|':
      return m.at.dialect.pipeMerges
        ? { refs: joinRefs(left.refs, right.refs), marks: joinMarks(left.marks, right.marks) }
        : marked([], 'number');
    case '/':
      return m.at.dialect.slashJoinsPaths ? path(m, left, right) : undefined;
    default:
      return undefined;
  }
}

/** `folder / name`. */
function path(m: Machine, left: Value, right: Value): Value | undefined {
  if (left.marks.length > 0 || right.marks.length > 0)
    return {
      ...concat(m, concat(m, left, constant('/')), right),
      refs: left.refs.filter((ref) => ref.kind === 'external'),
    };
  return left.refs.length > 0 ? { refs: left.refs, marks: [] } : undefined;
}

/** `'… %s …' % values`. */
function format(m: Machine, pattern: Value, args: Value, span: Span): Value {
  const items = itemsOf(m, args) ?? [args];
  const placeholders = [...textOf(pattern).matchAll(PLACEHOLDERS)];
  const pieces = textOf(pattern).split(BETWEEN);
  let built = constant(pieces[0] ?? '');
  pieces.slice(1).forEach((piece, at) => {
    const item =
      entryOf(m, args, placeholders[at]?.[1], span) ??
      items[at] ??
      (args.refs.length > 0 ? deepOf(m, args) : marked([]));
    built = concat(m, concat(m, built, item), constant(piece));
  });
  return { ...built, marks: joinMarks(built.marks, pattern.marks) };
}

/**
 * `NODE_ENV === 'development'` is not so for users. Whether it is `production` depends on who starts the program, so
 * that is not assumed.
 */
function elsewhere(op: string, left: Value, right: Value): Value | undefined {
  if (op !== '==' && op !== '!=') return undefined;
  const other = runsAs(left, right) ?? runsAs(right, left);
  return other === undefined ? undefined : constant(op === '!=');
}

/** What a variable that says as what the program runs is compared with, where it is not that for users. */
function runsAs(variable: Value, compared: Value): Primitive | undefined {
  const [mark, ...others] = variable.marks;
  const usual = mark?.origin.kind === 'env' && others.length === 0 ? RUNS_AS.get(mark.name ?? '') : undefined;
  const [name, ...names] = constants(compared) ?? [];
  return usual !== undefined && typeof name === 'string' && names.length === 0 && name !== usual ? name : undefined;
}

/** Is a signature held against the one that the data should have? */
function signatures(m: Machine, expr: Binary, left: Value, right: Value): Value['facts'] {
  if (left.refs.length + right.refs.length === 0 || (expr.op !== '==' && expr.op !== '!=')) return undefined;
  return signedFacts(m, [left, right], expr.span, expr.op === '==');
}

/** `%(name)s`, `%s`. */
const PLACEHOLDERS = /%(?:\((\w+)\))?[-#0 +]*\d*(?:\.\d+)?[sdrifxeg]/g;
const BETWEEN = /%(?:\(\w+\))?[-#0 +]*\d*(?:\.\d+)?[sdrifxeg]/;

/** What a mapping holds under the key of a placeholder. */
function entryOf(m: Machine, args: Value, key: string | undefined, span: Span): Value | undefined {
  return key === undefined ? undefined : m.member(args, key, span);
}

function deepOf(m: Machine, value: Value): Value {
  let marks = value.marks;
  for (const ref of value.refs)
    if (ref.kind === 'object')
      for (const cell of ref.object.cells.values()) marks = joinMarks(marks, m.state.get(cell)?.marks ?? []);
  return marked(marks);
}

function constants(value: Value): readonly Primitive[] | undefined {
  return value.marks.length === 0 && value.refs.length === 0 ? value.consts : undefined;
}

const MAX_FOLDED = 6;

function foldConstants(op: string, left: Value, right: Value): Value | undefined {
  const [a, b] = [constants(left), constants(right)];
  if (!a || !b || a.length * b.length > MAX_FOLDED) return undefined;
  const results: Primitive[] = [];
  for (const x of a)
    for (const y of b) {
      const value = compute(op, x, y);
      if (value === undefined) return undefined;
      results.push(value);
    }
  const [only] = results;
  if (results.length === 1) return constant(only);
  return {
    consts: [...new Set(results)],
    refs: [],
    marks: [],
    scalar: typeof only === 'string' ? 'string' : undefined,
  };
}

function compute(op: string, x: Primitive, y: Primitive): Primitive {
  if (op === '==' || op === 'is') return sameConstant(x, y);
  if (op === '!=' || op === 'is not') return x !== y;
  if (op === '+' && (typeof x === 'string' || typeof y === 'string')) return joined(String(x), String(y));
  if (typeof x === 'string') return ofText(op, x, y);
  return typeof x === 'number' && typeof y === 'number' ? ofNumbers(op, x, y) : undefined;
}

const sameConstant = (x: Primitive, y: Primitive): boolean =>
  x === y || ((x === null || x === undefined) && (y === null || y === undefined));

function ofText(op: string, x: string, y: Primitive): Primitive {
  if (op === '*' && typeof y === 'number') return x.repeat(Math.max(0, Math.min(y, 20)));
  if (typeof y !== 'string') return undefined;
  if (op === 'in') return y.includes(x);
  return op === 'not in' ? !y.includes(x) : order(op, x < y, x > y, x === y);
}

function ofNumbers(op: string, x: number, y: number): Primitive {
  return ARITHMETIC[op]?.(x, y) ?? order(op, x < y, x > y, x === y);
}

const ARITHMETIC: Readonly<Record<string, (x: number, y: number) => number>> = {
  '+': (x, y) => x + y,
  '-': (x, y) => x - y,
  '*': (x, y) => x * y,
  '/': (x, y) => x / y,
  '//': (x, y) => Math.floor(x / y),
  '%': (x, y) => ((x % y) + y) % y,
  '**': (x, y) => x ** y,
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
};

/** Undefined when the text gets too long to be kept. */
function joined(x: string, y: string): string | undefined {
  return x.length + y.length > MAX_CONSTANT ? undefined : x + y;
}

function order(op: string, less: boolean, more: boolean, same: boolean): boolean | undefined {
  switch (op) {
    case '<':
      return less;
    case '<=':
      return less || same;
    case '>':
      return more;
    case '>=':
      return more || same;
    default:
      return undefined;
  }
}

/** `constant in [constants]`. */
function membership(m: Machine, op: string, left: Value, right: Value): Value | undefined {
  if (op !== 'in' && op !== 'not in') return undefined;
  const item = constants(left);
  const items = itemsOf(m, right);
  if (item?.length !== 1 || !items?.every((one) => constants(one)?.length === 1)) return undefined;
  return constant(items.some((one) => one.consts?.[0] === item[0]) === (op === 'in'));
}

export function unary(expr: Extract<Expr, { kind: 'unary' }>, operand: Value): Value {
  const [known] = constants(operand) ?? [];
  switch (expr.op) {
    case '-':
      return typeof known === 'number' ? constant(-known) : marked([], 'number');
    case '+':
      return typeof known === 'number' ? constant(known) : marked([], 'number');
    // Zero for the place of what is not there.
    case '~':
      return { ...marked([], 'number'), facts: operand.scalar === 'number' ? operand.facts : undefined };
    case '++':
    case '--':
      return marked([], 'number');
    case 'typeof':
      return typeOf(operand);
    case 'void':
      return constant(undefined);
    case '*':
    case '**':
      return operand;
    default:
      return marked([], 'boolean');
  }
}

function typeOf(operand: Value): Value {
  const known = constants(operand);
  if (known?.length === 1) return constant(known[0] === null ? 'object' : typeof known[0]);
  // A comparison with the result speaks about the operand: see the guards.
  return { refs: [], marks: [], text: HOLE, scalar: 'string' };
}
