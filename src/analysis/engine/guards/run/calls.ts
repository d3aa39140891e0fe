import {
  ABORTING,
  ANSWER_FLAG,
  CONTINUING,
  CONVERTING,
  GIVES_RECORD,
  GIVES_REQUEST,
  LOOK_UP,
  MAY_CHECK,
  PERSON_CALL,
  PLATFORM,
  RENDERING,
  RUNNING,
  SIGN_IN_STRATEGY,
  THROWING_ANSWERS,
  TRANSFORMING,
} from '../../../../knowledge/controls/identity';
import { KNOWN_CHECKS } from '../../../../knowledge/controls/known-checks';
import type { Expr } from '../../../read/ir';
import type { FunctionNode } from '../../link/definitions';
import { lastName } from '../../last-name';
import { refusalOf } from '../refusals';
import { asFunction, callableMade, calledMethods } from './callable';
import { type Given, type Run, scopeOf } from './context';
import { effectOf } from './effects';
import { type Call, foundBySent, holdsProof, isAboutCaller, library } from './library';
import { isCredential, meaningOf, person } from './paths';
import { failing, going, type Out, placeIn, refusedBy, type State, goOn } from './state';
import { traitsOf } from './traits';
import { constant, DOUBT, NULL, OTHER, truthOf, type Value } from './value';

type CallExpr = Extract<Expr, { kind: 'call' }>;

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
  return goOn(run.evaluate(arg.value, state), (s, value) =>
    withArguments(run, expr, s, next, at + 1, [...before, ...givenBy(arg, value)]),
  );
}

/** `...args` gives each of what it holds. */
function givenBy({ name, value: written }: CallExpr['args'][number], value: Value): Given[] {
  if (name !== undefined) return [{ value, name }];
  return isSpread(written) && value.kind === 'list' ? value.items.map((item) => ({ value: item })) : [{ value }];
}

function made(run: Run, call: Call): Out[] {
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
  return own(run, call) ?? unknown(run, call);
}

const isGiven = (value: Value | undefined): boolean => value?.kind === 'path' && value.given === true;

const isSpread = (expr: Expr): boolean => expr.kind === 'spread';

/** `next()`, `call_next(request)`, `view(*args)`, `self.get_response(request)`, `super().dispatch(…)`. */
function handsOn(run: Run, { expr, name, callee, object, given, state }: Call): boolean {
  if (isGiven(callee)) return !isError(run, expr, given) && !expr.args.some(saysNo);
  if (expr.callee.kind !== 'member' || !CONTINUING.test(name)) return false;
  const { object: of } = expr.callee;
  const onItself = object?.kind === 'path' && (object.path === 'self' || object.path === 'this');
  const onBase = of.kind === 'super' || (of.kind === 'call' && lastName(of.callee) === 'super');
  return (onItself || onBase) && given.length > 0 && run.program.callees(expr, scopeOf(state)).length === 0;
}

/** Handing on an error is turning away, where handlers are not called with the request alone. */
function isError(run: Run, expr: CallExpr, given: readonly Given[]): boolean {
  const [first, ...others] = given;
  if (!first || others.length > 0 || isGiven(first.value)) return false;
  if (expr.args.some((arg) => isSpread(arg.value) || arg.name !== undefined)) return false;
  const { value } = first;
  if (value.kind === 'list') return false;
  return !(value.kind === 'const' && (value.value === null || typeof value.value === 'string')) && run.handsOnErrors;
}

function errorHandedOn({ expr, callee, state }: Call): Out[] | undefined {
  if (!isGiven(callee)) return undefined;
  return [going(refusedBy(state, refusalOf(expr) ?? 'error'), OTHER)];
}

/** `String(x)`, `x.trim()`, `c.switchToHttp().getRequest()`. */
function converted({ name, path, object, given, state }: Call): Out[] | undefined {
  if (GIVES_REQUEST.test(`${path}()`)) return [going(state, { kind: 'path', path: 'req' })];
  const value = convertedValue(name, object, given);
  if (value === undefined || value.kind === 'path' || value.kind === 'closure') return undefined;
  if (/^bool(?:ean)?$/i.test(name)) {
    const truth = truthOf(value);
    return [going(state, truth === undefined ? value : constant(truth))];
  }
  return [going(state, value)];
}

function convertedValue(name: string, object: Value | undefined, given: readonly Given[]): Value | undefined {
  if (object === undefined) return CONVERTING.test(name) ? given[0]?.value : undefined;
  if (!TRANSFORMING.test(name) || object.kind === 'other') return undefined;
  return object.kind === 'const' && typeof object.value === 'string' ? inCase(name, object.value) : object;
}

function inCase(name: string, text: string): Value {
  if (/lower/i.test(name)) return constant(text.toLowerCase());
  return /upper/i.test(name) ? constant(text.toUpperCase()) : OTHER;
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

/** `{ ok: false, … }`, `{ success: false }`: an answer that says no. */
function saysNo({ value }: { value: Expr }): boolean {
  return (
    value.kind === 'object' &&
    value.properties.some(
      (one) => ANSWER_FLAG.test(one.key ?? '') && one.value.kind === 'literal' && one.value.value === false,
    )
  );
}

/** The status that came with an exception. */
const isStatusOfError = ({ value }: Given): boolean =>
  value.kind === 'path' && /^<error>\..*(?:status|code)/i.test(value.path);

const libraryPath = (run: Run, expr: CallExpr, state: State): string =>
  run.program.externalPaths(expr.callee, scopeOf(state))[0] ?? '';

/** Functions of the program are run where they decide something; of the others it is known what they do. */
function own(run: Run, { expr, name, callee, object, given, state }: Call): Out[] | undefined {
  const closure = callee?.kind === 'closure' ? callee : undefined;
  const found = closure ? [closure.fn] : calledFunctions(run, expr, state);
  const [first, second] = found;
  if (!first || found.length > 3) return undefined;
  if (object && isAboutCaller(object)) return undefined;
  const told = closure?.given ?? given;
  const outs = [first, second].flatMap((fn) =>
    fn ? ownCall(run, fn, closure, { expr, name, given: told, state }) : [],
  );
  return outs;
}

/** An object that is called runs the method that its class has for that. */
function calledFunctions(run: Run, { callee, ...rest }: CallExpr, state: State): FunctionNode[] {
  const scope = scopeOf(state);
  const direct = run.program.callees({ callee, ...rest }, scope).map((one) => one.fn);
  if (direct.length > 0) return direct;
  return calledMethods(run.program, run.program.resolve(callee, scope));
}

/** What decides by what it is given: a function, what a caller may do, what proves who sends. */
const isWorthRunning = ({ value }: Given): boolean =>
  value.kind === 'closure' || value.kind === 'permissions' || holdsProof(value);

/** A key is looked up that was not sent: what is found then decides. */
const lacksKey = ({ fn }: FunctionNode, given: readonly Given[]): boolean =>
  given.some(({ value }) => value.kind === 'const' && (value.value === '' || value.value === null)) &&
  fn.params.some(({ name = '' }) => isCredential(name));

function ownCall(
  run: Run,
  fn: FunctionNode,
  closure: Extract<Value, { kind: 'closure' }> | undefined,
  { expr, name, given, state }: Pick<Call, 'expr' | 'name' | 'given' | 'state'>,
): Out[] {
  const traits = traitsOf(run.program, fn);
  const decides = traits.decides || given.some(isWorthRunning) || (run.inFront && lacksKey(fn, given));
  if (!decides) return [going(traits.changes ? { ...state, achieved: true } : state, givenBack(run, name, given))];
  // What a call leaves out is nothing, unless it hands on what is not known.
  const absent = closure?.given || expr.args.some((arg) => isSpread(arg.value)) ? OTHER : NULL;
  const { owner, ownerInQuery } = run.asked;
  const outs = run.invoke(fn, closure?.env, given, state, absent);
  // What a page shows beside what was asked for limits nothing.
  if (RENDERING.test(name)) Object.assign(run.asked, { owner, ownerInQuery });
  return outs.map((out) =>
    out.end === 'next' && isUnknown(out.value) ? { ...out, value: givenBack(run, name, given, out.value) } : out,
  );
}

const isUnknown = (value: Value): boolean =>
  (value.kind === 'other' && value.record === undefined) || (value.kind === 'path' && value.given !== true);

/** What a function gives back of which no more is known than its name. */
function givenBack(run: Run, name: string, given: readonly Given[], known: Value = OTHER): Value {
  if (PERSON_CALL.test(name)) return person(run);
  const values = given.map(({ value }) => value);
  return (GIVES_RECORD.test(name) ? foundBySent(run, values) : undefined) ?? known;
}

/** Code that was not read. */
function unknown(run: Run, call: Call): Out[] {
  const { expr, name, path, object, given, state } = call;
  const library = isLibrary(run, expr, state);
  const handed = handedOver(run, call, library);
  if (handed) return handed;
  const closures = given.flatMap(({ value }) => (value.kind === 'closure' ? [value] : []));
  if (closures.length > 0) return callbacks(run, call, closures);
  const achieved = effectOf(call) || state.achieved;
  const s = achieved === state.achieved ? state : { ...state, achieved };
  if (PERSON_CALL.test(path)) return [going(s, person(run))];
  const about = given.some(
    ({ value }) => isAboutCaller(value) || isRequest(value) || (run.inFront && value.kind === 'sent'),
  );
  // What is asked of a person and is not understood may be a check.
  if (run.inFront && object && isAboutCaller(object)) return [going(s, DOUBT)];
  if (!about || library) return [going(s, about ? OTHER : valueOf(run, call))];
  if (MAY_CHECK.test(name)) return [going({ ...s, doubt: true }, DOUBT)];
  return [going(s, run.inFront ? DOUBT : OTHER)];
}

/** `middleware(req, res, next)`: other middleware decides whether the request goes on. */
function handedOver(run: Run, { expr, given, state }: Call, library: boolean): Out[] | undefined {
  if (given.length < 3 || !given.every(({ value }) => isGiven(value))) return undefined;
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

const isRequest = (value: Value): boolean =>
  value.kind === 'path' &&
  (value.given === true || /^(?:self\.|this\.)?(?:req|request|ctx|context|info)$/.test(value.path));

/** Of a library that is imported, or of the platform; other names that are declared nowhere are code that was not read. */
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

/** A library that finds out who sends: `passport.authenticate('jwt', (error, user) => …)` tells the function it is given. */
function signsIn(run: Run, expr: CallExpr, state: State, called = ''): boolean {
  const paths = run.program.externalPaths(expr.callee, scopeOf(state));
  return KNOWN_CHECKS.some(
    (one) => one.establishes === 'authenticated' && paths.some((path) => one.path.test(`${path}${called}`)),
  );
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
