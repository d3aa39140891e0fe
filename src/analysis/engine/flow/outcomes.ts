import type { FunctionNode } from '../link/definitions';
import { sameValue } from './join';
import type { Value } from './value';

/** So many walks that came to the same answer speak for those to come. */
const ENOUGH = 3;
/** Walks after which a body is looked at in this way at all: most are called from a few places only. */
const FIRST_LOOK = 3;
/** Kinds of arguments kept for one body. */
const MOST_SHAPES = 64;

interface Outcome {
  value: Value;
  walks: number;
  /** The fewest calls a walk was below: one that is deeper sees no more than that one. */
  depth: number;
  /** The walks had different answers, or left something behind. */
  varies: boolean;
}

/** One look at a call: what it is filed under, and what is known of calls like it. */
export interface Look {
  readonly shapes: Map<string, Outcome>;
  readonly shape: string;
  readonly outcome: Outcome | undefined;
}

/**
 * What bodies have answered that were given nothing from outside, by the shape of what they were given: a function
 * that writes a log or counts something is called from hundreds of places with other texts, and comes to the same
 * every time.
 */
export class Outcomes {
  private readonly seen = new Map<FunctionNode, number>();
  private readonly known = new Map<FunctionNode, Map<string, Outcome>>();

  /** Looks up a call by the shape it has; undefined where no answer of another call can stand for it. */
  look(node: FunctionNode, describe: () => string | undefined): Look | undefined {
    const seen = (this.seen.get(node) ?? 0) + 1;
    this.seen.set(node, seen);
    if (seen <= FIRST_LOOK) return undefined;
    const shape = describe();
    if (shape === undefined) return undefined;
    const shapes = this.shapesOf(node);
    return { shapes, shape, outcome: shapes.get(shape) };
  }

  private shapesOf(node: FunctionNode): Map<string, Outcome> {
    let shapes = this.known.get(node);
    if (!shapes) this.known.set(node, (shapes = new Map<string, Outcome>()));
    return shapes;
  }
}

/** The answer that enough walks have given alike, at no greater depth of calls. */
export function answerOf(look: Look, depth: number): Value | undefined {
  const { outcome } = look;
  return outcome && !outcome.varies && outcome.walks >= ENOUGH && depth >= outcome.depth ? outcome.value : undefined;
}

/** Notes what a walk came to; `plain`: it left nothing behind but its answer. */
export function noteOutcome(look: Look, value: Value, plain: boolean, depth: number): void {
  const { outcome, shapes, shape } = look;
  const repeatable = plain && value.marks.length === 0 && value.facts === undefined;
  if (!outcome) {
    if (shapes.size < MOST_SHAPES) shapes.set(shape, { value, walks: 1, depth, varies: !repeatable });
    return;
  }
  outcome.varies ||= !repeatable || !sameValue(outcome.value, value);
  outcome.walks += 1;
  outcome.depth = Math.min(outcome.depth, depth);
}
