import type { Place } from '../../entries/registration';
import type { FunctionNode } from '../../link/definitions';
import type { Consulted, Dependence } from './consulted';
import type { Given, Run } from './context';
import { type Out, type State, switchesText } from './state';
import type { Env, Value } from './value';
import { envKey, valueKey } from './value-key';
import { addAsked, type Asked, takeAsked } from './world';

/** Steps of one run. */
export const MAX_STEPS = 4000;

/** A function of the program on its way to being run. */
export interface OwnCall {
  fn: FunctionNode;
  outer: Env | undefined;
  given: readonly Given[];
  state: State;
  absent: Value;
}

type Runs = Run & { readonly running: ReadonlySet<FunctionNode> };

/** What a call came to, wherever all that it looked at is the same. */
interface PastCall {
  dependence: Dependence;
  ways: readonly Way[];
  steps: number;
  questions: number;
  asked: Asked;
  handedOn: boolean;
  /** The last call whose value nobody used, where there was one. */
  unused: Run['unused'];
}

/** One way, and how its state differs from the one in which the call began. */
interface Way {
  out: Out;
  places: readonly [string, Value][];
  decided: readonly [string, boolean][];
}

/** Choices of arguments of one function that are kept, and calls with one of them that looked at different things. */
const MOST_GIVEN = 256;
const MOST_ALIKE = 12;
/** What takes fewer steps is run again sooner than it is looked up. */
const FEW_STEPS = 12;
/** Arguments that take longer to tell are not worth comparing. */
const LONGEST = 2000;

/**
 * What the functions of a program came to while its checks and handlers were run. Most handlers call the same ones, on
 * many ways and for several callers, and what such a call looks at is mostly the same.
 */
export class PastCalls {
  private readonly known = new Map<FunctionNode, Map<string, PastCall[]>>();
  /** Functions that were through in a few steps. */
  private readonly short = new Set<FunctionNode>();

  constructor(readonly consulted: Consulted) {}

  /** The ways through a call: those of an earlier one, where nothing could make them different. */
  ways(run: Runs, call: OwnCall, enter: () => Out[]): Out[] {
    const alike = this.alike(run, call);
    if (!alike) return enter();
    const now = { state: call.state, world: run.world, request: run.request, running: run.running };
    const same = alike.find((one) => run.steps + one.steps <= MAX_STEPS && this.consulted.holds(one.dependence, now));
    if (same) return again(run, same, call.state);
    const { steps, questions, unused, handedOn } = run;
    const before = takeAsked(run.asked);
    run.handedOn = false;
    run.unused = undefined;
    const begun = this.consulted.begin();
    const outs = enter();
    const dependence = this.consulted.end(begun, now);
    const past: PastCall = {
      dependence,
      ways: outs.map((out) => wayOf(out, call.state)),
      steps: run.steps - steps,
      questions: run.questions - questions,
      asked: { ...run.asked },
      handedOn: run.handedOn,
      unused: run.unused,
    };
    Object.assign(run.asked, before);
    addAsked(run.asked, past.asked);
    run.handedOn ||= handedOn;
    run.unused ??= unused;
    if (past.steps < FEW_STEPS) this.short.add(call.fn);
    else if (run.steps <= MAX_STEPS && alike.length < MOST_ALIKE) alike.push(past);
    return outs;
  }

  /** The calls that were given the same where things stood the same; undefined where that cannot be told. */
  private alike(run: Run, call: OwnCall): PastCall[] | undefined {
    const key = this.short.has(call.fn) ? undefined : keyOf(run, call);
    if (key === undefined) return undefined;
    let calls = this.known.get(call.fn);
    if (!calls) this.known.set(call.fn, (calls = new Map<string, PastCall[]>()));
    let same = calls.get(key);
    if (!same && calls.size < MOST_GIVEN) calls.set(key, (same = []));
    return same;
  }
}

function again(run: Run, { ways, steps, questions, asked, handedOn, unused }: PastCall, state: State): Out[] {
  run.steps += steps;
  run.questions += questions;
  addAsked(run.asked, asked);
  run.handedOn ||= handedOn;
  run.unused = unused ?? run.unused;
  return ways.map(({ out, places, decided }) => ({
    ...out,
    state: {
      ...out.state,
      env: state.env,
      places: changed(state.places, places),
      decided: changed(state.decided, decided),
    },
  }));
}

const wayOf = (out: Out, state: State): Way => ({
  out,
  places: changesOf(out.state.places, state.places),
  decided: changesOf(out.state.decided, state.decided),
});

function changesOf<V>(after: ReadonlyMap<string, V>, before: ReadonlyMap<string, V>): [string, V][] {
  return after === before ? [] : [...after].filter(([key, value]) => before.get(key) !== value);
}

function changed<V>(before: ReadonlyMap<string, V>, changes: readonly [string, V][]): ReadonlyMap<string, V> {
  return changes.length === 0 ? before : new Map([...before, ...changes]);
}

/** All that a call is given and that decides what it comes to, but for what it looks at by name. */
function keyOf(run: Run, { outer, given, state, absent }: OwnCall): string | undefined {
  // A variable of the caller may be changed in the function.
  if (run.making.size > 0 || (outer && outer === state.env)) return undefined;
  const around = outer ? envKey(outer) : '';
  if (around === undefined) return undefined;
  let text = `${circumstances(run, state)}\u0006${around}\u0006${absent.kind}`;
  for (const { name, value } of given) {
    const key = valueKey(value);
    if (key === undefined || text.length > LONGEST) return undefined;
    text += `\u0006${name ?? ''}=${key}`;
  }
  return text;
}

/** What is looked at anywhere: how deep the call is, what was asked so far, and where the state stands. */
function circumstances(run: Run, state: State): string {
  let bits = run.depth * 2 + Number(run.inFront);
  bits = bits * 2 + Number(run.handsOnErrors);
  bits = bits * 2 + Number(run.attempts > 0);
  bits = bits * 2 + Number(run.asked.owner);
  bits = bits * 2 + Number(run.asked.ownerInQuery);
  bits = bits * 2 + Number(state.passed);
  bits = bits * 2 + Number(state.achieved);
  bits = bits * 2 + Number(state.doubt);
  bits = bits * 2 + Number(state.caught === true);
  const { refused, found, decidedAt, switches } = state;
  const at = decidedAt ? placeText(decidedAt) : '';
  const switched = switches.length > 0 ? switchesText(state) : '';
  return `${bits}${refused ?? ''}/${found ?? ''}/${at}/${switched}`;
}

const texts = new WeakMap<Place, string>();

export function placeText(place: Place): string {
  let text = texts.get(place);
  if (text === undefined) {
    const { line, column, endLine, endColumn } = place.span;
    texts.set(place, (text = `${place.file}:${line}:${column}:${endLine}:${endColumn}`));
  }
  return text;
}
