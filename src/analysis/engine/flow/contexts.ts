import type { FunctionNode } from '../link/definitions';

/** What a run starts from, as far as it matters here. */
interface Root {
  /** Nothing from outside was handed in. */
  plain?: boolean;
}

/**
 * How often a body is walked in the whole analysis. A body that many places call says nothing new after that: what
 * goes into it comes out of it, callbacks run, and nothing else is looked at.
 */
interface Allowance {
  /** So often whatever it is given. */
  readonly first: number;
  /** So often again for each choice of arguments that hold outside data. */
  readonly more: number;
  /** What every root may have walked all the same, whatever others have used up. */
  readonly perRoot: number;
}
const WITH_OUTSIDE_DATA: Allowance = { first: 64, more: 64, perRoot: 2 };
/**
 * Helpers that log, count and look up are called from everywhere; nothing from outside goes in, and none was met
 * there.
 */
const WITHOUT: Allowance = { first: 16, more: 0, perRoot: 1 };
/** Where nothing was handed in either, no closure can hold anything from outside. */
const IN_PLAIN_ROOT: Allowance = { first: 16, more: 0, perRoot: 0 };
/** What such a root is given is the same for all of them, and no entry point is waiting for what is found. */
const OUTSIDE_IN_PLAIN_ROOT: Allowance = { first: 16, more: 16, perRoot: 0 };
const withOutside = (root: Root): Allowance => (root.plain ? OUTSIDE_IN_PLAIN_ROOT : WITH_OUTSIDE_DATA);
const without = (root: Root): Allowance => (root.plain ? IN_PLAIN_ROOT : WITHOUT);
/** The pattern of arguments of which none holds outside data. */
export const NOTHING = '';

type Counts = Map<FunctionNode, Map<string, number>>;

/** Counts the walks of each body. */
export class Contexts {
  private readonly walks = new Map<FunctionNode, number>();
  private readonly all: Counts = new Map();
  /** Bodies in which something from outside was met though nothing of it was given to them. */
  private readonly meeting = new Set<FunctionNode>();
  private readonly ofRoot = new WeakMap<Root, Counts>();

  /** Whether a body may be walked once more, for a pattern of arguments; if so, the walk is counted. */
  admit(node: FunctionNode, root: Root, describe: () => string): boolean {
    const before = this.walks.get(node) ?? 0;
    this.walks.set(node, before + 1);
    if (before < WITHOUT.first) return true;
    const pattern = describe();
    const allowed = pattern === NOTHING && !this.meeting.has(node) ? without(root) : withOutside(root);
    if (before < allowed.first) return true;
    const own = this.countsOf(root);
    const walked = count(this.all, node, pattern);
    if (walked >= allowed.more && count(own, node, pattern) >= allowed.perRoot) return false;
    add(this.all, node, pattern);
    add(own, node, pattern);
    return true;
  }

  /** A body that reads outside data by itself has other data for every caller. */
  metOutside(node: FunctionNode, describe: () => string): void {
    if (!this.meeting.has(node) && describe() === NOTHING) this.meeting.add(node);
  }

  private countsOf(root: Root): Counts {
    let counts = this.ofRoot.get(root);
    if (!counts) {
      counts = new Map<FunctionNode, Map<string, number>>();
      this.ofRoot.set(root, counts);
    }
    return counts;
  }
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
