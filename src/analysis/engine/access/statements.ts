import type { Stmt } from '../../read/ir';
import { placeOf, truthOf } from './compare';
import type { Environment } from './environment';
import { bind } from './binding';
import { and, type Formula, NEVER, or, UNTOLD } from './formula';
import type { Reader } from './reader';
import { elementOf, UNKNOWN, type Value } from './values';

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
  switch (stmt.kind) {
    case 'expr':
      reader.evaluate(stmt.expr, env);
      return;
    case 'declare':
      bind(
        reader,
        stmt.target,
        stmt.value ? reader.evaluate(stmt.value, env) : UNKNOWN,
        env,
        stmt.value !== undefined || stmt.target.kind !== 'bind' || env.get(stmt.target.name) === undefined,
      );
      return;
    case 'if':
      return conditional(reader, stmt, env);
    case 'return': {
      const value = stmt.value ? reader.evaluate(stmt.value, env) : ({ nothing: true } as const);
      if (reader.cond.length > 0)
        env.returned.add(
          value,
          stmt.value ? truthOf(value, placeOf(env, stmt.span)) : { t: NEVER, f: [new Map()] },
          reader.cond,
        );
      reader.cond = NEVER;
      return;
    }
    case 'throw':
      if (stmt.value) reader.evaluate(stmt.value, env);
      reader.cond = NEVER;
      return;
    case 'assert': {
      const truth = truthOf(reader.evaluate(stmt.test, env), placeOf(env, stmt.test.span));
      reader.assume(truth.t);
      return;
    }
    case 'while':
      reader.evaluate(stmt.test, env);
      return loop(reader, stmt.body, env);
    case 'for':
      reader.execute(stmt.init, env);
      if (stmt.test) reader.evaluate(stmt.test, env);
      return loop(reader, stmt.body, env);
    case 'forEach':
      bind(reader, stmt.target, elementOf(reader.evaluate(stmt.iterable, env)), env, true);
      return loop(reader, stmt.body, env);
    case 'switch':
      return choice(reader, stmt, env);
    case 'try':
      return attempt(reader, stmt, env);
    case 'with':
      for (const { value, target } of stmt.items) {
        const given = reader.evaluate(value, env);
        if (target) bind(reader, target, given, env, true);
      }
      return reader.execute(stmt.body, env);
    case 'block':
      return reader.execute(stmt.body, env);
    case 'export':
      if (stmt.declaration) statement(reader, stmt.declaration, env);
      return;
    case 'delete':
      for (const target of stmt.targets) reader.evaluate(target, env);
      return;
    case 'break':
    case 'continue':
    case 'function':
    case 'class':
    case 'import':
    case 'scope':
      return;
  }
}

function conditional(reader: Reader, stmt: Extract<Stmt, { kind: 'if' }>, env: Environment): void {
  const test = truthOf(reader.evaluate(stmt.test, env), placeOf(env, stmt.test.span));
  branches(reader, env, [
    { assuming: test.t, run: () => reader.execute(stmt.then, env) },
    { assuming: test.f, run: () => reader.execute(stmt.otherwise, env) },
  ]);
}

interface Branch {
  assuming: Formula;
  run: () => void;
}

/** One of the branches is taken. */
function branches(reader: Reader, env: Environment, all: readonly Branch[]): void {
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
  if (turnsAway) for (const formula of assumed) noteChecks(formula);
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
