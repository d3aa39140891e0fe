import { type ByKind, rowFor } from '../../../read/by-kind';
import type { Expr, Stmt } from '../../../read/ir';
import { refusalInExpr, thrownBy } from '../../evidence/refusals';
import { enteredMethods } from './callable';
import { type Run, scopeOf } from './context';
import { equals } from './compare';
import { decide } from './decisions';
import { assign } from './names';
import { failing, going, merged, type Out, placeIn, refusedBy, type State, goOn } from './state';
import { NULL, OTHER, truthOf, type Value } from './value';

/** The most items of a list that a loop is followed through one by one. */
const MOST_ROUNDS = 24;

/** The ways through statements; those that end in between keep their end. */
export function block(run: Run, stmts: readonly Stmt[], state: State): Out[] {
  let live: State[] = [state];
  const ended: Out[] = [];
  for (const stmt of stmts) {
    const outs = merged(live.flatMap((one) => statement(run, stmt, goesOn(one, stmt))));
    ended.push(...outs.filter((out) => out.end !== 'next'));
    live = outs.filter((out) => out.end === 'next').map((out) => out.state);
    if (live.length === 0) break;
  }
  return merged([...ended, ...live.map((one) => going(one, NULL))]);
}

/** Whatever follows a failed check that was caught is no part of refusing. */
function goesOn(state: State, stmt: Stmt): State {
  if (state.caught !== true || stmt.kind === 'return') return state;
  const { caught: _caught, ...rest } = state;
  return rest;
}

const done = (outs: readonly Out[]): Out[] => goOn(outs, (state) => [going(state, NULL)]);

function statement(run: Run, stmt: Stmt, state: State): Out[] {
  const row = rowFor(ROWS, stmt);
  return row ? row(run, stmt, state) : [going(state, NULL)];
}

const ofBody = (run: Run, { body }: { body: readonly Stmt[] }, state: State): Out[] => run.block(body, state);
const inLoop = (_run: Run, _stmt: Stmt, state: State): Out[] => [{ state, value: NULL, end: 'loop' }];
const perhapsOnce = (run: Run, stmt: Extract<Stmt, { kind: 'while' | 'for' }>, state: State): Out[] =>
  rounds(run, [undefined], stmt, state, true);

/** Imports, exports, classes and the like do nothing with a request. */
const ROWS: Partial<ByKind<Stmt, Run, State, Out[]>> = {
  expr: called,
  declare: declared,
  function: (run, stmt, state) => [going(withFunction(run, stmt, state), NULL)],
  if: branches,
  return: returned,
  throw: thrown,
  assert: asserted,
  try: attempt,
  block: ofBody,
  with: within,
  while: perhapsOnce,
  for: perhapsOnce,
  forEach: each,
  switch: cases,
  break: inLoop,
  continue: inLoop,
};

function called(run: Run, { expr }: Extract<Stmt, { kind: 'expr' }>, state: State): Out[] {
  run.unused = expr.kind === 'await' ? expr.value : expr;
  return done(run.evaluate(expr, state));
}

function declared(run: Run, { target, value }: Extract<Stmt, { kind: 'declare' }>, state: State): Out[] {
  if (!value) return [going(assign(run, state, target, NULL), NULL)];
  return goOn(run.evaluate(value, state), (s, given) => [going(assign(run, s, target, given), NULL)]);
}

function asserted(run: Run, { test }: Extract<Stmt, { kind: 'assert' }>, state: State): Out[] {
  return decide(run, test, state).flatMap((out) =>
    out.end !== 'next' || truthOf(out.value) === true ? [out] : [failing(refusedBy(out.state, 'error'), OTHER)],
  );
}

function withFunction(run: Run, stmt: Extract<Stmt, { kind: 'function' }>, state: State): State {
  const fn = run.program.nodeOf(stmt.fn, state.env.fn.file);
  if (!fn) return state;
  return assign(
    run,
    state,
    { kind: 'bind', name: stmt.fn.name, span: stmt.span },
    { kind: 'closure', fn, env: state.env },
  );
}

function branches(run: Run, stmt: Extract<Stmt, { kind: 'if' }>, state: State): Out[] {
  return decide(run, stmt.test, state).flatMap((out) => {
    if (out.end !== 'next') return [out];
    return run.block(truthOf(out.value) === true ? stmt.then : stmt.otherwise, out.state);
  });
}

function returned(run: Run, { value }: Extract<Stmt, { kind: 'return' }>, state: State): Out[] {
  if (!value) return [{ state, value: NULL, end: 'return' }];
  return goOn(run.evaluate(value, state), (s, result) => {
    // `return {...}, 403`
    const status = result.kind === 'list' ? result.items.at(-1) : undefined;
    const refuses = value.kind === 'array' && status?.kind === 'const' && Number(status.value) >= 400;
    return [{ state: refuses ? refusedBy(s, 'denied') : s, value: result, end: 'return' }];
  });
}

function thrown(run: Run, { value, span }: Extract<Stmt, { kind: 'throw' }>, state: State): Out[] {
  const refusal = value ? (refusalInExpr(value) ?? thrownBy(value)) : thrownBy(undefined);
  const at = state.decidedAt ?? placeIn(state, span);
  const outs = value ? run.evaluate(value, state) : [going(state, OTHER)];
  return outs.map((out) => failing({ ...refusedBy(out.state, refusal), decidedAt: at }, OTHER));
}

/** What fails in the body is turned over to the handlers; which of several is not known. */
function attempt(run: Run, stmt: Extract<Stmt, { kind: 'try' }>, state: State): Out[] {
  const { refused: before } = state;
  run.attempts += 1;
  const tried = run.block(stmt.body, state);
  run.attempts -= 1;
  const outs = tried.flatMap((out) => {
    if (out.end === 'next') return run.block(stmt.otherwise, out.state);
    if (out.end !== 'throw' || stmt.handlers.length === 0) return [out];
    const caught: State = { ...out.state };
    if (before === undefined) delete caught.refused;
    return stmt.handlers.flatMap(({ param, body }) =>
      handled(run, body, param ? assign(run, caught, param, ERROR) : caught, out.state.decidedAt !== undefined),
    );
  });
  const all = merged(outs);
  if (stmt.finalizer.length === 0) return all;
  return all.flatMap((out) =>
    run.block(stmt.finalizer, out.state).map((last) => (last.end === 'next' ? { ...out, state: last.state } : last)),
  );
}

const ERROR: Value = { kind: 'path', path: '<error>' };

function handled(run: Run, body: readonly Stmt[], state: State, failedCheck: boolean): Out[] {
  const outs = run.block(body, state);
  return failedCheck ? outs.map((out) => ({ ...out, state: { ...out.state, caught: true as const } })) : outs;
}

function within(run: Run, stmt: Extract<Stmt, { kind: 'with' }>, state: State): Out[] {
  const inside = stmt.items.reduce<Out[]>(
    (outs, { value, target }) =>
      goOn(outs, (s) =>
        goOn(run.evaluate(value, s), (t, item) =>
          goOn(entered(run, value, t), (u) => [going(target ? assign(run, u, target, item) : u, NULL)]),
        ),
      ),
    [going(state, NULL)],
  );
  return goOn(inside, (s) => run.block(stmt.body, s));
}

/** What is entered may turn away before anything in it runs. */
function entered(run: Run, value: Expr, state: State): Out[] {
  const [method, ...others] = enteredMethods(run.program, run.program.resolve(value, scopeOf(state)));
  return method && others.length === 0 ? run.invoke(method, undefined, [], state) : [going(state, NULL)];
}

type Loop = Extract<Stmt, { kind: 'while' | 'for' | 'forEach' }>;

function each(run: Run, stmt: Extract<Stmt, { kind: 'forEach' }>, state: State): Out[] {
  return goOn(run.evaluate(stmt.iterable, state), (s, list) => {
    const known = list.kind === 'list' && list.items.length <= MOST_ROUNDS ? list.items : undefined;
    return rounds(
      run,
      known ?? [list.kind === 'nothing' || list.kind === 'sent' ? list : OTHER],
      stmt,
      s,
      known === undefined && !isOfItself(list),
    );
  });
}

/** `for check in self.checks:`: a check that was made with a list of others was made with some. */
const isOfItself = (list: Value): boolean => list.kind === 'path' && /^(?:self|this)\./.test(list.path);

/** One round after the other; `maybe`: perhaps none at all. */
function rounds(run: Run, items: readonly (Value | undefined)[], stmt: Loop, state: State, maybe: boolean): Out[] {
  let live: State[] = [state];
  const ended: Out[] = [];
  for (const item of items) {
    const outs = live.flatMap((one) => {
      const s = item && stmt.kind === 'forEach' ? assign(run, one, stmt.target, item) : one;
      return run.block(stmt.body, s);
    });
    ended.push(...outs.filter((out) => out.end === 'return' || out.end === 'throw'));
    live = merged(
      outs.filter((out) => out.end === 'next' || out.end === 'loop').map((out) => going(out.state, NULL)),
    ).map((out) => out.state);
  }
  return merged([...ended, ...(maybe ? [state, ...live] : live).map((one) => going(one, NULL))]);
}

function cases(run: Run, stmt: Extract<Stmt, { kind: 'switch' }>, state: State): Out[] {
  return goOn(run.evaluate(stmt.subject, state), (s, subject) => {
    const taken: Out[] = [];
    for (const one of stmt.cases) {
      const truths = one.tests.map((test) => {
        const [out] = run.evaluate(test, s);
        return out ? truthOf(equals(run, subject, out.value)) : undefined;
      });
      if (!one.isDefault && truths.length > 0 && truths.every((truth) => truth === false)) continue;
      taken.push(...run.block(one.body, s).map((out): Out => (out.end === 'loop' ? going(out.state, NULL) : out)));
      if (truths.includes(true)) return merged(taken);
    }
    return merged(stmt.cases.some((one) => one.isDefault) ? taken : [...taken, going(s, NULL)]);
  });
}
