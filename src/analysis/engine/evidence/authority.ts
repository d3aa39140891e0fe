import {
  COMPARING_METHODS,
  CONDITION_KEY,
  NOT_SELECTING,
  QUERY_METHODS,
  ROLE_WORDS,
  SHOWING_CALLS,
  UPDATING,
} from '../../../knowledge/controls/caller';
import { INPUT_NAMES } from '../../../knowledge/controls/input';
import type { Expr } from '../../read/ir';
import { walkExpr } from '../link/walk';
import { ANSWERING } from '../../../knowledge/controls/answers';
import type { Call } from './body';
import type { Caller } from './caller';
import type { Decision } from './decisions';
import type { Found } from './found';
import { calledName, isNothing, steps } from './spelling';

const COMPARISON = /^(?:[!=]=|is|is not|in|not in)$/;
const NEGATED = /^(?:!=|is not|not in)$/;

/** Whom a decision keeps away that comes out so for the sender. */
function turnedAway(refusesWhen: boolean | undefined, outcome: boolean): 'unknown' | 'oneself' | 'others' {
  if (refusesWhen === undefined) return 'unknown';
  return refusesWhen === outcome ? 'oneself' : 'others';
}

/** Decisions that compare something with the sender: whom do they keep away? */
export function comparisons(caller: Caller, decisions: readonly Decision[]): Found[] {
  return decisions.flatMap(({ test, refusesWhen }) => {
    const outcome = comparedWhen(caller, test, true);
    if (outcome === undefined) return [];
    return [{ kind: 'compares-caller', turnsAway: turnedAway(refusesWhen, outcome), span: test.span } as const];
  });
}

/** The outcome of a test when something equals the sender; undefined when the test compares nothing with the sender. */
function comparedWhen(caller: Caller, test: Expr, outcome: boolean): boolean | undefined {
  if (test.kind === 'await') return comparedWhen(caller, test.value, outcome);
  if (test.kind === 'unary') return comparedWhen(caller, test.operand, !outcome);
  if (test.kind === 'call') return comparesByCall(caller, test) ? outcome : undefined;
  if (test.kind !== 'binary') return undefined;
  if (test.op === '&&' || test.op === '||')
    return comparedWhen(caller, test.left, outcome) ?? comparedWhen(caller, test.right, outcome);
  if (!COMPARISON.test(test.op) || !isBetween(caller, test.left, test.right)) return undefined;
  return NEGATED.test(test.op) ? !outcome : outcome;
}

/** One side is the sender, the other something of the program. A constant is a question about the sender alone. */
function isBetween(caller: Caller, left: Expr, right: Expr): boolean {
  if (left.kind === 'literal' || right.kind === 'literal' || isNothing(left) || isNothing(right)) return false;
  return caller.isIn(left) !== caller.isIn(right);
}

function comparesByCall(caller: Caller, call: Call): boolean {
  if (call.callee.kind !== 'member' || !COMPARING_METHODS.has(call.callee.property)) return false;
  return call.args.some((arg) => isBetween(caller, (call.callee as { object: Expr }).object, arg.value));
}

/** Decisions that look at a role or permission. */
export function roles(decisions: readonly Decision[]): Found[] {
  return decisions.flatMap(({ test }) => {
    const names = [...new Set(roleNames(test))];
    return names.length > 0 ? [{ kind: 'asks-role', names, span: test.span } as const] : [];
  });
}

/** Names of roles that are looked at. One that the request itself brings says nothing about its sender. */
function roleNames(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      const path = steps(one);
      const last = path?.at(-1) ?? (one.kind === 'member' ? one.property : '');
      if (ROLE_WORDS.test(last) && path?.some((step) => INPUT_NAMES.test(step)) !== true) found.push(last);
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** Calls that select records by who asks, and calls that act in the sender's name. */
export function callsOfCaller(caller: Caller, calls: readonly Call[]): Found[] {
  return calls.flatMap((call): Found[] => {
    const receiver = call.callee.kind === 'member' ? call.callee.object : undefined;
    const fromCaller = receiver !== undefined && caller.isIn(receiver);
    if (QUERY_METHODS.test(calledName(call)) && (fromCaller ? !isOwnKey(call) : selects(caller, call)))
      return [{ kind: 'selects-by-caller', span: call.span }];
    if (isShowing(calledName(call)) || caller.is(call)) return [];
    const given = call.args.some((arg) => caller.isIn(arg.value));
    return given || fromCaller ? [{ kind: 'acts-as-caller', span: call.span }] : [];
  });
}

const isShowing = (name: string): boolean => SHOWING_CALLS.test(name) || ANSWERING.test(name);

/** `session.get('user')` reads who asks. */
const isOwnKey = (call: Call): boolean =>
  calledName(call) === 'get' && call.args.length > 0 && call.args.every((arg) => arg.value.kind === 'literal');

function selects(caller: Caller, call: Call): boolean {
  return call.args.some((arg, at) => {
    if (arg.name !== undefined && NOT_SELECTING.has(arg.name)) return false;
    const written = at > 0 || !UPDATING.test(calledName(call)) ? selecting(arg.value) : updating(call, arg.value);
    return written.some((part) => caller.isIn(part));
  });
}

/** Where a condition is given beside it, the first argument of an update is what is written. */
function updating(call: Call, first: Expr): Expr[] {
  const conditioned = call.args.slice(1).some(({ value }) => value.kind === 'object' && hasCondition(value));
  return conditioned ? [] : selecting(first);
}

const hasCondition = (value: Extract<Expr, { kind: 'object' }>): boolean =>
  value.properties.some((property) => property.key === CONDITION_KEY);

/** The parts of an argument that say which records are meant. */
function selecting(value: Expr): Expr[] {
  if (value.kind !== 'object') return [value];
  return value.properties
    .filter((property) => !NOT_SELECTING.has(property.key ?? ''))
    .map((property) => property.value);
}
