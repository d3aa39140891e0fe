import { type Cell, type Clear, type Facts, type Identity, join, UNDEFINED, type Value, type Weak } from './value';

/** How many layers a look-up walks before the layers are folded into one. */
const LONG_CHAIN = 60;

/**
 * What every place holds at one point of one path. Branches are layers over a common base: they cost what they change,
 * and joining two looks only at what either changed.
 */
export class State {
  readonly values = new Map<Cell, Value>();
  /** Families a check has ruled out, per identity. */
  readonly cleared = new Map<number, number>();
  readonly weak = new Map<number, readonly Weak[]>();
  readonly depth: number;

  constructor(readonly parent?: State) {
    this.depth = parent ? parent.depth + 1 : 0;
  }

  get(cell: Cell): Value | undefined {
    for (let state: State | undefined = this; state; state = state.parent) {
      const value = state.values.get(cell);
      if (value) return value;
    }
    return cell.initial;
  }
  set(cell: Cell, value: Value): void {
    this.values.set(cell, value);
  }

  /** Families ruled out for the identity or anything it is part of. */
  clearedBits(identity: Identity): number {
    let mask = 0;
    for (let part: Identity | undefined = identity; part; part = part.parent) {
      for (let state: State | undefined = this; state; state = state.parent) mask |= state.cleared.get(part.id) ?? 0;
    }
    return mask;
  }
  weakGuards(identity: Identity): Weak[] {
    const found: Weak[] = [];
    for (let part: Identity | undefined = identity; part; part = part.parent) {
      for (let state: State | undefined = this; state; state = state.parent) found.push(...(state.weak.get(part.id) ?? []));
    }
    return found;
  }

  assume(facts: Facts | undefined, outcome: boolean): void {
    if (!facts) return;
    this.clear(outcome ? facts.whenTrue : facts.whenFalse);
    for (const weak of facts.weak) this.noteWeak(weak.identity.id, [weak]);
  }
  clear(clears: readonly Clear[]): void {
    for (const { identity, bits } of clears) this.cleared.set(identity.id, (this.cleared.get(identity.id) ?? 0) | bits);
  }
  private noteWeak(id: number, weak: readonly Weak[]): void {
    const known = this.weak.get(id) ?? [];
    if (known.length < 4) this.weak.set(id, [...known, ...weak.filter((one) => !known.some((other) => other.span === one.span))]);
  }

  /** Everything that changed since `base`, which is below this state, as one layer. */
  since(base: State): State {
    const flat = new State(base);
    for (let state: State | undefined = this; state && state !== base; state = state.parent) {
      for (const [cell, value] of state.values) if (!flat.values.has(cell)) flat.values.set(cell, value);
      for (const [id, mask] of state.cleared) flat.cleared.set(id, (flat.cleared.get(id) ?? 0) | mask);
      for (const [id, weak] of state.weak) flat.noteWeak(id, weak);
    }
    return flat;
  }

  /** Folds branches (single layers over this state) back in: values joined, checks kept when all branches made them. */
  merge(branches: readonly State[]): void {
    const [first, ...others] = branches;
    if (!first) return;
    if (others.length === 0) for (const [cell, value] of first.values) this.values.set(cell, value);
    else this.join(branches);
    for (const [id, mask] of first.cleared) {
      const common = others.reduce((left, branch) => left & (branch.cleared.get(id) ?? 0), mask);
      if (common !== 0) this.cleared.set(id, (this.cleared.get(id) ?? 0) | common);
    }
    for (const branch of branches) for (const [id, weak] of branch.weak) this.noteWeak(id, weak);
  }

  private join(branches: readonly State[]): void {
    const merged = new Map<Cell, Value>();
    for (const branch of branches) {
      for (const cell of branch.values.keys()) if (!merged.has(cell)) merged.set(cell, joinIn(cell, branches, this));
    }
    for (const [cell, value] of merged) this.values.set(cell, value);
  }

  /** Joins in what a callback may have changed, without believing its checks. */
  absorb(branch: State): void {
    for (const [cell, value] of branch.values) {
      const before = this.get(cell);
      this.values.set(cell, before ? join(before, value) : value);
    }
  }

  get long(): boolean {
    return this.depth > LONG_CHAIN;
  }
}

function joinIn(cell: Cell, branches: readonly State[], base: State): Value {
  let result: Value | undefined;
  let below: Value | undefined;
  for (const branch of branches) {
    const value = branch.values.get(cell) ?? (below ??= base.get(cell));
    // A place that only one branch created is not read on the other: nothing to join.
    if (value) result = result ? join(result, value) : value;
  }
  return result ?? UNDEFINED;
}
