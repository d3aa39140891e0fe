import type { FunctionNode } from '../../link/definitions';
import type { AskedRequest, Question } from './request';
import type { State } from './state';
import type { Value } from './value';
import { valueKey } from './value-key';
import type { World } from './world';

/** Something that decides what a run comes to, and is not what a function was given. */
type Consultation =
  | { kind: 'decided'; test: string }
  | { kind: 'place'; path: string }
  | { kind: 'running'; fn: FunctionNode }
  | { kind: 'world'; key: keyof World; answer: unknown }
  | { kind: 'request'; question: string; ask: Question; answer: string };

/** Where a run is when a call begins. */
export interface Standing {
  state: State;
  world: World;
  request: AskedRequest;
  running: ReadonlySet<FunctionNode>;
}

/** What one call looked at, as it was when the call began: where all of it is the same, so is what it comes to. */
export interface Dependence {
  decided: ReadonlyMap<string, boolean | undefined>;
  places: ReadonlyMap<string, Value | undefined>;
  running: ReadonlyMap<FunctionNode, boolean>;
  /** In the order in which it was asked: a question is asked again only where all before it had the same answer. */
  asked: readonly Extract<Consultation, { kind: 'world' | 'request' }>[];
}

/** Keeps what is looked at while calls that may be remembered run, one inside of the other. */
export class Consulted {
  private readonly log: Consultation[] = [];
  private open = 0;

  /** A run begins: of one that failed nothing is kept. */
  forget(): void {
    this.open = 0;
    this.log.length = 0;
  }

  note(one: Consultation): void {
    if (this.open > 0) this.log.push(one);
  }

  /** Where the call begins, for `end`. */
  begin(): number {
    this.open += 1;
    return this.log.length;
  }

  end(begun: number, { state, running }: Standing): Dependence {
    const decided = new Map<string, boolean | undefined>();
    const places = new Map<string, Value | undefined>();
    const runs = new Map<FunctionNode, boolean>();
    const asked = new Map<string, Dependence['asked'][number]>();
    for (let at = begun; at < this.log.length; at++) {
      const one = this.log[at];
      if (one?.kind === 'decided') decided.set(one.test, state.decided.get(one.test));
      else if (one?.kind === 'place') places.set(one.path, state.places.get(one.path));
      else if (one?.kind === 'running') runs.set(one.fn, running.has(one.fn));
      else if (one) addFirst(asked, one);
    }
    this.open -= 1;
    if (this.open === 0) this.log.length = 0;
    return { decided, places, running: runs, asked: [...asked.values()] };
  }

  /** Whether all that a call looked at is the same now; if so, whoever is around has looked at it as well. */
  holds({ decided, places, running, asked }: Dependence, now: Standing): boolean {
    for (const [test, outcome] of decided) if (now.state.decided.get(test) !== outcome) return false;
    for (const [path, value] of places) if (!isSame(now.state.places.get(path), value)) return false;
    for (const [fn, runs] of running) if (now.running.has(fn) !== runs) return false;
    if (!asked.every((one) => answer(one, now) === one.answer)) return false;
    if (this.open === 0) return true;
    for (const test of decided.keys()) this.log.push({ kind: 'decided', test });
    for (const path of places.keys()) this.log.push({ kind: 'place', path });
    for (const fn of running.keys()) this.log.push({ kind: 'running', fn });
    return true;
  }
}

function addFirst(asked: Map<string, Dependence['asked'][number]>, one: Dependence['asked'][number]): void {
  const name = one.kind === 'world' ? `world ${one.key}` : `request ${one.question}`;
  if (!asked.has(name)) asked.set(name, one);
}

const isSame = (a: Value | undefined, b: Value | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && isKey(valueKey(a), valueKey(b)));

const isKey = (a: string | undefined, b: string | undefined): boolean => a !== undefined && a === b;

const answer = (one: Dependence['asked'][number], { world, request }: Standing): unknown =>
  one.kind === 'world' ? world[one.key] : request.answer(one.question, one.ask);
