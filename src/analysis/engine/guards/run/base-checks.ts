import { KNOWN_CHECKS } from '../../../../knowledge/controls/known-checks';
import { TOLD_PERSON } from '../../../../knowledge/controls/own-checks';
import { lastName } from '../../last-name';
import type { ClassNode, FunctionNode, Program } from '../../link/definitions';
import type { Expr } from '../../../read/ir';
import type { Call } from './call';
import { type Run, scopeOf } from './context';
import { person } from './paths';
import { failing, going, type Out, placeIn, refusedBy, type State, untouched } from './state';
import { constant, NULL, OTHER, truthOf } from './value';

/** Checks of libraries on which classes of the program are built. */

const MOST_BASES = 5;

/** `super.canActivate(context)`: what the class is built on decides. */
export function ofBase(run: Run, { expr, state }: Call): Out[] | undefined {
  const { callee } = expr;
  if (callee.kind !== 'member' || !isBase(callee.object)) return undefined;
  if (run.program.callees(expr, scopeOf(state)).length > 0) return undefined;
  const cls = classAround(state);
  if (!cls || !signsIn(run.program, cls)) return undefined;
  const told = toldPerson(run.program, cls);
  if (told)
    return handed(run, told, state).map((out) => (out.end === 'throw' ? out : going(out.state, constant(true))));
  return truthOf(person(run)) === true
    ? [going(state, constant(true))]
    : [failing(refusedBy({ ...state, decidedAt: placeIn(state, expr.span) }, 'denied'), OTHER)];
}

/** `super`, or what a call of it gives. */
export const isBase = (expr: Expr): boolean =>
  expr.kind === 'super' || (expr.kind === 'call' && lastName(expr.callee) === 'super');

/** The class whose method runs, or in whose method what runs was written. */
export function classAround({ env }: State): ClassNode | undefined {
  for (let around: State['env'] | undefined = env; around; around = around.outer)
    if (around.fn.cls) return around.fn.cls;
  return undefined;
}

/** Whether a check of a library under one of these paths asks for a sign-in. */
export const asksForSignIn = (paths: readonly string[]): boolean =>
  KNOWN_CHECKS.some((row) => row.establishes === 'authenticated' && paths.some((path) => row.path.test(path)));

/** Whether a class is built on a check of a library that asks for a sign-in. */
export function signsIn(program: Program, cls: ClassNode, depth = 0): boolean {
  return program
    .basesOf(cls)
    .some(
      (base) =>
        (base.kind === 'external' && asksForSignIn([base.path])) ||
        (base.kind === 'class' && depth < MOST_BASES && signsIn(program, base.cls, depth + 1)),
    );
}

/** The method of the class that is told what the library found: by throwing it turns away. */
export function toldPerson(program: Program, cls: ClassNode): FunctionNode | undefined {
  const [found] = program.member({ kind: 'instance', cls }, TOLD_PERSON);
  return found?.kind === 'function' ? found.fn : undefined;
}

/** What it does with who was found, or with nobody. */
export const handed = (run: Run, fn: FunctionNode, state: State = untouched(fn)): Out[] =>
  run.invoke(fn, undefined, [{ value: NULL }, { value: person(run) }, { value: OTHER }, { value: OTHER }], state);
