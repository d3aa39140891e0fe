import { ABORTING, KEY_OF_PERSON, LOOK_UP, THROWING_ANSWERS } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import { lastName } from '../../last-name';
import { refusalOf } from '../../evidence/refusals';
import { asFunction, callableMade } from './callable';
import { type Given, type Run, scopeOf } from './context';
import { ofBase } from './base-checks';
import { type Call } from './call';
import { library } from './library';
import { failing, going, type Out, refusedBy, type State, goOn } from './state';
import { OTHER, type Value } from './value';
import { type CallExpr, isGiven, isSpread, handsOn, errorHandedOn, saysNo } from './handing-on';
import { converted } from './conversions';
import { instance, own } from './own-calls';
import { unknown } from './unknown-calls';

/** What a call gives, and what it does to the request. */
export function call(run: Run, expr: CallExpr, state: State): Out[] {
  const { callee } = expr;
  if (callee.kind !== 'member')
    return goOn(run.evaluate(callee, state), (s, value) => {
      const name = lastName(callee) ?? '';
      const path = value.kind === 'path' ? value.path : name;
      return withArguments(run, expr, s, (t, given) => made(run, { expr, name, path, callee: value, given, state: t }));
    });
  const name = callee.property;
  return run.evaluate(callee.object, state).flatMap((out) => {
    if (out.end !== 'next') return afterFailure(run, expr, name, out);
    const object = out.value;
    const of = object.kind === 'path' ? object.path : (lastName(callee.object) ?? '');
    return narrowed(run, name, expr, out.state, (t, given) =>
      made(run, { expr, name, path: of === '' ? name : `${of}.${name}`, object, given, state: t }),
    );
  });
}

/** `promise.catch(fn)` and `promise.goOn(done, failed)` run a function when what came before failed. */
function afterFailure(run: Run, expr: CallExpr, name: string, out: Out): Out[] {
  const at = name === 'catch' ? 0 : 1;
  const handler = name === 'catch' || name === 'then' ? expr.args[at]?.value : undefined;
  if (out.end !== 'throw' || !handler) return [out];
  return goOn(run.evaluate(handler, out.state), (s, fn) => {
    if (fn.kind === 'closure') return run.invoke(fn.fn, fn.env, [{ value: OTHER }], s);
    // `.catch(next)` hands the error on, which turns away.
    if (isGiven(fn) && run.handsOnErrors) return [going(refusedBy(s, 'error'), OTHER)];
    return [going({ ...s, doubt: true }, OTHER)];
  });
}

/** `.where(Note.owner == user.id)`: the query finds what belongs to the caller. */
function narrowed(
  run: Run,
  name: string,
  expr: CallExpr,
  state: State,
  next: (state: State, given: readonly Given[]) => Out[],
): Out[] {
  if (!LOOK_UP.test(name)) return withArguments(run, expr, state, next);
  const { owner } = run.asked;
  run.asked.owner = false;
  return withArguments(run, expr, state, (s, given) => {
    run.asked.ownerInQuery ||= run.asked.owner;
    run.asked.owner ||= owner;
    return next(s, given);
  });
}

function withArguments(
  run: Run,
  expr: CallExpr,
  state: State,
  next: (state: State, given: readonly Given[]) => Out[],
  at = 0,
  before: readonly Given[] = [],
): Out[] {
  const arg = expr.args[at];
  if (!arg) return next(state, before);
  return goOn(ownKey(run, arg.value, state) ?? run.evaluate(arg.value, state), (s, value) =>
    withArguments(run, expr, s, next, at + 1, [...before, ...givenBy(arg, value)]),
  );
}

/** `User.email == claims['sub']`: the row of who asks is found by what tells people apart. */
function ownKey(run: Run, written: Expr, state: State): Out[] | undefined {
  if (written.kind !== 'binary' || written.op !== '==') return undefined;
  const key = [written.right, written.left].find((_, at) => isKeyColumn(at === 0 ? written.left : written.right));
  const outs = key && run.evaluate(key, state);
  return outs?.every(({ end, value }) => end === 'next' && (value.kind === 'caller' || value.kind === 'nothing'))
    ? outs
    : undefined;
}

/** A column of a class by which a person is known. */
const isKeyColumn = (side: Expr): boolean =>
  side.kind === 'member' &&
  side.object.kind === 'name' &&
  /^[A-Z]/.test(side.object.name) &&
  KEY_OF_PERSON.test(side.property);

/** `...args` gives each of what it holds. */
function givenBy({ name, value: written }: CallExpr['args'][number], value: Value): Given[] {
  if (name !== undefined) return [{ value, name }];
  return isSpread(written) && value.kind === 'list' ? value.items.map((item) => ({ value: item })) : [{ value }];
}

function made(run: Run, call: Call): Out[] {
  const decided = ofBase(run, call);
  if (decided) return decided;
  if (handsOn(run, call)) {
    run.handedOn = true;
    return [going({ ...call.state, passed: true }, OTHER)];
  }
  const callable = callableMade(run.program, call.expr, scopeOf(call.state));
  if (callable) return [going(call.state, asFunction(callable))];
  const ended = errorHandedOn(call) ?? converted(call) ?? answer(run, call);
  if (ended) return ended;
  const known = library(run, call);
  if (known) return known;
  return instance(run, call) ?? own(run, call) ?? unknown(run, call);
}

/** Answers that turn away: a status, a redirect, an exception of the framework. */
function answer(run: Run, { expr, path, callee, given, state }: Call): Out[] | undefined {
  const refusal = given.some(isStatusOfError) || expr.args.some(saysNo) ? 'error' : refusalOf(expr);
  const throwing = THROWING_ANSWERS.test(libraryPath(run, expr, state));
  if (throwing) return [failing(refusedBy(state, refusal ?? 'error'), OTHER)];
  if (callee?.kind === 'closure' && ABORTING.test(path)) return undefined;
  if (ABORTING.test(path)) return [failing(refusedBy(state, refusal ?? 'error'), OTHER)];
  if (refusal === undefined || expr.isNew || callee?.kind === 'closure') return undefined;
  const known = run.program.callees(expr, scopeOf(state));
  return known.length > 0 ? undefined : [going(refusedBy(state, refusal), OTHER)];
}

/** The status that came with an exception. */
const isStatusOfError = ({ value }: Given): boolean =>
  value.kind === 'path' && /^<error>\..*(?:status|code)/i.test(value.path);

const libraryPath = (run: Run, expr: CallExpr, state: State): string =>
  run.program.externalPaths(expr.callee, scopeOf(state))[0] ?? '';
