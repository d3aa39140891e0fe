import type { FunctionNode } from '../link/definitions';
import { deepMarks } from './collections';
import type { Arguments, Machine, RootContext } from './machine';
import type { Value } from './value';

/**
 * So often a body is walked whatever it is given, in the whole analysis, and then so often again for each choice of arguments
 * that hold outside data. A body that many places call says nothing new after that: what goes into it comes out of it,
 * callbacks run, and nothing else is looked at.
 */
const MOST_WALKS = 64;
/** What every root may have walked all the same, whatever others have used up. */
const WALKS_PER_ROOT = 2;

type Counts = Map<FunctionNode, Map<string, number>>;

/** Counts the walks of each body. */
export class Contexts {
  private readonly walks = new Map<FunctionNode, number>();
  private readonly all: Counts = new Map();
  private readonly ofRoot = new WeakMap<RootContext, Counts>();

  /** Whether a body may be walked once more; if so, the walk is counted. */
  admit(m: Machine, node: FunctionNode, args: Arguments, self: Value | undefined): boolean {
    const before = this.walks.get(node) ?? 0;
    this.walks.set(node, before + 1);
    if (before < MOST_WALKS) return true;
    const pattern = patternOf(m, args, self);
    const own = this.countsOf(m.root);
    const walked = count(this.all, node, pattern);
    if (walked >= MOST_WALKS && count(own, node, pattern) >= WALKS_PER_ROOT) {
      m.traces++;
      return false;
    }
    add(this.all, node, pattern);
    add(own, node, pattern);
    return true;
  }

  private countsOf(root: RootContext): Counts {
    let counts = this.ofRoot.get(root);
    if (!counts) {
      counts = new Map<FunctionNode, Map<string, number>>();
      this.ofRoot.set(root, counts);
    }
    return counts;
  }
}

/** Which arguments hold outside data, and what it is dangerous for. */
function patternOf(m: Machine, args: Arguments, self: Value | undefined): string {
  const values = [
    ...(self ? [self] : []),
    ...args.positional.map((arg) => arg.value),
    ...[...args.named.values()].map((arg) => arg.value),
    ...(args.spread ? [args.spread] : []),
  ];
  return values
    .slice(0, 8)
    .map((value) => deepMarks(m, value, 2).reduce((bits, mark) => bits | mark.bits, 0))
    .join(' ');
}

function count(counts: Counts, node: FunctionNode, pattern: string): number {
  return counts.get(node)?.get(pattern) ?? 0;
}

function add(counts: Counts, node: FunctionNode, pattern: string): void {
  let patterns = counts.get(node);
  if (!patterns) {
    patterns = new Map<string, number>();
    counts.set(node, patterns);
  }
  patterns.set(pattern, (patterns.get(pattern) ?? 0) + 1);
}
