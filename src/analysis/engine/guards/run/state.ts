import type { Span } from '../../../read/ir';
import type { Place } from '../../entries/registration';
import type { FunctionNode } from '../../link/definitions';
import type { Refusal } from '../../evidence/refusals';
import { type Env, sameNames, sameValue, type Value } from './value';

/** Where one way through a check stands. Never changed: each step makes a new one. */
export interface State {
  env: Env;
  /** Members that were assigned, by the path they are spelled with. Read by `assigned`, which notes that they were. */
  places: ReadonlyMap<string, Value>;
  /** Outcomes of conditions that were met before. Read by `decidedBefore`, which notes that they were. */
  decided: ReadonlyMap<string, boolean>;
  /** The request was handed on. */
  passed: boolean;
  /** The request was turned away. */
  refused?: Refusal;
  /** An answer was given, or something was changed, before it was turned away. */
  achieved: boolean;
  /** Something that was not understood let it through, and may be a check. */
  doubt: boolean;
  /** A record was found by what was sent: a guess (`any`), or something nobody guesses. */
  found?: 'any' | 'random';
  /** A check failed, and nothing was done since but saying so. */
  caught?: true;
  /** Settings by which a check can be switched off, and which way they went. */
  switches: readonly Switch[];
  /** The last condition that depended on who asks. */
  decidedAt?: Place;
}

/** A setting that decides whether a check is made, as it was met on one way. */
interface Switch {
  name: string;
  on: boolean;
}

/** A place in the function that runs. */
export const placeIn = ({ env }: State, span: Span): Place => ({ file: env.fn.file, span });

/** Nothing has happened yet. */
export const untouched = (fn: FunctionNode, outer?: Env): State => ({
  env: { fn, names: new Map(), ...(outer && { outer }) },
  places: new Map(),
  decided: new Map(),
  passed: false,
  achieved: false,
  doubt: false,
  switches: [],
});

/** One way an expression or a block ends. */
export interface Out {
  state: State;
  value: Value;
  /** `next`: it goes on with what follows; `loop`: with the next round. */
  end: 'next' | 'return' | 'throw' | 'loop';
}

export const going = (state: State, value: Value): Out => ({ state, value, end: 'next' });

/** Goes on with the value of an expression, on every way on which there is one. */
export function goOn(outs: readonly Out[], next: (state: State, value: Value) => Out[]): Out[] {
  return outs.flatMap((out) => (out.end === 'next' ? next(out.state, out.value) : [out]));
}

/** Fails instead of giving a value. */
export const failing = (state: State, value: Value): Out => ({ state, value, end: 'throw' });

/** The state once the request was turned away; what was answered before stays answered. */
export const refusedBy = (state: State, refused: Refusal): State =>
  state.refused === undefined ? { ...state, refused } : state;

/** More ways than this are not told apart. */
const MOST_WAYS = 48;

/** Ways that differ in nothing that matters are one. */
export function merged(outs: readonly Out[]): Out[] {
  if (outs.length < 2) return [...outs];
  const ways: Out[] = [];
  // Most ways differ in how they end: only those that end alike are compared, and that is spelled once for each.
  const byEnding = new Map<string, number[]>();
  for (const out of outs) {
    const ending = endingOf(out);
    const alike = byEnding.get(ending) ?? [];
    const at = alike.find((known) => holdsTheSame(ways[known] as Out, out)) ?? -1;
    const same = ways[at];
    if (same) ways[at] = { ...same, state: { ...same.state, decided: both(same.state, out.state) } };
    else byEnding.set(ending, [...alike, ways.push(out) - 1]);
  }
  if (ways.length <= MOST_WAYS) return ways;
  const kept = ways.slice(0, MOST_WAYS);
  return kept.map((out) => ({ ...out, state: { ...out.state, doubt: true } }));
}

function both(a: State, b: State): ReadonlyMap<string, boolean> {
  if (a.decided === b.decided) return a.decided;
  return new Map([...a.decided].filter(([test, outcome]) => b.decided.get(test) === outcome));
}

/** How a way ends, apart from what its variables hold. */
const endingOf = ({ end, state }: Out): string => {
  const { passed, refused = '', achieved, doubt, caught = false, found = '' } = state;
  return [end, passed, refused, achieved, doubt, caught, found, switchesText(state)].join(' ');
};

function holdsTheSame(a: Out, b: Out): boolean {
  const [x, y] = [a.state, b.state];
  return sameValue(a.value, b.value) && sameNames(x.places, y.places) && sameEnv(x.env, y.env);
}

/** How the settings stood on this way. */
export const switchesText = ({ switches }: State): string => switches.map(({ name, on }) => `${name}=${on}`).join('&');

function sameEnv(a: Env | undefined, b: Env | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && sameNames(a.names, b.names) && sameEnv(a.outer, b.outer);
}
