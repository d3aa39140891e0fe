import { CALLER_DECORATORS, INJECTED_CALLER, REQUEST_NAMES } from '../../../../knowledge/controls/caller';
import { OF_PERSON, RANDOM_TYPE, SENT_TYPE } from '../../../../knowledge/controls/identity';
import { KNOWN_CHECKS } from '../../../../knowledge/controls/known-checks';
import type { Expr, Param, Stmt } from '../../../read/ir';
import { namesIn } from '../../evidence/spelling';
import { calledName } from '../../last-name';
import type { FunctionNode, Program, Scope } from '../../link/definitions';
import { dependenciesOf } from '../dependencies';
import type { Given, Run } from './context';
import { evaluate } from './evaluate';
import { assign } from './names';
import type { Consulted } from './consulted';
import { MAX_STEPS, type OwnCall, type PastCalls } from './past-calls';
import { isCredential, person } from './paths';
import { going, merged, type Out, type State, goOn, untouched } from './state';
import { block } from './statements';
import { type Env, NULL, OTHER, type Value } from './value';
import type { AskedRequest } from './request';
import { type Asked, nothingAsked, type World } from './world';

/** What the servers hand to a function by its places. */
const HANDED = ['req', 'res', 'next'] as const;
const MAX_DEPTH = 5;

/** Runs a check for one caller, and one request as far as it is known. */
export class Runner implements Run {
  readonly making = new Set<Expr>();
  readonly asked: Asked = nothingAsked();
  attempts = 0;
  questions = 0;
  depth = 0;
  unused?: Expr | undefined;
  handedOn = false;
  /** What was run so far. */
  steps = 0;
  private readonly active = new Set<FunctionNode>();

  constructor(
    readonly program: Program,
    readonly world: World,
    readonly request: AskedRequest,
    public inFront: boolean,
    readonly handsOnErrors: boolean,
    private readonly past: PastCalls,
  ) {}

  get consulted(): Consulted {
    return this.past.consulted;
  }

  get running(): ReadonlySet<FunctionNode> {
    return this.active;
  }

  step(): boolean {
    this.steps += 1;
    return this.steps <= MAX_STEPS;
  }

  dialect(file: string): ReturnType<Program['dialectOf']> {
    return this.program.dialectOf(file);
  }

  evaluate(expr: Expr, state: State): Out[] {
    return evaluate(this, expr, state);
  }

  block(stmts: readonly Stmt[], state: State): Out[] {
    return block(this, stmts, state);
  }

  /** Runs a function that a server calls: its parameters are the request and what goes with it, or the person. */
  start(fn: FunctionNode, outer: Env | undefined, aboutPerson = false): Out[] {
    const state = untouched(fn, outer);
    const receiver = hasReceiver(this, fn) ? 1 : 0;
    const bound = fn.fn.params.reduce<Out[]>(
      (outs, param, at) =>
        goOn(outs, (s) =>
          aboutPerson
            ? [going(assign(this, s, param.pattern, person(this, true)), NULL)]
            : this.bindGiven(s, param, at - receiver, fn),
        ),
      [going(state, NULL)],
    );
    return merged(goOn(bound, (s) => this.body(fn, s)));
  }

  private bindGiven(state: State, param: Param, at: number, fn: FunctionNode, filled = this.isFilled(fn)): Out[] {
    const injected = dependenciesOf(this.program, fn, param);
    if (injected.length > 0) return this.inject(state, param, injected);
    if (param.decorators.some((one) => CALLER_DECORATORS.has(calledName(one) ?? '')))
      return [going(assign(this, state, param.pattern, person(this, true)), NULL)];
    if (param.rest) return [going(assign(this, state, param.pattern, this.restOf(at, fn)), NULL)];
    const value = filled ? sentAs(param) : undefined;
    const path = this.spelledAs(param, at, fn);
    return [going(assign(this, state, param.pattern, value ?? { kind: 'path', path, given: true }), NULL)];
  }

  /** `(...args)`: the request, the answer and what hands on, where they come by their places. */
  private restOf(at: number, fn: FunctionNode): Value {
    if (this.dialect(fn.file).inputsAreParameters) return OTHER;
    const items = HANDED.slice(Math.max(at, 0)).map((path): Value => ({ kind: 'path', path, given: true }));
    return { kind: 'list', items };
  }

  /** In front of handlers, parameters of functions that get them by their names hold what was sent. */
  private isFilled(fn: FunctionNode): boolean {
    return (
      this.inFront &&
      this.dialect(fn.file).parametersDeclareGuards &&
      !fn.fn.body.some((stmt) => stmt.kind === 'function')
    );
  }

  /** Handlers may call the request whatever they like where it is known by its place. */
  private spelledAs({ name }: Param, at: number, fn: FunctionNode): string {
    if (at < 0) return name ?? 'self';
    const byPlace = !this.dialect(fn.file).inputsAreParameters && at === 0;
    if (name === undefined) return byPlace ? 'req' : '<given>';
    return byPlace && !REQUEST_NAMES.has(name) && !isRouted(name) ? 'req' : name;
  }

  /** What another function gives: it is run, and what it refuses is not reached. */
  private inject(state: State, param: Param, injected: ReturnType<typeof dependenciesOf>): Out[] {
    return injected.reduce<Out[]>(
      (outs, { expr, scope }) =>
        goOn(outs, (s) => {
          const found = this.program.resolve(expr, scope).flatMap((one) => (one.kind === 'function' ? [one.fn] : []));
          const [fn] = found;
          if (!fn || found.length > 1 || this.isRunning(fn)) {
            const value = this.notRun(param, expr, scope);
            return [going(assign(this, s, param.pattern, value), NULL)];
          }
          const before = this.questions;
          const outs = this.dependency(fn, s);
          // What is handed on after a question about the caller is the caller.
          const asks = this.questions > before;
          return outs.flatMap((out) => {
            if (out.end !== 'next') return [out];
            const unknown = out.value.kind === 'sent' || out.value.kind === 'other' || isMade(out.value);
            const value = asks && unknown ? person(this) : out.value;
            return [going(assign(this, out.state, param.pattern, value), NULL)];
          });
        }),
      [going(state, NULL)],
    );
  }

  /** Of what is not run: a reader of credentials gives what was sent, a person's name the person. */
  private notRun(param: Param, expr: Expr, scope: Scope): Value {
    const paths = this.program.externalPaths(expr, scope);
    const reads = KNOWN_CHECKS.some(
      (one) => one.establishes === 'credentials-present' && paths.some((path) => one.path.test(path)),
    );
    if (reads || isCredential(param.name ?? '')) return { kind: 'sent', credential: true };
    return INJECTED_CALLER.test(calledName(expr) ?? '') ? person(this) : OTHER;
  }

  /** It runs before the handler: what it looks up and changes on its way is not what the handler is there for. */
  private dependency(fn: FunctionNode, state: State): Out[] {
    const { env, achieved } = state;
    const { inFront } = this;
    this.inFront = true;
    this.active.add(fn);
    const inner: State = { ...state, env: { fn, names: new Map() } };
    const bound = fn.fn.params.reduce<Out[]>(
      (outs, param, at) => goOn(outs, (s) => this.bindGiven(s, param, at, fn, true)),
      [going(inner, NULL)],
    );
    const outs = goOn(bound, (s) => this.body(fn, s));
    this.active.delete(fn);
    this.inFront = inFront;
    return outs.map((out) => ({ ...out, state: { ...out.state, env, achieved } }));
  }

  invoke(fn: FunctionNode, outer: Env | undefined, given: readonly Given[], state: State, absent = OTHER): Out[] {
    if (this.depth >= MAX_DEPTH || this.isRunning(fn)) return [going(state, OTHER)];
    const call = { fn, outer, given, state, absent };
    return this.past.ways(this, call, () => this.enter(call));
  }

  private isRunning(fn: FunctionNode): boolean {
    this.consulted.note({ kind: 'running', fn });
    return this.active.has(fn);
  }

  private enter({ fn, outer, given, state, absent }: OwnCall): Out[] {
    const around = outer ?? { fn, names: new Map<string, Value>() };
    this.depth += 1;
    this.active.add(fn);
    const names: Env = { fn, names: new Map(), outer: around };
    const receiver = hasReceiver(this, fn) ? 1 : 0;
    const inner = fn.fn.params.reduce<State>(
      (s, param, at) => assign(this, s, param.pattern, argument(param, at - receiver, given, absent)),
      { ...state, env: names },
    );
    const outs = this.body(fn, inner);
    this.depth -= 1;
    this.active.delete(fn);
    return merged(
      outs.map((out) => ({ ...out, state: { ...out.state, env: afterwards(out.state.env, around, state.env) } })),
    );
  }

  /** The ways through a body, as the value it returns. */
  private body(fn: FunctionNode, state: State): Out[] {
    return this.block(fn.fn.body, state).map((out) =>
      out.end === 'throw' ? out : going(out.state, out.end === 'return' ? out.value : NULL),
    );
  }
}

/** What a call of the program gave, of which only the spelling is known. */
const isMade = (value: Value): boolean => value.kind === 'path' && value.given !== true && value.path.endsWith('()');

/** A closure may have changed the variables of the function that called it. */
function afterwards(inner: Env, around: Env, caller: Env): Env {
  return around === caller && inner.outer ? inner.outer : caller;
}

function hasReceiver(run: Run, fn: FunctionNode): boolean {
  const dialect = run.dialect(fn.file);
  return fn.cls !== undefined && dialect.methodsDeclareReceiver && dialect.receiver(fn.fn) !== undefined;
}

function argument(param: Param, at: number, given: readonly Given[], absent: Value): Value {
  if (at < 0) return { kind: 'path', path: param.name ?? 'self' };
  const named = given.find((one) => one.name !== undefined && one.name === param.name);
  if (named) return named.value;
  if (param.rest === 'positional')
    return {
      kind: 'list',
      items: given
        .filter((one) => one.name === undefined)
        .slice(at)
        .map(({ value }) => value),
    };
  if (param.rest) return OTHER;
  const placed = given.filter((one) => one.name === undefined)[at];
  if (placed) return placed.value;
  if (param.fallback) return param.fallback.kind === 'literal' ? { kind: 'const', value: param.fallback.value } : OTHER;
  return absent;
}

/** `token: str`, `x_key: str = Header()`: a credential by its name; `user: UUID`: a person by what nobody guesses. */
function sentAs({ name, annotation }: Param): Value | undefined {
  if (name === undefined) return undefined;
  if (isCredential(name)) return { kind: 'sent', credential: true };
  const types = annotation ? namesIn(annotation) : [];
  if (OF_PERSON.test(name) && types.some((type) => RANDOM_TYPE.test(type)))
    return { kind: 'sent', credential: false, random: true };
  return types.some((type) => SENT_TYPE.test(type)) ? { kind: 'sent', credential: false } : undefined;
}

/** Names that say what is given in the first place, where that is no request. */
const isRouted = (name: string): boolean =>
  /^(?:_|next|err|error|fn|func|f|view|handler|user|id|data|args|payload|socket)$/i.test(name);
