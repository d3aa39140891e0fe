import { type ByKind, rowFor } from '../../read/by-kind';
import type { Stmt } from '../../read/ir';
import { placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { bind } from './binding';
import { and, NEVER, or, UNTOLD } from './formula';
import type { Atom, Formula, Value } from './kinds';
import type { Reader } from './reader';
import { eachOf } from './on-queries';
import { UNKNOWN } from './values';

/** So many questions about an object are remembered. */
const MOST_ASKED = 4;

/** Goes through statements in their order; what holds behind them is left with the reader. */
export function execute(reader: Reader, stmts: readonly Stmt[], env: Environment): void {
  hoist(reader, stmts, env);
  for (const stmt of stmts) {
    if (reader.cond.length === 0 || !reader.step()) return;
    statement(reader, stmt, env);
  }
}

/** Functions written inside see the variables around them. */
function hoist(reader: Reader, stmts: readonly Stmt[], env: Environment): void {
  for (const stmt of stmts) {
    if (stmt.kind !== 'function') continue;
    const node = reader.program.nodeOf(stmt.fn, env.fn.file);
    if (node) env.declare(stmt.fn.name, { callables: [{ node, env, ...(env.self ? { self: env.self } : {}) }] });
  }
}

function statement(reader: Reader, stmt: Stmt, env: Environment): void {
  rowFor(ROWS, stmt)(reader, stmt, env);
}

const nothing = (): void => undefined;

const ROWS: ByKind<Stmt, Reader, Environment, void> = {
  expr: (reader, { expr }, env) => void reader.evaluate(expr, env),
  declare,
  if: conditional,
  return: leave,
  throw: fail,
  assert: (reader, { test }, env) => reader.assume(truthOf(reader.evaluate(test, env), placeOf(env, test.span)).t),
  while: (reader, { test, body }, env) => {
    reader.evaluate(test, env);
    loop(reader, body, env);
  },
  for: (reader, { init, test, body }, env) => {
    reader.execute(init, env);
    if (test) reader.evaluate(test, env);
    loop(reader, body, env);
  },
  forEach: (reader, { target, iterable, body }, env) => {
    bind(reader, target, eachOf(reader, reader.evaluate(iterable, env)), env, true);
    loop(reader, body, env);
  },
  switch: choice,
  try: attempt,
  with: within,
  block: (reader, { body }, env) => reader.execute(body, env),
  export: (reader, { declaration }, env) => {
    if (declaration) statement(reader, declaration, env);
  },
  delete: (reader, { targets }, env) => {
    for (const target of targets) reader.evaluate(target, env);
  },
  break: nothing,
  continue: nothing,
  function: nothing,
  class: nothing,
  import: nothing,
  scope: nothing,
};

function declare(reader: Reader, { target, value }: Extract<Stmt, { kind: 'declare' }>, env: Environment): void {
  const given = value ? reader.evaluate(value, env) : UNKNOWN;
  const isNew = value !== undefined || target.kind !== 'bind' || env.get(target.name) === undefined;
  bind(reader, target, given, env, isNew);
}

function leave(reader: Reader, { value, span }: Extract<Stmt, { kind: 'return' }>, env: Environment): void {
  const given: Value = value ? reader.evaluate(value, env) : { nothing: true };
  if (reader.cond.length > 0) {
    const truth = value ? truthOf(given, placeOf(env, span)) : { t: NEVER, f: [new Map()] };
    env.returned.add(given, truth, reader.cond);
  }
  reader.cond = NEVER;
}

function fail(reader: Reader, { value }: Extract<Stmt, { kind: 'throw' }>, env: Environment): void {
  if (value) reader.evaluate(value, env);
  reader.cond = NEVER;
}

function within(reader: Reader, { items, body }: Extract<Stmt, { kind: 'with' }>, env: Environment): void {
  for (const { value, target } of items) {
    const given = reader.evaluate(value, env);
    if (target) bind(reader, target, given, env, true);
  }
  reader.execute(body, env);
}

function conditional(reader: Reader, stmt: Extract<Stmt, { kind: 'if' }>, env: Environment): void {
  let test = UNTOLD;
  const told = reader.toldIn(() => {
    test = truthOf(reader.evaluate(stmt.test, env), placeOf(env, stmt.test.span));
  });
  const both = [
    { assuming: test.t, run: () => reader.execute(stmt.then, env) },
    { assuming: test.f, run: () => reader.execute(stmt.otherwise, env) },
  ];
  branches(reader, env, both, told);
}

interface Branch {
  assuming: Formula;
  run: () => void;
}

/** One of the branches is taken; `told` is what was asked to choose it. */
function branches(reader: Reader, env: Environment, all: readonly Branch[], told: readonly Atom[] = []): void {
  const before = reader.cond;
  const vars = env.snapshot();
  const assumed: Formula[] = [];
  let turnsAway = false;
  let left: Formula = NEVER;
  let merged: ReturnType<Environment['snapshot']> | undefined;
  for (const { assuming, run } of all) {
    env.restore(vars);
    reader.cond = and(before, assuming);
    if (reader.cond.length > 0) run();
    if (reader.cond.length === 0) {
      turnsAway = true;
      continue;
    }
    assumed.push(assuming);
    left = or(left, reader.cond);
    if (merged) env.join(merged);
    merged = env.snapshot();
  }
  env.restore(merged ?? vars);
  reader.cond = left;
  if (!turnsAway) return;
  for (const formula of assumed) noteChecks(formula);
  for (const atom of told) if (atom.about) atom.about.asked = [...atom.about.asked, atom].slice(-MOST_ASKED);
}

/** What turns others away is a check of the objects it is about. */
function noteChecks(formula: Formula): void {
  for (const term of formula)
    for (const atom of term.values()) if (atom.about) atom.about.checks = [...atom.about.checks, atom].slice(-4);
}

/** A body that runs for each of some: what it asks of each is asked of all. */
function loop(reader: Reader, body: readonly Stmt[], env: Environment): void {
  const before = reader.cond;
  const vars = env.snapshot();
  reader.execute(body, env);
  env.join(vars);
  if (reader.cond.length === 0) reader.cond = before;
}

function choice(reader: Reader, stmt: Extract<Stmt, { kind: 'switch' }>, env: Environment): void {
  const subject = reader.evaluate(stmt.subject, env);
  const cases = stmt.cases.map(({ tests, body }): Branch => ({
    assuming: caseTruth(reader, subject, tests, env),
    run: () => reader.execute(body, env),
  }));
  const hasDefault = stmt.cases.some((one) => one.isDefault);
  branches(reader, env, hasDefault ? cases : [...cases, { assuming: UNTOLD.f, run: () => undefined }]);
}

function caseTruth(
  reader: Reader,
  subject: Value,
  tests: Extract<Stmt, { kind: 'switch' }>['cases'][number]['tests'],
  env: Environment,
): Formula {
  if (tests.length === 0 || subject.role === undefined) return UNTOLD.t;
  return tests.reduce<Formula>(
    (sum, test) =>
      or(
        sum,
        truthOf({ ...subject, role: reader.evaluate(test, env).text ?? subject.role ?? '' }, placeOf(env, test.span)).t,
      ),
    NEVER,
  );
}

/** What fails in the body is gone on with in a handler, which knows only what held before. */
function attempt(reader: Reader, stmt: Extract<Stmt, { kind: 'try' }>, env: Environment): void {
  const before = reader.cond;
  reader.execute(stmt.body, env);
  if (reader.cond.length > 0) reader.execute(stmt.otherwise, env);
  let left = reader.cond;
  const vars = env.snapshot();
  for (const handler of stmt.handlers) {
    reader.cond = before;
    if (handler.param) bind(reader, handler.param, UNKNOWN, env, true);
    reader.execute(handler.body, env);
    left = or(left, reader.cond);
  }
  env.join(vars);
  reader.cond = left;
  if (stmt.finalizer.length > 0) {
    const alive = reader.cond.length > 0;
    if (!alive) reader.cond = before;
    reader.execute(stmt.finalizer, env);
    if (!alive) reader.cond = NEVER;
  }
}
