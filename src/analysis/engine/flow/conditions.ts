import type { Need } from '../../../artifacts/way';
import type { Span } from '../../read/ir';

/** What a check has ruled out for one piece of outside data. */
interface Ruling {
  readonly identity: { readonly id: number };
  readonly bits: number;
}

/** A condition that the present path has passed. */
export interface Condition {
  readonly file: string;
  readonly span: Span;
  readonly holds: boolean;
  readonly need: Need;
  /** What its coming out so establishes; kept where the analysis is watched. */
  readonly clears?: readonly Ruling[];
}

/** The conditions passed so far, the last one first. Paths share what they have in common. */
export interface Passed {
  readonly condition: Condition;
  readonly before: Passed | undefined;
  readonly length: number;
  /** Some of them say what they establish. */
  readonly tells: boolean;
}

const MOST_CONDITIONS = 60;

export function passing(before: Passed | undefined, condition: Condition): Passed | undefined {
  const length = (before?.length ?? 0) + 1;
  const tells = before?.tells === true || condition.clears !== undefined;
  return length > MOST_CONDITIONS ? before : { condition, before, length, tells };
}

/** What all paths have passed before they parted. */
export function commonOf(all: readonly (Passed | undefined)[]): Passed | undefined {
  return all.reduce((a, b) => {
    let [left, right] = [a, b];
    while (left !== right) {
      if ((left?.length ?? 0) >= (right?.length ?? 0)) left = left?.before;
      else right = right?.before;
    }
    return left;
  });
}

/** The conditions passed after `base`, the first one first. */
export function since(passed: Passed | undefined, base: Passed | undefined): Condition[] {
  const found: Condition[] = [];
  for (let at = passed; at && at !== base; at = at.before) found.unshift(at.condition);
  return found;
}
