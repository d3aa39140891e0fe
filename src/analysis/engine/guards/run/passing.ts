import type { Place } from '../../entries/registration';
import { handed } from './base-checks';
import type { Runner } from './runner';
import { type Out, type State, switchesText } from './state';
import { truthOf, type Value } from './value';
import type { Asked } from './world';

/** `told`: what is handed who was found turns away by throwing, whatever it gives back. */
export type Mode = 'front' | 'decides' | 'handler' | 'told';
export type Closure = Extract<Value, { kind: 'closure' }>;

/** How a check ends for one caller. */
export interface Passing {
  full: boolean;
  /** On some way something lasting is done. */
  achieves: boolean;
  /** On some way it turns away. */
  refuses: boolean;
  /** It ends in a redirect, which may be all it ever does. */
  weak: boolean;
  /** It does so on a way on which it did not depend on who is calling: everybody is sent on. */
  unasked: boolean;
  doubt: boolean;
  /** The ways on which a setting decided, by how the settings stood. */
  switched: ReadonlyMap<string, string>;
  /** It gets through only with what finds a record, and is turned away without. */
  byFinding?: 'any' | 'random';
  /** Where it is decided to turn this caller away. */
  places: readonly Place[];
  asked: Asked;
}

const MAX_LAYERS = 4;

/** How a check ends on all the ways through it. */
export function passing(runner: Runner, closure: Closure, mode: Mode, aboutPerson: boolean): Passing {
  const outs = waysThrough(runner, closure, mode, aboutPerson);
  const explicit = runner.handedOn;
  const judged = outs.map((out) => ({ out, how: howItEnds(out, mode, explicit) }));
  const sure = judged.filter(
    ({ out }) => !out.state.doubt && out.state.switches.length === 0 && !isDoubtful(out, mode),
  );
  const byFinding = mode === 'front' ? findingOf(judged) : undefined;
  return {
    full: sure.some(({ how }) => how === 'full'),
    achieves: judged.some(({ out }) => out.state.achieved),
    refuses: judged.some(({ how }) => how === 'refused'),
    weak: sure.some(({ how }) => how === 'weak'),
    unasked: sure.some(({ how, out }) => how === 'weak' && out.state.decidedAt === undefined),
    doubt: judged.some(({ how, out }) => how === 'full' && (out.state.doubt || isDoubtful(out, mode))),
    switched: new Map(
      judged
        .filter(({ how, out }) => how === 'full' && out.state.switches.length > 0 && !out.state.doubt)
        .map(({ out: { state } }) => [switchesText(state), state.switches.at(-1)?.name ?? '']),
    ),
    asked: runner.asked,
    ...(byFinding && { byFinding }),
    places: outs.flatMap(({ state }) => (state.decidedAt ? [state.decidedAt] : [])),
  };
}

function waysThrough(runner: Runner, closure: Closure, mode: Mode, aboutPerson: boolean): Out[] {
  if (mode === 'front') return layers(runner, closure, 0);
  return mode === 'told' ? handed(runner, closure.fn) : runner.start(closure.fn, closure.env, aboutPerson);
}

/** Whoever passes has something by which a record is found; who has not is denied. */
function findingOf(judged: readonly { out: Out; how: Ending }[]): Passing['byFinding'] {
  const passing = judged.filter(({ how }) => how === 'full').map(({ out }) => out.state.found);
  const denied = judged.some(({ how, out }) => how === 'refused' && isDenial(out.state.refused));
  if (!denied || passing.includes(undefined)) return undefined;
  return passing.includes('any') ? 'any' : passing[0];
}

const isDenial = (refused: State['refused']): boolean => refused === 'denied' || refused === 'redirect-login';

const isDoubtful = ({ value }: Out, mode: Mode): boolean =>
  mode === 'decides' && value.kind === 'other' && value.doubt === true;

/** A factory and a decorator give a function, which is what runs with each request. */
function layers(runner: Runner, closure: Closure, depth: number): Out[] {
  const outs = runner.start(closure.fn, closure.env);
  const inner = outs.flatMap(({ end, value }) => (end === 'next' && value.kind === 'closure' ? [value] : []));
  const [first] = inner;
  if (!first || depth >= MAX_LAYERS) return outs;
  const distinct = inner.filter((one, at) => inner.findIndex((other) => other.fn === one.fn) === at);
  return distinct.flatMap((one) => layers(runner, one, depth + 1));
}

type Ending = 'full' | 'weak' | 'refused';

function howItEnds({ state, end, value }: Out, mode: Mode, explicit: boolean): Ending {
  if (mode === 'handler') return ofHandler(state, end);
  if (mode !== 'front') {
    const saysNo = mode === 'decides' && truthOf(value) === false;
    return end === 'throw' || saysNo || state.refused ? 'refused' : 'full';
  }
  // `reply.code(401).send(); return reply`: what was answered already is handed back.
  const handsBack = value.kind === 'path' && value.given === true && state.refused === undefined;
  if (state.passed || (handsBack && end !== 'throw')) return 'full';
  if (explicit || end === 'throw' || state.refused !== undefined) return 'refused';
  return 'full';
}

function ofHandler(state: State, end: Out['end']): Ending {
  if (state.achieved) return 'full';
  if (end === 'throw' || state.caught === true) return 'refused';
  if (state.refused === 'redirect') return 'weak';
  return state.refused === undefined ? 'full' : 'refused';
}
