import type { Span } from '../../../read/ir';
import type { Place } from '../../entries/registration';
import type { FunctionNode } from '../../link/definitions';
import type { Refusal } from '../refusals';
import { type Env, type Value } from './value';

/** Where one way through a check stands. Never changed: each step makes a new one. */
export interface State {
  env: Env;
  /** Members that were assigned, by the path they are spelled with. */
  places: ReadonlyMap<string, Value>;
  /** Outcomes of conditions that were met before. */
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
export interface Switch {
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
  const found = new Map<string, Out>();
  for (const out of outs) {
    const key = keyOf(out);
    const same = found.get(key);
    if (same) found.set(key, { ...same, state: { ...same.state, decided: both(same.state, out.state) } });
    else found.set(key, out);
  }
  const ways = [...found.values()];
  if (ways.length <= MOST_WAYS) return ways;
  const kept = ways.slice(0, MOST_WAYS);
  return kept.map((out) => ({ ...out, state: { ...out.state, doubt: true } }));
}

function both(a: State, b: State): ReadonlyMap<string, boolean> {
  return new Map([...a.decided].filter(([test, outcome]) => b.decided.get(test) === outcome));
}

function keyOf({ end, state, value }: Out): string {
  const { passed, refused, achieved, doubt, env, places, caught, found } = state;
  return [
    end,
    passed,
    refused,
    achieved,
    doubt,
    caught,
    found,
    switchesText(state),
    textOf(value),
    envText(env),
    namesText(places),
  ].join('|');
}

/** How the settings stood on this way. */
export const switchesText = ({ switches }: State): string => switches.map(({ name, on }) => `${name}=${on}`).join('&');

const envText = (env: Env): string => namesText(env.names) + (env.outer ? `<${envText(env.outer)}` : '');

const namesText = (names: ReadonlyMap<string, Value>): string =>
  [...names].map(([name, value]) => `${name}=${textOf(value)}`).join(',');

function textOf(value: Value): string {
  switch (value.kind) {
    case 'const':
      return `c${JSON.stringify(value.value)}`;
    case 'nothing':
      return value.soft ? 'n~' : 'n';
    case 'sent':
      return `s${value.credential ? '!' : ''}${value.random ? '?' : ''}`;
    case 'address':
      return `a${value.of}`;
    case 'closure':
      return `f${value.fn.key}`;
    case 'list':
      return `[${value.items.map(textOf).join(' ')}]${value.keys?.join(' ') ?? ''}`;
    case 'path':
      return `p${value.path}`;
    case 'other':
      return `o${value.doubt ? '?' : ''}${value.setting ? '=' : ''}${value.record ? JSON.stringify(value.record) : ''}`;
    default:
      return value.kind;
  }
}
