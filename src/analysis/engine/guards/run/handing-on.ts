import { ANSWER_FLAG, CONTINUING } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import { refusalOf } from '../../evidence/refusals';
import { isBase } from './base-checks';
import { type Given, type Run, scopeOf } from './context';
import { type Call } from './call';
import { going, type Out, refusedBy } from './state';
import { OTHER, type Value } from './value';

export type CallExpr = Extract<Expr, { kind: 'call' }>;

export const isGiven = (value: Value | undefined): boolean => value?.kind === 'path' && value.given === true;

export const isSpread = (expr: Expr): boolean => expr.kind === 'spread';

/** `next()`, `call_next(request)`, `view(*args)`, `self.get_response(request)`, `super().dispatch(…)`. */
export function handsOn(run: Run, call: Call): boolean {
  const { expr, callee, object, path, given } = call;
  if (isPart(callee) || (object && HANDED_PART.test(path))) return !expr.args.some(saysNo);
  if (isGiven(callee)) return !isError(run, expr, given) && !expr.args.some(saysNo);
  return continues(run, call);
}

/** A method of the same kind on itself, or on what it is built on. */
function continues(run: Run, { expr, name, object, given, state }: Call): boolean {
  if (expr.callee.kind !== 'member' || !CONTINUING.test(name)) return false;
  const onItself = object?.kind === 'path' && (object.path === 'self' || object.path === 'this');
  return (
    (onItself || isBase(expr.callee.object)) &&
    given.length > 0 &&
    run.program.callees(expr, scopeOf(state)).length === 0
  );
}

/** `({ next }) => next({ ctx })`: what comes with other things in one parameter is handed what to add to them. */
const isPart = (value: Value | undefined): boolean => value?.kind === 'path' && HANDED_PART.test(value.path);
const HANDED_PART = /^(?:req|<given>)\.next$/;

/** Handing on an error is turning away, where handlers are not called with the request alone. */
function isError(run: Run, expr: CallExpr, given: readonly Given[]): boolean {
  const [first, ...others] = given;
  if (!first || others.length > 0 || isGiven(first.value)) return false;
  if (expr.args.some((arg) => isSpread(arg.value) || arg.name !== undefined)) return false;
  const { value } = first;
  if (value.kind === 'list') return false;
  return !(value.kind === 'const' && (value.value === null || typeof value.value === 'string')) && run.handsOnErrors;
}

export function errorHandedOn({ expr, callee, state }: Call): Out[] | undefined {
  if (!isGiven(callee)) return undefined;
  return [going(refusedBy(state, refusalOf(expr) ?? 'error'), OTHER)];
}

/** `{ ok: false, … }`, `{ success: false }`: an answer that says no. */
export function saysNo({ value }: { value: Expr }): boolean {
  return (
    value.kind === 'object' &&
    value.properties.some(
      (one) => ANSWER_FLAG.test(one.key ?? '') && one.value.kind === 'literal' && one.value.value === false,
    )
  );
}
