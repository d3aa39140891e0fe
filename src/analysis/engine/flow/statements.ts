import { lastName } from '../last-name';
import { type ByKind, rowFor } from '../../read/by-kind';
import type { Expr, Span, Stmt } from '../../read/ir';
import { elementOf, objectsOf } from './collections';
import { askedEqual, asking, together, unclear } from './asks';
import { truthFacts, clearsOf } from './guards';
import { isFreshSecret } from './fresh-secrets';
import { correlate } from './correlated';
import { declareClass, declareFunction, hoist } from './declarations';
import { forEach, loop, rounds } from './loops';
import { noteReturn } from './sinks';
import type { Machine } from './machine';
import type { State } from './state';
import { sparedByChecks } from './spared';
import { isAlive } from './mark';
import { external, truth, UNDEFINED, type Value } from './value';
import { joinMarks } from './join';
import { asWritten } from './written-types';
import { ENDING_NAMES, ENDINGS } from '../../../knowledge/flow/endings';
import { ALL } from '../../../knowledge/flow/families';
import { leadsToPrototype, POLLUTION } from '../../../knowledge/flow/prototypes';

type Of<K extends Stmt['kind']> = Extract<Stmt, { kind: K }>;

/** Blocks nested deeper are not entered: the call stack is finite. */
const MAX_NESTING = 260;

/** Runs statements in order; false when the end is not reached (return, throw, break, continue). */
export function execute(m: Machine, body: readonly Stmt[]): boolean {
  if (m.depth > MAX_NESTING) return true;
  m.depth++;
  hoist(m, body);
  const reached = body.every((stmt) => run(m, stmt));
  m.depth--;
  return reached;
}

function run(m: Machine, stmt: Stmt): boolean {
  if (m.exhausted) return false;
  return rowFor(ROWS, stmt)(m, stmt, undefined);
}

const reached = (): boolean => true;

const ROWS: ByKind<Stmt, Machine, undefined, boolean> = {
  expr: expression,
  declare,
  function: (m, { fn }) => {
    declareFunction(m, fn);
    return true;
  },
  class: (m, { cls }) => {
    declareClass(m, cls);
    return true;
  },
  if: branch,
  while: (m, { test, body, otherwise, doWhile }) => loop(m, test, body, otherwise, doWhile),
  for: counted,
  forEach,
  switch: switchOn,
  return: leave,
  throw: (m, { value }) => {
    if (value) m.evaluate(value);
    return false;
  },
  try: attempt,
  with: using,
  break: (m) => {
    m.at.breaks.push(m.state);
    return false;
  },
  continue: (m) => {
    m.at.continues.push(m.state);
    return false;
  },
  block: (m, { body }) => m.execute(body),
  import: reached,
  export: exported,
  assert: (m, { test }) => ascertain(m, test),
  delete: (m, { targets }) => {
    for (const target of targets) m.evaluate(target);
    return true;
  },
  scope: (m, { names }) => {
    for (const name of names) m.at.frame.outer.add(name);
    return true;
  },
};

function counted(m: Machine, { init, test, update, body }: Of<'for'>): boolean {
  m.execute(init);
  const further = update.map((expr): Stmt => ({ kind: 'expr', expr, span: expr.span }));
  return loop(m, test, [...body, ...further], [], false);
}

function expression(m: Machine, stmt: Of<'expr'>): boolean {
  m.evaluate(stmt.expr);
  const call = stmt.expr.kind === 'await' ? stmt.expr.value : stmt.expr;
  if (call.kind !== 'call') return true;
  // A function of the program that always throws.
  if (m.endedAt === call.span) return false;
  return !ENDING_NAMES.has(lastName(call.callee) ?? '') || !pathsOf(m, call.callee).some((path) => ENDINGS.has(path));
}

/** The library paths of what is called, by what the linker knows or by what the receiver is here. */
function pathsOf(m: Machine, callee: Expr): readonly string[] {
  const linked = m.program.externalPaths(callee, m.at.scope);
  if (linked.length > 0 || callee.kind !== 'member' || callee.object.kind !== 'name') return linked;
  const { property } = callee;
  return m.evaluate(callee.object).refs.flatMap((ref) => (ref.kind === 'external' ? [`${ref.path}.${property}`] : []));
}

function declare(m: Machine, stmt: Of<'declare'>): boolean {
  const given = stmt.value ? asWritten(m, m.evaluate(stmt.value), stmt.annotation, m.at.scope) : UNDEFINED;
  const value =
    stmt.value && stmt.target.kind === 'bind' && isFreshSecret(stmt.target.name, stmt.value, m.at.owner?.fn.body ?? [])
      ? {
          ...given,
          consts: undefined,
          marks: joinMarks(given.marks, m.source('fresh-secret', stmt.value.span, stmt.target.name).marks),
        }
      : given;
  if (stmt.value || !(stmt.target.kind === 'bind' && m.at.frame.vars.has(stmt.target.name)))
    m.parts.assign(m, stmt.target, value, true);
  return true;
}

function exported(m: Machine, stmt: Of<'export'>): boolean {
  if (stmt.declaration) return run(m, stmt.declaration);
  if (stmt.value) m.evaluate(stmt.value);
  return true;
}

function branch(m: Machine, stmt: Of<'if'>): boolean {
  const test = m.evaluate(stmt.test);
  const known = truth(test);
  if (known !== undefined) return m.execute(known ? stmt.then : stmt.otherwise);
  const facts = truthFacts(test, m, stmt.test.span);
  const side = (outcome: boolean, body: readonly Stmt[]) =>
    m.branch(() => {
      m.assume(test, facts, outcome, stmt.test.span);
      return m.execute(body);
    });
  return rejoin(m, [side(true, stmt.then), side(false, stmt.otherwise)]);
}

function rejoin(m: Machine, sides: readonly { result: boolean; state: State }[]): boolean {
  const alive = sides.filter((side) => side.result).map((side) => side.state);
  m.charge(alive.reduce((sum, state) => sum + state.size, 0));
  const [one, other, ...more] = alive;
  const joined = one && other && more.length === 0 ? correlate(m, [one, other]) : undefined;
  m.state.merge(alive);
  joined?.();
  return alive.length > 0;
}

/** What comes next is reached only where the test holds. */
function ascertain(m: Machine, test: Expr): boolean {
  const value = m.evaluate(test);
  m.assume(value, truthFacts(value), true, test.span);
  return true;
}

/** A case is reached by what it names, the default by what no case names. */
function passCase(m: Machine, subject: Value, stmt: Of<'switch'>, tests: readonly Value[][], at: number): void {
  const one = stmt.cases[at];
  if (!one) return;
  const named = (one.isDefault ? tests.flat() : (tests[at] ?? [])).map((test) => askedEqual(subject, test));
  const asks = together('any', named) ?? unclear(subject);
  m.assume(subject, asking(undefined, asks), !one.isDefault, stmt.subject.span);
}

function switchOn(m: Machine, stmt: Of<'switch'>): boolean {
  const subject = m.evaluate(stmt.subject);
  const known =
    subject.marks.length === 0 && subject.refs.length === 0 && subject.consts?.length === 1
      ? subject.consts[0]
      : undefined;
  const tests = stmt.cases.map((one) => one.tests.map((test) => m.evaluate(test)));
  const chosen =
    known === undefined ? -1 : tests.findIndex((values) => values.some((value) => value.consts?.includes(known)));
  const decided =
    known !== undefined &&
    tests.flat().every((value) => value.consts?.length === 1) &&
    !stmt.cases.some((one) => one.bindings || one.guard);
  // What is none of the keys that lead to prototypes, where those have cases of their own.
  const others = tests.flat().some((value) => value.consts?.some(leadsToPrototype)) ? clearsOf(subject, POLLUTION) : [];
  const sides: { result: boolean; state: State }[] = [];
  stmt.cases.forEach((one, at) => {
    if (decided && (chosen >= 0 ? at !== chosen : !one.isDefault)) return;
    const run = rounds(m, () => {
      m.establish(one.isDefault ? others : clearsOf(subject, ALL), stmt.subject.span);
      passCase(m, subject, stmt, tests, at);
      one.bindings?.forEach((binding) => m.parts.assign(m, binding, subject, true));
      if (one.guard) ascertain(m, one.guard);
      return m.execute(stmt.fallsThrough ? fallThrough(stmt, at) : one.body);
    });
    for (const state of [...run.ended, ...run.left]) sides.push({ result: true, state });
  });
  if (!stmt.cases.some((one) => one.isDefault) && !(decided && chosen >= 0))
    sides.push(m.branch(() => (m.state.clear(others), true)));
  return rejoin(m, sides);
}

/** Cases that may fall into one another. */
const MOST_FALLS = 60;

/** The bodies that run when a case without `break` falls into the next. */
function fallThrough(stmt: Of<'switch'>, from: number): Stmt[] {
  const body: Stmt[] = [];
  for (const one of stmt.cases.slice(from, from + MOST_FALLS)) {
    body.push(...one.body);
    if (
      one.body.some(
        (inner) =>
          inner.kind === 'break' || inner.kind === 'return' || inner.kind === 'throw' || inner.kind === 'continue',
      )
    )
      break;
    if (body.length > 60) break;
  }
  return body;
}

function leave(m: Machine, stmt: Of<'return'>): boolean {
  const value = stmt.value ? m.step(m.evaluate(stmt.value), stmt.span) : UNDEFINED;
  if (stmt.value) noteReturn(m, value, stmt.value);
  // Nothing runs in the layer of the body after a return in it: there is no need for a copy.
  const state = m.state === m.at.body ? m.state : m.state.since(m.at.base);
  m.charge(state.size);
  m.at.returns.push({ value: settledHere(m, value), state });
  return false;
}

/** Without what the checks of the way to here have ruled out. */
function settledHere(m: Machine, value: Value): Value {
  if (value.marks.length === 0) return value;
  const marks = value.marks
    .map((mark) => sparedByChecks(mark, m.state.clearedBits(mark.identity), m.state.passed))
    .filter(isAlive);
  return { ...value, marks };
}

function attempt(m: Machine, stmt: Of<'try'>): boolean {
  const body = m.branch(() => m.execute([...stmt.body, ...stmt.otherwise]));
  // Anything written before the failure may be there in the handler; no check has been passed for certain.
  const handlers = stmt.handlers.map((handler) =>
    m.branch(() => {
      m.state.absorb(body.state);
      if (handler.param)
        m.parts.assign(m, handler.param, external(expected(handler.types) ? '@failure' : '@error'), true);
      return m.execute(handler.body);
    }),
  );
  const alive = rejoin(m, [body, ...handlers]);
  const final = m.execute(stmt.finalizer);
  return alive && final;
}
/** An exception caught by the name of its kind, not just any. */
function expected(types: readonly Expr[]): boolean {
  const names = types.flatMap((type) => (type.kind === 'array' ? type.items : [type]));
  return (
    names.length > 0 &&
    names.every((name) => !(name.kind === 'name' && /^(?:Exception|BaseException|Error)$/.test(name.name)))
  );
}

/** A generator that is used as a context gives what it yields. */
const givenBy = (m: Machine, value: Value, span: Span): Value =>
  objectsOf(value).some(({ shape, ambient }) => shape === 'array' && !ambient) ? elementOf(m, value, span) : value;

function using(m: Machine, stmt: Of<'with'>): boolean {
  for (const item of stmt.items) {
    const value = m.evaluate(item.value);
    if (item.target) m.parts.assign(m, item.target, givenBy(m, value, item.value.span), true);
  }
  return m.execute(stmt.body);
}
