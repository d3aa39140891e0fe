import type { Expr, Stmt } from '../../read/ir';
import { iterated, itemsOf, namesIn } from './collections';
import { negate, truthFacts } from './guards';
import type { Machine } from './machine';
import { State } from './state';
import { ALL } from '../../../knowledge/flow/families';
import { constant, truth } from './value';
import { joinAll } from './join';
import type { Value } from './value';

type ForEach = Extract<Stmt, { kind: 'forEach' }>;

/** Two rounds show what one round of a loop hands to the next. */
const ROUNDS = 2;

/** Repeated rounds that may be inside of one another. */
const MOST_REPEATED = 3;

/**
 * The rounds of a loop. A loop inside of repeated rounds begins in a state that holds what its own rounds left behind
 * before: there it has one round only. Else the body of the innermost of many nested loops would run 2^depth times.
 */
function* repeated(m: Machine): Generator<number, void> {
  const { root } = m;
  const around = root.repeated ?? 0;
  try {
    for (let round = 0; round < (around < MOST_REPEATED ? ROUNDS : 1); round++) {
      root.repeated = around + round;
      yield round;
    }
  } finally {
    root.repeated = around;
  }
}

/** A body that may run any number of times. False when the place behind it is not reached. */
export function loop(
  m: Machine,
  test: Expr | undefined,
  body: readonly Stmt[],
  otherwise: readonly Stmt[],
  atLeastOnce: boolean,
): boolean {
  const endless = isEndless(test);
  let after: State[] = [];
  let broken = false;
  for (const round of repeated(m)) {
    const condition = evaluated(m, test);
    if (round === 0 && !atLeastOnce && truth(condition) === false) return m.execute(otherwise);
    const once = oneRound(m, test, condition, body);
    broken ||= once.left.length > 0;
    if (!endless && (round > 0 || !atLeastOnce)) {
      m.state.merge([...once.ended, ...once.left, new State(m.state)]);
      continue;
    }
    if (once.left.length > 0) after = once.left;
    if (once.ended.length + once.left.length === 0) return false;
    absorb(m, once);
    if (once.ended.length === 0) break;
  }
  if (endless) return behindEndless(m, after);
  if (!broken && test) m.state.assume(negate(truthFacts(m.evaluate(test))), true);
  return m.execute(otherwise);
}

const isEndless = (test: Expr | undefined): boolean =>
  test === undefined || (test.kind === 'literal' && test.value === true);

const evaluated = (m: Machine, test: Expr | undefined): Value => (test ? m.evaluate(test) : constant(true));

interface Round {
  ended: State[];
  left: State[];
}

function oneRound(m: Machine, test: Expr | undefined, condition: Value, body: readonly Stmt[]): Round {
  const facts = truthFacts(condition);
  return rounds(m, () => {
    if (test) m.assume(condition, facts, true, test.span);
    return m.execute(body);
  });
}

function absorb(m: Machine, { ended, left }: Round): void {
  for (const state of [...ended, ...left]) m.state.absorb(state);
}

/** A loop that has no end of its own is left where its body leaves it. */
function behindEndless(m: Machine, left: readonly State[]): boolean {
  if (left.length > 0) m.state.merge(left.map((state) => state.since(m.state)));
  return left.length > 0;
}

/** Runs a loop body once; `ended` are the states at its end or at `continue`, `left` those at `break`. */
export function rounds(m: Machine, body: () => boolean): Round {
  const [breaks, continues] = [m.at.breaks, m.at.continues];
  m.at.breaks = [];
  m.at.continues = [];
  const base = m.state;
  const around = m.at.loops ?? 0;
  m.at.loops = around + 1;
  const { result, state } = m.branch(body);
  m.at.loops = around;
  const ended = [...(result ? [state] : []), ...m.at.continues.map((one) => one.since(base))];
  const left = m.at.breaks.map((one) => one.since(base));
  m.at.breaks = breaks;
  m.at.continues = continues;
  return { ended, left };
}

/** What a loop takes from what has no known items. */
const elementIn = (m: Machine, { keys, iterable }: ForEach, value: Value): Value =>
  keys ? namesIn(m, value) : iterated(m, value, iterable.span);

/**
 * Where there was nothing to go through. What every round has established of its item holds of all items there are, and
 * so of none.
 */
function withoutItems(m: Machine, element: Value, ended: readonly State[]): State {
  const none = new State(m.state);
  if (ended.every((state) => state.hasChecks()))
    none.clear(
      element.marks
        .flatMap(({ identity }) => m.withParts(identity))
        .map((identity) => ({
          identity,
          bits: ended.reduce((left, state) => left & (state.cleared.get(identity.id) ?? 0), ALL),
        }))
        .filter(({ bits }) => bits !== 0),
    );
  return none;
}

/** `for…of`, `for…in` and their like. False when the place behind it is not reached. */
export function forEach(m: Machine, stmt: ForEach): boolean {
  const iterable = m.evaluate(stmt.iterable);
  const items = stmt.keys ? undefined : itemsOf(m, iterable);
  if (items?.length === 0) return m.execute(stmt.otherwise);
  const element = items ? joinAll(items) : elementIn(m, stmt, iterable);
  for (const round of repeated(m)) {
    const { ended, left } = rounds(m, () => {
      m.parts.assign(m, stmt.target, m.step(element, stmt.span), true);
      return m.execute(stmt.body);
    });
    const none = items && items.length > 0 && round === 0 ? [] : [withoutItems(m, element, ended)];
    const states = [...ended, ...left, ...none];
    if (states.length === 0) return false;
    m.state.merge(states);
  }
  return m.execute(stmt.otherwise);
}
