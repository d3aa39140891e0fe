import type { AccessOperation } from '../../../artifacts/access';
import type { Expr, Span, Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import type { Environment } from './environment';
import { ALWAYS, and, NEVER, or, PERSONAL } from './formula';
import type { Atom, Formula, Part, Query, Stored, Truth, Value } from './kinds';
import type { StoreKnowledge } from './store-knowledge';

/** Something that happens to stored data, with what held when it was reached. */
export interface Effect {
  operation: AccessOperation;
  resource: string;
  cond: Formula;
  /** What the objects had to equal. */
  parts: readonly Part[];
  /** The objects themselves, where they were found before. */
  targets: readonly Stored[];
  written: ReadonlyMap<string, Value>;
  /** What had been asked about the objects, whatever followed from it. */
  asked: readonly Atom[];
  file: string;
  span: Span;
  fn: FunctionNode;
}

/** More is not followed for one entry point. */
const MOST_STEPS = 12_000;
export const MOST_CALLS_DEEP = 9;

/** What expressions and statements do. */
interface Parts {
  evaluate: (reader: Reader, expr: Expr, env: Environment) => Value;
  execute: (reader: Reader, stmts: readonly Stmt[], env: Environment) => void;
}

/** The state of reading what one entry point does: what holds at the present place, and what was seen. */
export class Reader {
  cond: Formula = ALWAYS;
  depth = 0;
  readonly effects: Effect[] = [];
  readonly running = new Map<FunctionNode, number>();
  /** What held when a check handed on. */
  passed: Formula = NEVER;
  handedOn = false;
  exhausted = false;
  /** The name of the policy that is being asked about an object, in its own code. */
  deciding = '';
  /** Something was put onto the request. */
  wrote = false;
  steps = 0;
  private limit = MOST_STEPS;
  private told: Atom[] | undefined;
  private readonly changed = new Set<Stored>();
  private readonly open: Query[] = [];
  private count = 0;

  constructor(
    readonly program: Program,
    readonly stores: StoreKnowledge,
    private readonly parts: Parts,
  ) {}

  evaluate(expr: Expr, env: Environment): Value {
    return this.parts.evaluate(this, expr, env);
  }

  execute(stmts: readonly Stmt[], env: Environment): void {
    this.parts.execute(this, stmts, env);
  }

  /** False when there was enough. */
  step(): boolean {
    this.steps += 1;
    if (this.steps > this.limit) this.exhausted = true;
    return !this.exhausted;
  }

  /** Work with a limit of its own, which costs the rest nothing. False when the limit ended it. */
  apart(most: number, work: () => void): boolean {
    const { steps, limit } = this;
    this.steps = 0;
    this.limit = most;
    work();
    const whole = !this.exhausted;
    this.exhausted = false;
    this.steps = steps;
    this.limit = limit;
    return whole;
  }

  stored(resource: string, found: Formula, of: Partial<Stored> = {}): Stored {
    this.count += 1;
    return {
      id: this.count,
      resource,
      found,
      keys: new Set(),
      through: [],
      fresh: false,
      checks: [],
      asked: [],
      ...of,
    };
  }

  assume(formula: Formula): void {
    this.cond = and(this.cond, formula);
  }

  /** What was told about objects while `work` ran, also where it made no difference to what holds. */
  toldIn(work: () => void): readonly Atom[] {
    const before = this.told;
    const told: Atom[] = [];
    this.told = told;
    work();
    this.told = before;
    before?.push(...told);
    return told;
  }

  tell(truth: Truth): Truth {
    for (const formula of [truth.t, truth.f])
      for (const term of formula)
        for (const atom of term.values()) if (atom.about && PERSONAL.has(atom.kind)) this.told?.push(atom);
    return truth;
  }

  handOn(): void {
    this.handedOn = true;
    this.passed = or(this.passed, this.cond);
  }

  /** A query that nobody may ever ask for its result by name. */
  opened(query: Query): Query {
    this.open.push(query);
    return query;
  }

  get unasked(): readonly Query[] {
    return this.open.filter((query) => !query.used);
  }

  change(stored: Stored, file: string, span: Span, field: string, value: Value): void {
    stored.changed ??= { file, span, fields: new Map() };
    stored.changed.fields.set(field, value);
    this.changed.add(stored);
  }

  settled(stored: Stored): void {
    this.changed.delete(stored);
  }

  get unsettled(): readonly Stored[] {
    return [...this.changed];
  }
}
