import type { FunctionNode, Scope } from '../link/definitions';
import { and, NEVER, or, tells } from './formula';
import type { Formula, Value, Variables } from './kinds';
import { joined, UNKNOWN } from './values';

/** What a function gave back, and what held whenever it did. */
class Returned {
  value: Value = UNKNOWN;
  /** What holds behind the call. */
  left: Formula = NEVER;
  private t: Formula = NEVER;
  private f: Formula = NEVER;
  private informative = false;

  add(value: Value, truth: { t: Formula; f: Formula }, cond: Formula): void {
    this.value = this.left === NEVER ? value : joined(this.value, value);
    this.left = or(this.left, cond);
    this.informative ||= tells(truth);
    this.t = or(this.t, and(cond, truth.t));
    this.f = or(this.f, and(cond, truth.f));
  }

  /** The value, with what its truth says. */
  get result(): Value {
    if (!this.informative && this.t.every((term) => term.size === 0) && this.f.length > 0) return this.value;
    return { ...this.value, truth: { t: this.t, f: this.f } };
  }
}

/** The variables of one call of a function. */
export class Environment implements Variables {
  private vars = new Map<string, Value>();
  readonly returned = new Returned();

  constructor(
    readonly fn: FunctionNode,
    readonly self: Value | undefined,
    private readonly outer?: Variables,
    /** Where its names are read. */
    readonly scope: Scope = fn.scope,
  ) {}

  get(name: string): Value | undefined {
    return this.vars.get(name) ?? this.outer?.get(name);
  }

  /** A new value of a variable of this function, or of one around it that has it. */
  set(name: string, value: Value): void {
    if (!this.vars.has(name) && this.outer?.get(name) !== undefined) this.outer.set(name, value);
    else this.vars.set(name, value);
  }

  declare(name: string, value: Value): void {
    this.vars.set(name, value);
  }

  snapshot(): Map<string, Value> {
    return new Map(this.vars);
  }

  restore(vars: ReadonlyMap<string, Value>): void {
    this.vars = new Map(vars);
  }

  /** Either the present values or those of another branch. */
  join(other: ReadonlyMap<string, Value>): void {
    for (const [name, value] of other) {
      const own = this.vars.get(name);
      this.vars.set(name, own === undefined ? value : joined(own, value));
    }
  }
}
