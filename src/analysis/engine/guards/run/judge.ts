import { DECIDING_METHOD, isInviting } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { Place } from '../../entries/registration';
import type { FunctionNode, Program, Scope } from '../../link/definitions';
import { sameCheck } from '../same-check';
import { handed } from './base-checks';
import { Consulted } from './consulted';
import { type Demand, demandsOf } from './demands';
import { PastCalls, placeText } from './past-calls';
import { AskedRequest } from './request';
import { Runner } from './runner';
import { type Out, type State, switchesText, untouched } from './state';
import { truthOf, type Value } from './value';
import { type Asked, GRANTED, MEMBER, NOBODY, type Situation, Watched, type World } from './world';

/** What a check does, found by running it for callers of all kinds. */
export interface Judgement {
  /** Whether it keeps everybody out who is not signed in; `doubt`: something in it was not understood. */
  authenticates: 'yes' | 'no' | 'doubt';
  /** By the signature of a message alone. */
  bySignature: boolean;
  /** It looks at who asks. */
  asks: boolean;
  demands: Demand[];
  /** For other requests it may be different. */
  situational: boolean;
  /** A setting that switches it off; `inviting`: one by which the application offers to let strangers in. */
  setting?: { name: string; inviting: boolean };
  /** Something in it depends on whose an object is. */
  asksOwner: boolean;
  /** The condition that keeps strangers out. */
  at?: Place;
  /** The condition that keeps others than the owner out, where such a condition turns them away. */
  ownerAt?: Place;
}

/** How a check ends for one caller. */
interface Passing {
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

/** A run for one caller: others who are like that one in all that was looked at end the same way. */
interface PastRun {
  caller: Watched;
  /** Before it, and after it, it was known that the check hands requests on. */
  knewHandedOn: boolean;
  handedOn: boolean;
  ended: Passing | undefined;
}

/** What was found for one request: the same for all that are like it in what was asked. */
interface Known {
  request: AskedRequest;
  judgement: Judgement | undefined;
}

/** More kinds of requests than this are not told apart by their answers: each is run. */
const MOST_KNOWN = 64;

/** `told`: what is handed who was found turns away by throwing, whatever it gives back. */
type Mode = 'front' | 'decides' | 'handler' | 'told';
type Closure = Extract<Value, { kind: 'closure' }>;

/** Steps of all the checks and handlers that a file asks for. Files of applications take a few ten thousand. */
const MOST_STEPS = 2_000_000;

/** Whoever asks may be told apart, or not. */
const NOT_RUN: Judgement = {
  authenticates: 'doubt',
  bySignature: false,
  asks: true,
  asksOwner: true,
  demands: [],
  situational: false,
};

/** Finds out what checks and handlers do by running them. */
export class Judge {
  private readonly memo = new Map<unknown, Known[]>();
  private readonly program: Program;
  private readonly spent = new Map<string, number>();
  private readonly consulted = new Consulted();
  private readonly past = new PastCalls(this.consulted);

  /**
   * What many handlers ask is run for each of them, so steps are counted where a run begins and not where they are
   * taken.
   */
  constructor(program: Program) {
    this.program = program.whole;
  }

  /**
   * What stands in front of handlers: middleware, a decorator, a hook, a dependency; undefined when its code is not
   * here.
   */
  front(expr: Expr, scope: Scope, situation: Situation): Judgement | undefined {
    return this.remembered(sameCheck(this.program, expr, scope), situation, (request) => {
      const owner = scope.owner ?? this.program.moduleOf(scope.file);
      if (!owner) return undefined;
      return this.judge(request, 'front', owner, (runner) => valueOf(runner, expr, owner));
    });
  }

  /** A method by which a guard class decides, or that runs before the handlers of its class. */
  method(fn: FunctionNode, situation: Situation): Judgement | undefined {
    const mode = DECIDING_METHOD.test(fn.fn.name) ? 'decides' : 'front';
    return this.remembered(fn, situation, (request) => this.judge(request, mode, fn, () => closureOf(fn)));
  }

  /** The method of a guard class that is told who was found. */
  told(fn: FunctionNode, situation: Situation): Judgement | undefined {
    return this.remembered(fn, situation, (request) => this.judge(request, 'told', fn, () => closureOf(fn)));
  }

  handler(fn: FunctionNode, situation: Situation): Judgement | undefined {
    return this.remembered(fn, situation, (request) => this.judge(request, 'handler', fn, () => closureOf(fn)));
  }

  /** A function that is asked about the person: `user_passes_test(fn)`. */
  test(expr: Expr, scope: Scope, situation: Situation): Judgement | undefined {
    return this.remembered(expr, situation, (request) => {
      const owner = scope.owner ?? this.program.moduleOf(scope.file);
      if (!owner) return undefined;
      return this.judge(request, 'decides', owner, (runner) => valueOf(runner, expr, owner), true);
    });
  }

  private remembered(
    key: unknown,
    situation: Situation,
    make: (request: AskedRequest) => Judgement | undefined,
  ): Judgement | undefined {
    let known = this.memo.get(key);
    if (!known) this.memo.set(key, (known = []));
    const same = known.find((one) => one.request.isLike(situation));
    if (same) return same.judgement;
    const request = new AskedRequest(situation, (question, ask, answer) =>
      this.consulted.note({ kind: 'request', question, ask, answer }),
    );
    const judgement = make(request);
    if (known.length < MOST_KNOWN) known.push({ request, judgement });
    return judgement;
  }

  private judge(
    request: AskedRequest,
    mode: Mode,
    owner: FunctionNode,
    made: (runner: Runner) => Closure | undefined,
    aboutPerson = false,
  ): Judgement | undefined {
    const spent = this.spent.get(owner.file) ?? 0;
    if (spent > MOST_STEPS) return NOT_RUN;
    let steps = 0;
    const errors = !this.program.dialectOf(owner.file).inputsAreParameters;
    let handsOn = false;
    const past: PastRun[] = [];
    const run = (world: World): Passing | undefined => {
      const same = past.find((one) => (handsOn ? one.handedOn : !one.knewHandedOn) && one.caller.isLike(world));
      if (same) return same.ended;
      this.consulted.forget();
      const caller = new Watched(world, (key, answer) => this.consulted.note({ kind: 'world', key, answer }));
      const runner = new Runner(this.program, caller, request, mode !== 'handler', errors, this.past);
      runner.handedOn = handsOn;
      const closure = made(runner);
      const ended = closure && passing(runner, closure, mode, aboutPerson);
      past.push({ caller, knewHandedOn: handsOn, handedOn: runner.handedOn, ended });
      handsOn ||= runner.handedOn;
      steps += runner.steps;
      return ended;
    };
    // Whoever is let through shows how a check hands a request on.
    if (mode === 'front') run(GRANTED);
    const nobody = run(NOBODY);
    const judgement = nobody && judgementOf(nobody, run);
    this.spent.set(owner.file, spent + steps);
    return judgement;
  }
}

const closureOf = (fn: FunctionNode): Closure => ({ kind: 'closure', fn, env: { fn, names: new Map() } });

/** The function that an expression makes: `requireRole('admin')`. */
function valueOf(runner: Runner, expr: Expr, owner: FunctionNode): Closure | undefined {
  const outs = runner.evaluate(expr, untouched(owner));
  const made = outs.find((out) => out.end === 'next' && out.value.kind === 'closure')?.value;
  return made?.kind === 'closure' ? made : undefined;
}

/** More than a stranger passes with the settings as they stand. */
const gains = ({ full, switched }: Passing, nobody: Passing): boolean =>
  full || [...switched.keys()].some((way) => !nobody.switched.has(way));

function judgementOf(nobody: Passing, made: (world: World) => Passing | undefined): Judgement {
  const run = (world: World): Passing | undefined => {
    const ended = made(world);
    return ended && { ...ended, full: gains(ended, nobody) };
  };
  const member = run(MEMBER) ?? nobody;
  const base = whatIsAsked(nobody, member);
  if (strangersPass(nobody, member)) return { ...base, authenticates: 'no', demands: queried(member) };
  const uncertain = nobody.doubt || (nobody.full && nobody.byFinding === 'any');
  if (uncertain) return { ...base, authenticates: 'doubt', demands: [] };
  if (member.full || member.doubt) return { ...base, authenticates: 'yes', demands: queried(member) };
  // Others are turned away without a doubt, so what is doubtful here is not whether this is asked.
  const demands = demandsOf(member.asked, (world) => {
    const ended = run(world);
    return ended && { through: ended.full || ended.doubt, asked: ended.asked };
  });
  if (demands.length > 0)
    return { ...base, authenticates: 'yes', demands, ...placeForOwners(demands, member, () => made(GRANTED)) };
  // Whom it lets through was not found: that it turns strangers away proves nothing.
  return { ...base, authenticates: base.asks && nobody.switched.size === 0 ? 'doubt' : 'no', demands };
}

/** Through without anything by which a record is found, or sent where everybody is sent. */
function strangersPass(nobody: Passing, member: Passing): boolean {
  // What answers before anything is asked, and does nothing, lets nobody at what is done further down.
  const onlyBefore = member.achieves && !nobody.achieves && nobody.refuses;
  if (nobody.full && nobody.byFinding === undefined && !onlyBefore) return true;
  return nobody.weak && (!member.full || nobody.unasked);
}

/** Where a member is turned away who would get through if the object were theirs. */
function placeForOwners(
  demands: readonly Demand[],
  member: Passing,
  granted: () => Passing | undefined,
): Pick<Judgement, 'ownerAt'> {
  if (!demands.some(({ establishes }) => establishes === 'ownership')) return {};
  const at = turnedAwayAt(member, granted());
  return at ? { ownerAt: at } : {};
}

/** Where one caller is turned away and another is not: conditions on what was sent turn both away. */
function turnedAwayAt({ places }: Passing, other: Passing | undefined): Place | undefined {
  const same = new Set(other?.places.map(placeText));
  return places.find((place) => !same.has(placeText(place))) ?? places[0];
}

function whatIsAsked(nobody: Passing, member: Passing): Omit<Judgement, 'authenticates' | 'demands'> {
  const { asked } = nobody;
  const at = turnedAwayAt(nobody, member);
  return {
    bySignature: asked.signature && !asked.person,
    asks: asked.person || member.asked.person,
    asksOwner: asked.owner || member.asked.owner,
    situational: asked.situation || member.asked.situation,
    ...(at && { at }),
    ...settingOf(nobody),
  };
}

/** Nobody is turned away, but what is found is the caller's own. */
const queried = ({ asked }: Passing): Demand[] => (asked.ownerInQuery ? [{ establishes: 'ownership', roles: [] }] : []);

const MAX_LAYERS = 4;

function passing(runner: Runner, closure: Closure, mode: Mode, aboutPerson: boolean): Passing {
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

/** What switches the check off. */
function settingOf({ switched }: Passing): Pick<Judgement, 'setting'> {
  const names = [...switched.values()];
  const inviting = names.find(isInviting);
  const [name = inviting] = names;
  return name === undefined ? {} : { setting: { name: inviting ?? name, inviting: inviting !== undefined } };
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
