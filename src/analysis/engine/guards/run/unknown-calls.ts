import {
  MAY_CHECK,
  PERSON_CALL,
  PERSON_OF_LIBRARY,
  PLATFORM,
  RUNNING,
  SIGN_IN_STRATEGY,
} from '../../../../knowledge/controls/identity';
import { asksForSignIn } from './base-checks';
import { type Given, type Run, scopeOf } from './context';
import { effectOf } from './effects';
import { type Call, isAboutCaller } from './call';
import { meaningOf, person } from './paths';
import { going, type Out, placeIn, refusedBy, type State } from './state';
import { DOUBT, NULL, OTHER, truthOf, type Value } from './value';
import { isGiven, type CallExpr } from './handing-on';

/** Code that was not read. */
export function unknown(run: Run, call: Call): Out[] {
  const { expr, name, path, object, given, state } = call;
  const library = isLibrary(run, expr, state);
  const handed = handedOver(run, call, library);
  if (handed) return handed;
  const closures = given.flatMap(({ value }) => (value.kind === 'closure' ? [value] : []));
  if (closures.length > 0) return callbacks(run, call, closures);
  const achieved = effectOf(call) || state.achieved;
  const s = achieved === state.achieved ? state : { ...state, achieved };
  if (PERSON_CALL.test(path) || tellsPerson(run, expr, state)) return [going(s, person(run))];
  const about = given.some(
    ({ value }) => isAboutCaller(value) || isRequest(value) || (run.inFront && value.kind === 'sent'),
  );
  // What is asked of a person and is not understood may be a check.
  if (run.inFront && object && isAboutCaller(object)) return [going(s, DOUBT)];
  if (!about || library) return [going(s, about ? OTHER : valueOf(run, call))];
  if (MAY_CHECK.test(name)) return [going({ ...s, doubt: true }, DOUBT)];
  return [going(s, run.inFront ? DOUBT : OTHER)];
}

const tellsPerson = (run: Run, expr: CallExpr, state: State): boolean =>
  run.program.externalPaths(expr.callee, scopeOf(state)).some((path) => PERSON_OF_LIBRARY.test(path));

/** `middleware(req, res, next)`: other middleware decides whether the request goes on. */
function handedOver(run: Run, { expr, given, state }: Call, library: boolean): Out[] | undefined {
  const last = given.at(-1)?.value;
  const whole = given.length > 2 || (given.length === 2 && last?.kind === 'path' && HANDS_ON.test(last.path));
  if (!whole || !given.every(({ value }) => isGiven(value))) return undefined;
  run.handedOn = true;
  if (!signsIn(run, expr, state)) return [going({ ...state, passed: true, doubt: state.doubt || !library }, OTHER)];
  const through = truthOf(person(run)) === true;
  return [
    going(
      through ? { ...state, passed: true } : refusedBy({ ...state, decidedAt: placeIn(state, expr.span) }, 'denied'),
      OTHER,
    ),
  ];
}

/** What hands on, where servers give it beside one thing that stands for request and answer. */
const HANDS_ON = /^(?:next|call_next)$/;

const isRequest = (value: Value): boolean =>
  value.kind === 'path' &&
  (value.given === true || /^(?:self\.|this\.)?(?:req|request|ctx|context|info)$/.test(value.path));

/**
 * Of a library that is imported, or of the platform; other names that are declared nowhere are code that was not
 * read.
 */
function isLibrary(run: Run, expr: CallExpr, state: State): boolean {
  const [path = ''] = run.program.externalPaths(expr.callee, scopeOf(state));
  if (path === '') return false;
  const [root = ''] = path.split(/[.(]/);
  if (PLATFORM.test(root)) return true;
  return run.program.importedBy(state.env.fn.file).libraries.some((name) => path.startsWith(name));
}

/** `db.session`, `factory()`: spelled on, so that its members can mean something. */
function valueOf(run: Run, { path, object, state }: Call): Value {
  if (object && object.kind !== 'path') return object.kind === 'sent' ? object : OTHER;
  const value = meaningOf(run, `${path}()`, state.env.fn.file);
  return value.kind === 'path' && value.path.length > 120 ? OTHER : value;
}

type Closure = Extract<Value, { kind: 'closure' }>;

/** A way to sign in, which those use who have not. */
const isSignIn = ({ value }: Given): boolean =>
  value.kind === 'const' && typeof value.value === 'string' && SIGN_IN_STRATEGY.test(value.value);

/**
 * A library that finds out who sends: `passport.authenticate('jwt', (error, user) => …)` tells the function it is
 * given.
 */
function signsIn(run: Run, expr: CallExpr, state: State, called = ''): boolean {
  const paths = run.program.externalPaths(expr.callee, scopeOf(state));
  return asksForSignIn(paths.map((path) => `${path}${called}`));
}

/** Functions that are handed to a library are called by it; a wrapper gives a function that does the same. */
function callbacks(run: Run, { expr, name, object, given, state, path }: Call, closures: readonly Closure[]): Out[] {
  const [first] = closures;
  if (first && signsIn(run, expr, state, '()') && !given.some(isSignIn))
    return [going(state, { ...first, given: [{ value: NULL }, { value: person(run) }, { value: OTHER }] })];
  const runs = RUNNING.test(name) || expr.isNew || run.unused === expr || effectName(path);
  if (!runs) return [going(state, first ?? OTHER)];
  const value = object && object.kind !== 'path' ? object : OTHER;
  return closures.reduce<Out[]>(
    (outs, closure) =>
      outs.flatMap((out) =>
        out.end === 'next'
          ? run
              .invoke(closure.fn, closure.env, [{ value }], out.state)
              .map((one): Out => (one.end === 'throw' ? going(one.state, NULL) : one))
          : [out],
      ),
    [going(state, OTHER)],
  );
}

const effectName = (path: string): boolean =>
  /(?:^|\.)(?:query|execute|find\w*|get|all|each|run|exec|save|create|update\w*|delete\w*|insert\w*|remove\w*)$/.test(
    path,
  );
