import type { WhyUnread } from '../../../artifacts/unread';
import type { Expr, FunctionIr, Pattern, Span, Stmt } from '../../read/ir';
import type { Dialect } from '../dialect';
import type { FunctionNode, Program } from '../link/definitions';
import type { Contexts } from './contexts';
import { Answers } from './answers';
import { askedTruth, negated } from './asks';
import { type Budgets, budgetsOf } from './budgets';
import type { Majors } from './majors';
import { modelsWith } from './handed-models';
import type { ModelIndex } from './model-index';
import { Outcomes } from './outcomes';
import { sparedByChecks } from './spared';
import type { Activation } from './activation';
import type { Arguments } from './arguments';
import type { Finding } from './finding';
import { State } from './state';
import type { Watch } from './watching';
import { type Identity, type Mark, type Origin, isAlive } from './mark';
import {
  type Clear,
  type Facts,
  type Frame,
  type HeapObject,
  type Primitive,
  type Ref,
  type Value,
  Cell,
  UNKNOWN,
} from './value';
import { Identities } from './identities';
import { goTo } from './layers';
import { Literals } from './literals';
import type { RawUse } from './raw-use';
import { withStep } from './steps';
import type { Shape } from '../../../knowledge/flow/schemas';
import { SOURCE_KINDS } from '../../../knowledge/flow/sources';
import type { RootContext } from './root-context';

export type CallExpr = Extract<Expr, { kind: 'call' }>;
export type FunctionRef = Extract<Ref, { kind: 'function' }>;

/** What a call of a library stands for; undefined when nothing more is known of it than of any call. */
export type SpecialCall = (m: Machine, args: Arguments, span: Span, self: Value | undefined) => Value | undefined;
/** By the path of what is called. */
export type SpecialCalls = ReadonlyMap<string, SpecialCall>;

/** How the parts of the interpreter reach each other without importing one another. */
export interface Parts {
  evaluate(m: Machine, expr: Expr): Value;
  execute(m: Machine, body: readonly Stmt[]): boolean;
  assign(m: Machine, target: Pattern, value: Value, declare: boolean): void;
  invoke(m: Machine, ref: FunctionRef, args: Arguments, self: Value | undefined, span: Span): Value;
  call(m: Machine, callee: Value, args: Arguments, span: Span, self?: Value): Value;
  construct(m: Machine, callee: Value, args: Arguments, span: Span): Value;
  member(m: Machine, object: Value, property: string, span: Span): Value;
  runModule(m: Machine, file: string): Frame | undefined;
}

const PLACES_PER_STEP = 32;

/** State of the interpreter: where it is, what it knows there, and what it has found. */
export class Machine {
  readonly global = State.lowest();
  private present = this.global;
  steps = 0;
  depth = 0;
  exhausted = false;
  /** The call whose function was just run to no end: all its ways throw. */
  endedAt: Span | undefined = undefined;
  /**
   * Counts what outlives the body being walked though no state shows it: findings, sources, handlers put off, things
   * made once.
   */
  traces = 0;
  /** Counts how often something from outside was met that the body being walked was not given. */
  outside = 0;
  /** What promises and lists were given, whose functions were run. */
  readonly calledBack = new WeakSet<Arguments>();
  /** The functions being run, outermost first. */
  readonly calls: FunctionNode[] = [];
  readonly findings: Finding[] = [];
  readonly limits = new Map<string, WhyUnread>();
  /** Whether the program talks to a document store. */
  documentStore = false;
  /** Major versions of the packages that the program declares. */
  majors: Majors = new Map();
  /** What calls hand to templates that write it as it is. */
  rendered: ReadonlyMap<Expr, readonly RawUse[]> = new Map();
  /** Only where somebody asks what was met. */
  watch: Watch | undefined = undefined;
  /** Library models for a file's language. */
  readonly modelsFor: (dialect: Dialect) => ModelIndex;
  /** Steps of the roots of each kind. */
  readonly budgets: Budgets;
  /** Functions whose body was run at least once. */
  readonly entered = new Set<FunctionNode>();
  /** Functions written inside of others: the activation in which they were made first while modules were run. */
  readonly closures = new Map<FunctionNode, Frame>();
  /** Module bodies being run, one inside of the other. */
  loading = 0;
  readonly answers = new Answers();
  readonly outcomes = new Outcomes();
  private nextId = 1;
  private readonly literals = new Literals();
  private readonly identities = new Identities(() => this.id());
  at!: Activation;
  root: RootContext = { entryPoints: [], sources: new Map(), contentType: new Cell(0), limit: 0 };

  constructor(
    readonly program: Program,
    readonly parts: Parts,
    readonly handlers: ReadonlySet<FunctionIr>,
    readonly contexts: Contexts,
    steps: number,
    /** Of each dialect, by its id. */
    readonly specialCalls: ReadonlyMap<string, SpecialCalls>,
  ) {
    this.modelsFor = modelsWith(program.conventions.models);
    this.budgets = budgetsOf(steps, program, handlers.size);
  }

  /** The present state: the layers from the lowest to it are entered, all others are not. */
  get state(): State {
    return this.present;
  }
  set state(next: State) {
    const { present } = this;
    if (next === present) return;
    if (next.parent === present) next.enter();
    else if (present.parent === next) present.leave();
    else goTo(present, next);
    this.present = next;
  }
  /** Keeps what the layers above `base` have changed: they have passed no check. */
  keep(base: State): void {
    for (let state = this.present; state !== base; state = state.parent ?? base) state.settle();
    this.present = base;
  }

  /** Something from outside was read, or found to do harm. */
  sawOutside(): void {
    this.traces++;
    this.outside++;
  }
  madeIn(node: FunctionNode, frame: Frame): void {
    if (this.loading > 0 && frame.parent && !this.closures.has(node)) this.closures.set(node, frame);
  }
  /** The handler runs once the present activation is through. */
  putOff(ref: FunctionRef): void {
    this.traces++;
    this.at.pending.push(ref);
  }

  /** The budget of the present root is used up. */
  spent(): boolean {
    return this.exhausted;
  }
  /** Copying places costs steps as well, but far less than an expression: small states cost nothing. */
  charge(places: number): void {
    this.steps += Math.floor(places / PLACES_PER_STEP);
  }
  id(): number {
    return this.nextId++;
  }
  /** The value of a literal: the same one for the same text, so that it is made once. */
  literal(value: Primitive): Value {
    return this.literals.of(value);
  }
  evaluate(expr: Expr): Value {
    return this.parts.evaluate(this, expr);
  }
  execute(body: readonly Stmt[]): boolean {
    return this.parts.execute(this, body);
  }
  member(object: Value, property: string, span: Span): Value {
    return this.parts.member(this, object, property, span);
  }
  call(callee: Value, args: Arguments, span: Span, self?: Value): Value {
    return this.parts.call(this, callee, args, span, self);
  }

  /** From here on the condition at `span` has come out one way. */
  assume(value: Value, facts: Facts | undefined, holds: boolean, span: Span): void {
    this.state.assume(facts, holds);
    const asks = facts?.asks ?? askedTruth(value) ?? { kind: 'state' };
    const need = (holds ? asks : negated(asks)) ?? asks;
    const clears = this.watch && (holds ? facts?.whenTrue : facts?.whenFalse);
    this.state.pass({ file: this.at.file, span, holds, need, ...(clears && { clears }) });
  }
  /** What is at `span` goes on for nothing but what is so. */
  establish(clears: readonly Clear[], span: Span): void {
    this.state.clear(clears);
    if (this.watch) this.state.pass({ file: this.at.file, span, holds: true, need: { kind: 'state' }, clears });
  }

  /** Runs `body` on a copy of the state and gives back what changed. */
  branch<T>(body: () => T): { result: T; state: State } {
    const base = this.state;
    this.state = new State(base);
    const result = body();
    const state = this.state;
    this.state = base;
    return { result, state };
  }

  object(shape: HeapObject['shape'], more: Partial<HeapObject> = {}): HeapObject {
    return { id: this.id(), cells: new Map(), shape, ...more };
  }

  /** `field`: the part is a field of what was sent. */
  identity(parent?: Identity, part?: string, host?: boolean, field?: boolean): Identity {
    return this.identities.of(parent, part, host, field);
  }

  /**
   * Outside data of the given kind that comes in at `span`. Its members are outside data as well. `whole`: it is all
   * that is sent in this way, whatever it is called here.
   */
  source(kind: string, span: Span, name?: string, whole?: boolean): Value {
    const known = SOURCE_KINDS.get(kind);
    if (!known) return UNKNOWN;
    const origin: Origin = { kind, file: this.at.file, span };
    const mark: Mark = { origin, identity: this.origin(name, whole), bits: known.bits, before: '', name };
    return this.ambient([mark]);
  }
  /** All that is sent in one way, as a part of what it was taken from: what is inside of it are fields again. */
  withParts(identity: Identity): Identity[] {
    return this.identities.withParts(identity);
  }
  wholePart(parent: Identity, part: string): Identity {
    return this.identities.wholeOf(parent, part);
  }
  private origin(named: string | undefined, whole: boolean | undefined): Identity {
    return { id: this.id(), named, whole };
  }
  /** `shape`: what a parser has let through. */
  ambient(marks: readonly Mark[], shape?: Shape): Value {
    this.sawOutside();
    const value: Value = { refs: [], marks };
    return { refs: [{ kind: 'object', object: this.object('object', { ambient: value, shaped: shape }) }], marks };
  }

  /** What the checks passed on this path have ruled out stays ruled out wherever the value goes. */
  private settle(mark: Mark): Mark {
    const cleared = this.state.clearedBits(mark.identity);
    return (mark.bits & cleared) === 0 ? mark : sparedByChecks(mark, cleared, this.state.passed);
  }

  /** The value one place further on its way. */
  step(value: Value, span: Span): Value {
    if (value.marks.length === 0) return value;
    const file = this.at.file;
    const marks = value.marks.map((mark) => withStep(this.settle(mark), file, span, this.state.passed)).filter(isAlive);
    return { ...value, marks };
  }

  note(file: string, why: WhyUnread): void {
    if (!this.limits.has(file)) this.limits.set(file, why);
  }
}
