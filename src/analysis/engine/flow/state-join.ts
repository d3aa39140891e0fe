import type { Passed } from './conditions';
import { sparedByChecks } from './spared';
import type { Identity } from './mark';
import { type Cell, mapMarks, UNDEFINED, type Value } from './value';
import { join } from './join';

/** The present state. */
interface Base {
  get(cell: Cell): Value | undefined;
  set(cell: Cell, value: Value): void;
}

/** What one branch has changed and ruled out. */
interface Layer {
  readonly size: number;
  readonly cleared: ReadonlyMap<number, number>;
  readonly passed: Passed | undefined;
  placeAt(index: number): Cell;
  valueAt(index: number): Value | undefined;
  clearedHere(identity: Identity): number;
}

/** One place that some of the branches changed. */
interface Changed {
  readonly cell: Cell;
  /** What branches that did not change the place have there. */
  readonly below: Value | undefined;
  /** Only checks make a difference between branches that left the place alone: without any, they count once. */
  readonly alike: boolean;
  result: Value | undefined;
  /** The branches before this one have been looked at. */
  next: number;
  untouched: boolean;
}

/**
 * Joins what the branches (layers over `base`, the present state, that are not entered) leave behind. `walk` is a new
 * number.
 */
export function joinBranches(base: Base, branches: readonly Layer[], walk: number): void {
  const unchecked = branches.every((branch) => branch.cleared.size === 0);
  const changed: Changed[] = [];
  branches.forEach((branch, at) => {
    for (let index = 0; index < branch.size; index++) {
      const cell = branch.placeAt(index);
      const value = branch.valueAt(index);
      if (!value) continue;
      const one = cell.walk === walk ? (changed[cell.slot] as Changed) : opened(base, cell, unchecked);
      if (cell.walk !== walk) {
        cell.walk = walk;
        cell.slot = changed.push(one) - 1;
      }
      untouchedUntil(one, branches, at);
      add(one, settled(value, branch));
      one.next = at + 1;
    }
  });
  for (const one of changed) untouchedUntil(one, branches, branches.length);
  for (const one of changed) base.set(one.cell, one.result ?? UNDEFINED);
}

function opened(base: Base, cell: Cell, unchecked: boolean): Changed {
  const below = base.get(cell);
  const alike = unchecked || !below || below.marks.length === 0;
  return { cell, below, alike, result: undefined, next: 0, untouched: false };
}

function add(one: Changed, value: Value): void {
  one.result = one.result ? join(one.result, value) : value;
}

/** A place that only one branch created is not read on the other: nothing to join there. */
function untouchedUntil(one: Changed, branches: readonly Layer[], end: number): void {
  if (!one.below || one.next >= end) return;
  if (!one.alike) for (const branch of branches.slice(one.next, end)) add(one, settled(one.below, branch));
  else if (!one.untouched) add(one, one.below);
  one.untouched = true;
}

/** What one branch has ruled out does not come back with the value it leaves behind. */
function settled(value: Value, branch: Layer): Value {
  if (value.marks.length === 0 || branch.cleared.size === 0) return value;
  return mapMarks(value, (mark) => sparedByChecks(mark, branch.clearedHere(mark.identity), branch.passed));
}
