import type { Identity } from './mark';
import type { Cell, Clear, Facts, Value, Weak } from './value';
import { join } from './join';
import { commonOf, type Condition, type Passed, passing } from './conditions';
import { joinBranches } from './state-join';

// Most layers pass no check and change nothing: they share these.
const NOTHING_CLEARED: ReadonlyMap<number, number> = new Map();
const NOTHING_WEAK: ReadonlyMap<number, readonly Weak[]> = new Map();
const NO_CELLS: readonly Cell[] = [];
const NO_VALUES: readonly (Value | undefined)[] = [];
const NO_OWNERS: readonly (State | undefined)[] = [];

/** Weak checks kept of one piece of data. */
const MOST_WEAK = 4;

/**
 * Tells the walks over several layers apart: a cell that carries the number of the present one has been met already.
 */
let walks = 0;
function nextWalk(): number {
  return ++walks;
}

/**
 * What every place holds at one point of one path. Branches are layers over a common base: they cost what they change,
 * and joining two looks only at what either changed.
 *
 * The layers from the lowest to the present one are entered: every cell holds its present value itself, and a layer
 * remembers what the cells it changed held below it. Leaving a layer swaps the two. So a look-up costs the same however
 * many layers there are. Only the present layer is written to.
 */
export class State {
  /** The places this layer changed, each once. */
  private places: Cell[] = NO_CELLS as Cell[];
  /**
   * For each place, what it held below this layer while the layer is entered, and what it holds here while it is not.
   */
  private others: (Value | undefined)[] = NO_VALUES as (Value | undefined)[];
  /** For each place, the next layer below that changed it, while this one is entered. */
  private owners: (object | undefined)[] = NO_OWNERS as (object | undefined)[];
  private entered = false;
  /** Families a check has ruled out, per identity. */
  cleared: ReadonlyMap<number, number> = NOTHING_CLEARED;
  weak: ReadonlyMap<number, readonly Weak[]> = NOTHING_WEAK;
  /** The next layer below in which a check was passed: the layers below do not change while this one is in use. */
  private readonly checked: State | undefined;
  /** The conditions passed so far. */
  passed: Passed | undefined;
  readonly depth: number;

  constructor(readonly parent?: State) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.checked = parent && (parent.hasChecks() ? parent : parent.checked);
    this.passed = parent?.passed;
  }

  /** A state with nothing below it, present from the start. */
  static lowest(): State {
    const state = new State();
    state.entered = true;
    return state;
  }

  /** Whether a check was passed in this layer. */
  hasChecks(): boolean {
    return this.cleared.size > 0 || this.weak.size > 0;
  }

  /** How many places this layer changed. */
  get size(): number {
    return this.places.length;
  }

  /** What this layer changed, unless a layer above it is entered. */
  *changes(): Iterable<[Cell, Value]> {
    for (let at = 0; at < this.places.length; at++) {
      const cell = this.places[at];
      const value = this.valueAt(at);
      if (cell && value) yield [cell, value];
    }
  }
  placeAt(at: number): Cell {
    return this.places[at] as Cell;
  }
  valueAt(at: number): Value | undefined {
    return this.entered ? this.places[at]?.value : this.others[at];
  }

  /** Whether it passed no check and changed only what belongs to objects and frames numbered `since` and above. */
  changedOnly(since: number): boolean {
    if (this.hasChecks()) return false;
    for (const cell of this.places) if (cell.home < since) return false;
    return true;
  }

  get(cell: Cell): Value | undefined {
    return cell.value ?? cell.initial;
  }
  set(cell: Cell, value: Value): void {
    if (cell.owner !== this) this.own(cell, cell.value, cell.owner);
    cell.value = value;
  }
  private own(cell: Cell, below: Value | undefined, owner: object | undefined): void {
    if (this.places === NO_CELLS) {
      this.places = [];
      this.others = [];
      this.owners = [];
    }
    this.places.push(cell);
    this.others.push(below);
    this.owners.push(owner);
    cell.owner = this;
  }

  /** Makes this layer, whose base is the present one, the present one. */
  enter(): void {
    const { places, others, owners } = this;
    for (let at = 0; at < places.length; at++) {
      const cell = places[at] as Cell;
      const value = others[at];
      others[at] = cell.value;
      owners[at] = cell.owner;
      cell.value = value;
      cell.owner = this;
    }
    this.entered = true;
  }
  /** Goes back to what is below this layer, the present one. */
  leave(): void {
    const { places, others, owners } = this;
    for (let at = 0; at < places.length; at++) {
      const cell = places[at] as Cell;
      const value = cell.value;
      cell.value = others[at];
      cell.owner = owners[at];
      others[at] = value;
    }
    this.entered = false;
  }

  /**
   * Hands what this layer, the present one, changed down to its base, which is then the present one. It has passed no
   * check.
   */
  settle(): void {
    const { parent } = this;
    if (!parent) return;
    parent.passed = this.passed;
    for (let at = 0; at < this.places.length; at++) {
      const cell = this.places[at] as Cell;
      const owner = this.owners[at];
      if (owner === parent) cell.owner = parent;
      else parent.own(cell, this.others[at], owner);
    }
    this.entered = false;
    this.places = NO_CELLS as Cell[];
  }

  /** Families ruled out for the identity or anything it is part of. */
  clearedBits(identity: Identity): number {
    let mask = 0;
    for (let state = this.nearestChecked(); state; state = state.checked) mask |= state.clearedHere(identity);
    return mask;
  }
  clearedHere(identity: Identity): number {
    let mask = 0;
    for (let part: Identity | undefined = identity; part; part = part.parent) {
      mask |= this.cleared.get(part.id) ?? 0;
      if (part.item) mask |= this.cleared.get(part.item.id) ?? 0;
    }
    return mask;
  }
  weakGuards(identity: Identity): Weak[] {
    const found: Weak[] = [];
    for (let part: Identity | undefined = identity; part; part = part.parent)
      for (let state = this.nearestChecked(); state; state = state.checked)
        found.push(...(state.weak.get(part.id) ?? []));
    return found;
  }
  private nearestChecked(): State | undefined {
    return this.hasChecks() ? this : this.checked;
  }

  assume(facts: Facts | undefined, outcome: boolean): void {
    if (!facts) return;
    this.clear(outcome ? facts.whenTrue : facts.whenFalse);
    for (const weak of facts.weak) this.noteWeak(weak.identity.id, [weak]);
  }
  pass(condition: Condition): void {
    this.passed = passing(this.passed, condition);
  }
  clear(clears: readonly Clear[]): void {
    for (const { identity, bits } of clears) this.rule(identity.id, bits);
  }
  private rule(id: number, mask: number): void {
    const cleared =
      this.cleared === NOTHING_CLEARED ? new Map<number, number>() : (this.cleared as Map<number, number>);
    cleared.set(id, (cleared.get(id) ?? 0) | mask);
    this.cleared = cleared;
  }
  private noteWeak(id: number, weak: readonly Weak[]): void {
    const known = this.weak.get(id) ?? [];
    if (known.length >= MOST_WEAK) return;
    const all =
      this.weak === NOTHING_WEAK ? new Map<number, readonly Weak[]>() : (this.weak as Map<number, readonly Weak[]>);
    all.set(id, [...known, ...weak.filter((one) => !known.some((other) => other.span === one.span))]);
    this.weak = all;
  }

  /** Everything that changed since `base`, which is below this state, as one layer. */
  since(base: State): State {
    const flat = new State(base);
    flat.passed = this.passed;
    const walk = nextWalk();
    if (this === base) return flat;
    flat.takeUnder(this, walk);
    for (let state = this.parent; state && state !== base; state = state.parent) flat.takeUnder(state, walk);
    return flat;
  }

  /** Both layers as one over the base of the lower; neither is entered. */
  static stacked(upper: State, lower: State): State {
    if (lower.size === 0 && !lower.hasChecks()) return upper;
    const flat = new State(lower.parent);
    flat.passed = upper.passed;
    const walk = nextWalk();
    flat.takeUnder(upper, walk);
    flat.takeUnder(lower, walk);
    return flat;
  }

  /** Takes over what a lower layer holds, where `walk` has not met the place above it. */
  private takeUnder(state: State, walk: number): void {
    for (let at = 0; at < state.places.length; at++) {
      const cell = state.places[at] as Cell;
      if (cell.walk === walk) continue;
      cell.walk = walk;
      this.hold(cell, state.valueAt(at));
    }
    if (!state.hasChecks()) return;
    for (const [id, mask] of state.cleared) this.rule(id, mask);
    for (const [id, weak] of state.weak) this.noteWeak(id, weak);
  }
  /** Puts another value into a place of a layer that is not entered. */
  put(cell: Cell, value: Value): void {
    const at = this.places.indexOf(cell);
    if (at < 0) this.hold(cell, value);
    else this.others[at] = value;
  }
  /** Puts a change into a layer that is not entered. */
  private hold(cell: Cell, value: Value | undefined): void {
    if (this.places === NO_CELLS) {
      this.places = [];
      this.others = [];
      this.owners = [];
    }
    this.places.push(cell);
    this.others.push(value);
    this.owners.push(undefined);
  }

  /** Folds branches (single layers over this state) back in: values joined, checks kept when all branches made them. */
  merge(branches: readonly State[]): void {
    const [first, ...others] = branches;
    if (!first) return;
    this.passed = commonOf(branches.map((branch) => branch.passed));
    if (others.length === 0) this.take(first);
    else joinBranches(this, branches, nextWalk());
    if (!branches.some((branch) => branch.hasChecks())) return;
    for (const [id, mask] of first.cleared) {
      const common = others.reduce((left, branch) => left & (branch.cleared.get(id) ?? 0), mask);
      if (common !== 0) this.rule(id, common);
    }
    for (const branch of branches) for (const [id, weak] of branch.weak) this.noteWeak(id, weak);
  }
  private take(branch: State): void {
    for (let at = 0; at < branch.size; at++) {
      const value = branch.others[at];
      if (value) this.set(branch.placeAt(at), value);
    }
  }

  /** Joins in what a callback may have changed, without believing its checks. */
  absorb(branch: State): void {
    for (let at = 0; at < branch.size; at++) {
      const value = branch.others[at];
      const cell = branch.placeAt(at);
      if (!value) continue;
      const before = this.get(cell);
      this.set(cell, before ? join(before, value) : value);
    }
  }
}
