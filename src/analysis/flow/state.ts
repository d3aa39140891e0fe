import {
  type Cell,
  type Clear,
  type Facts,
  type Identity,
  join,
  mapMarks,
  UNDEFINED,
  type Value,
  type Weak,
} from './value';

// Most layers pass no check: they share these.
const NOTHING_CLEARED: ReadonlyMap<number, number> = new Map();
const NOTHING_WEAK: ReadonlyMap<number, readonly Weak[]> = new Map();
const NOTHING_HELD: ReadonlyMap<Cell, Value> = new Map();

/** Look-ups that end within so many layers are not kept. */
const NEAR = 3;

/**
 * What every place holds at one point of one path. Branches are layers over a common base: they cost what they change,
 * and joining two looks only at what either changed.
 */
export class State {
  /** Many layers hold nothing of their own. */
  private held?: Map<Cell, Value>;
  /** Families a check has ruled out, per identity. */
  cleared: ReadonlyMap<number, number> = NOTHING_CLEARED;
  weak: ReadonlyMap<number, readonly Weak[]> = NOTHING_WEAK;
  /** Look-ups that had far to go: the layers below do not change while this one is in use. */
  private found?: Map<Cell, Value>;
  private readonly depth: number;
  /** The nearest layer below on which a check was passed: most hold none, and every step of outside data asks for them. */
  private readonly checked?: State;

  constructor(readonly parent?: State) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.checked = parent?.hasChecks() ? parent : parent?.checked;
  }

  private hasChecks(): boolean {
    return this.cleared.size > 0 || this.weak.size > 0;
  }

  /** What this layer changed. */
  get values(): ReadonlyMap<Cell, Value> {
    return this.held ?? NOTHING_HELD;
  }

  get(cell: Cell): Value | undefined {
    const own = this.held?.get(cell) ?? this.found?.get(cell);
    if (own) return own;
    const { lowest } = cell;
    let distance = 0;
    for (let state = this.parent; state && state.depth >= lowest; state = state.parent) {
      const value = state.held?.get(cell) ?? state.found?.get(cell);
      if (value) {
        if (distance > NEAR) (this.found ??= new Map()).set(cell, value);
        return value;
      }
      distance++;
    }
    return cell.initial;
  }
  set(cell: Cell, value: Value): void {
    (this.held ??= new Map()).set(cell, value);
    if (this.depth < cell.lowest) cell.lowest = this.depth;
  }

  /** Families ruled out for the identity or anything it is part of. */
  clearedBits(identity: Identity): number {
    let mask = 0;
    for (let part: Identity | undefined = identity; part; part = part.parent) {
      mask |= this.cleared.get(part.id) ?? 0;
      for (let state = this.checked; state; state = state.checked) mask |= state.cleared.get(part.id) ?? 0;
    }
    return mask;
  }
  weakGuards(identity: Identity): Weak[] {
    const found: Weak[] = [];
    for (let part: Identity | undefined = identity; part; part = part.parent) {
      found.push(...(this.weak.get(part.id) ?? []));
      for (let state = this.checked; state; state = state.checked) found.push(...(state.weak.get(part.id) ?? []));
    }
    return found;
  }

  assume(facts: Facts | undefined, outcome: boolean): void {
    if (!facts) return;
    this.clear(outcome ? facts.whenTrue : facts.whenFalse);
    for (const weak of facts.weak) this.noteWeak(weak.identity.id, [weak]);
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
    if (known.length >= 4) return;
    const all =
      this.weak === NOTHING_WEAK ? new Map<number, readonly Weak[]>() : (this.weak as Map<number, readonly Weak[]>);
    all.set(id, [...known, ...weak.filter((one) => !known.some((other) => other.span === one.span))]);
    this.weak = all;
  }

  /** Everything that changed since `base`, which is below this state, as one layer. */
  since(base: State): State {
    const flat = new State(base);
    if (this !== base) flat.takeUnder(this);
    for (let state = this.parent; this !== base && state && state !== base; state = state.parent) flat.takeUnder(state);
    return flat;
  }

  /** Takes over what a lower layer holds, where this one has nothing of its own. */
  takeUnder(state: State): void {
    for (const [cell, value] of state.values) if (!this.values.has(cell)) this.set(cell, value);
    for (const [id, mask] of state.cleared) this.rule(id, mask);
    for (const [id, weak] of state.weak) this.noteWeak(id, weak);
  }

  /** Folds branches (single layers over this state) back in: values joined, checks kept when all branches made them. */
  merge(branches: readonly State[]): void {
    const [first, ...others] = branches;
    if (!first) return;
    if (others.length === 0) for (const [cell, value] of first.values) this.set(cell, value);
    else this.join(branches);
    for (const [id, mask] of first.cleared) {
      const common = others.reduce((left, branch) => left & (branch.cleared.get(id) ?? 0), mask);
      if (common !== 0) this.rule(id, common);
    }
    for (const branch of branches) for (const [id, weak] of branch.weak) this.noteWeak(id, weak);
  }

  private join(branches: readonly State[]): void {
    const changed = new Map<Cell, number[]>();
    branches.forEach((branch, at) => {
      for (const cell of branch.values.keys()) {
        const places = changed.get(cell);
        if (places) places.push(at);
        else changed.set(cell, [at]);
      }
    });
    const merged = [...changed].map(([cell, places]) => [cell, joinIn(cell, branches, places, this)] as const);
    for (const [cell, value] of merged) this.set(cell, value);
  }

  /** Joins in what a callback may have changed, without believing its checks. */
  absorb(branch: State): void {
    for (const [cell, value] of branch.values) {
      const before = this.get(cell);
      this.set(cell, before ? join(before, value) : value);
    }
  }
}

/** What one branch has ruled out does not come back with the value it leaves behind. */
function settled(value: Value, branch: State): Value {
  if (value.marks.length === 0 || branch.cleared.size === 0) return value;
  return mapMarks(value, (mark) => {
    let cleared = 0;
    for (let part: Identity | undefined = mark.identity; part; part = part.parent)
      cleared |= branch.cleared.get(part.id) ?? 0;
    return { ...mark, bits: mark.bits & ~cleared };
  });
}

/** `places` are the branches that changed the cell; all others have what is below. */
function joinIn(cell: Cell, branches: readonly State[], places: readonly number[], base: State): Value {
  let result: Value | undefined;
  const add = (value: Value): void => {
    result = result ? join(result, value) : value;
  };
  const below = places.length < branches.length ? base.get(cell) : undefined;
  // Only checks make a difference between branches that left the place alone.
  const alike = !below || below.marks.length === 0 || branches.every((branch) => branch.cleared.size === 0);
  let at = 0;
  let untouched = false;
  for (const place of places) {
    if (below && place > at) {
      if (!alike) for (const branch of branches.slice(at, place)) add(settled(below, branch));
      else if (!untouched) add(below);
      untouched = true;
    }
    const branch = branches[place];
    const own = branch?.values.get(cell);
    // A place that only one branch created is not read on the other: nothing to join.
    if (branch && own) add(settled(own, branch));
    at = place + 1;
  }
  if (below && at < branches.length) {
    if (!alike) for (const branch of branches.slice(at)) add(settled(below, branch));
    else if (!untouched) add(below);
  }
  return result ?? UNDEFINED;
}
