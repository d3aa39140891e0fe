import { isInviting, SECRET_SETTING, SWITCH } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import { namesIn, steps } from '../../evidence/spelling';
import { walkExpr } from '../../link/walk';
import { type Run } from './context';
import { isCredential } from './paths';
import { going, placeIn, type Out, type State } from './state';
import { constant, truthOf, type Value } from './value';

export type Binary = Extract<Expr, { kind: 'binary' }>;

/** The value that decides, and the state on the way of each outcome. */
export function shortCircuit(run: Run, expr: Binary, state: State): Out[] {
  return decided(run, expr.left, state).flatMap(({ out, written }) => {
    if (out.end !== 'next') return [out];
    const truth = truthOf(out.value) === true;
    const goesOn = expr.op === '&&' ? truth : !truth;
    if (goesOn) return run.evaluate(expr.right, out.state);
    // `token or ''` is the token where there is one.
    return [going(out.state, truth && isBrought(written) ? written : keep(out.value, truth))];
  });
}

/** What came with the request, or is kept of it, stays what it is. */
const isBrought = (value: Value): boolean =>
  value.kind === 'sent' || (value.kind === 'path' && isCredential(value.path.split('.').at(-1) ?? ''));

const keep = (value: Value, truth: boolean): Value => (truthOf(value) === undefined ? constant(truth) : value);

/** A condition with both outcomes where both may be; the same condition has the same outcome again. */
export const decide = (run: Run, test: Expr, state: State): Out[] => decided(run, test, state).map(({ out }) => out);

/** The same with the value that was there before it was decided. */
function decided(run: Run, test: Expr, state: State): { out: Out; written: Value }[] {
  const before = run.questions;
  const outs = run.evaluate(test, state);
  const aboutCaller = run.questions > before;
  return outs.flatMap((out) => {
    const written = out.value;
    if (out.end !== 'next') return [{ out, written }];
    const at = aboutCaller ? { decidedAt: placeIn(state, test.span) } : {};
    const truth = truthOf(out.value);
    if (truth !== undefined) return [{ out: { ...out, state: { ...out.state, ...at } }, written }];
    return bothWays(run, test, out).map((one) => ({ out: one, written }));
  });
}

function bothWays(run: Run, test: Expr, out: Out): Out[] {
  const key = spelled(test);
  const before = key === undefined ? undefined : decidedBefore(run, out.state, key);
  const doubtful = out.value.kind === 'other' && out.value.doubt === true;
  const outcomes = before === undefined ? [true, false] : [before];
  const named = run.inFront ? (switchIn(test) ?? secretIn(test, out.value)) : undefined;
  return outcomes.map((outcome) =>
    going(
      {
        ...out.state,
        ...(named !== undefined && { switches: [...out.state.switches, { name: named, on: outcome }] }),
        ...foundWhen(out, outcome),
        doubt: out.state.doubt || doubtful,
        decided: key === undefined ? out.state.decided : new Map(out.state.decided).set(key, outcome),
      },
      constant(outcome),
    ),
  );
}

function decidedBefore(run: Run, { decided }: State, test: string): boolean | undefined {
  run.consulted.note({ kind: 'decided', test });
  return decided.get(test);
}

/** What was looked up by something sent is there on one of the ways. */
function foundWhen({ value, state }: Out, outcome: boolean): Pick<State, 'found'> {
  if (value.kind !== 'other' || value.record?.when !== outcome) return {};
  return { found: value.record.random && state.found !== 'any' ? 'random' : 'any' };
}

/** The setting in a condition that switches a sign-in off, or lets strangers in. */
const switchIn = (test: Expr): string | undefined =>
  [...namesIn(test), ...textsIn(test)].find((name) => SWITCH.test(name)) ?? pathsIn(test).find(isInviting);

/** The setting that holds a password: where there is none, nobody is asked for it. */
const secretIn = (test: Expr, value: Value): string | undefined =>
  value.kind === 'other' || value.kind === 'path'
    ? textsIn(test).find((name) => SPELLED_AS_SETTING.test(name) && SECRET_SETTING.test(name))
    : undefined;

const SPELLED_AS_SETTING = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** The members that a condition spells, each from its beginning: `config.app.open`. */
function pathsIn(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      const path = one.kind === 'member' ? steps(one) : undefined;
      if (path) found.push(path.join('.'));
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** The constant texts in a condition: a setting may be read by its name. */
function textsIn(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      if (one.kind === 'literal' && typeof one.value === 'string') found.push(one.value);
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** Conditions that mean the same wherever they stand: plain names and members. */
function spelled(test: Expr): string | undefined {
  if (test.kind === 'name') return test.name;
  if (test.kind !== 'member') return undefined;
  const object = spelled(test.object);
  return object === undefined ? undefined : `${object}.${test.property}`;
}
