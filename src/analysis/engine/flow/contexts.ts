import type { FunctionNode } from '../link/definitions';
import { deepMarks } from './collections';
import type { Arguments, Machine, RootContext } from './machine';
import type { Value } from './value';

/**
 * How often a body is walked in the whole analysis. A body that many places call says nothing new after that: what goes into
 * it comes out of it, callbacks run, and nothing else is looked at.
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
/** Helpers that log, count and look up are called from everywhere; nothing from outside goes in, and none was met there. */
const WITHOUT: Allowance = { first: 16, more: 0, perRoot: 1 };
/** Where nothing was handed in either, no closure can hold anything from outside. */
const IN_PLAIN_ROOT: Allowance = { first: 16, more: 0, perRoot: 0 };
const without = (root: RootContext): Allowance => (root.plain ? IN_PLAIN_ROOT : WITHOUT);
const NOTHING = '';

/** Arguments and members that are looked at. */
const MOST_ARGUMENTS = 8;
const MOST_MEMBERS = 40;

type Counts = Map<FunctionNode, Map<string, number>>;

/** Counts the walks of each body. */
export class Contexts {
  private readonly walks = new Map<FunctionNode, number>();
  private readonly all: Counts = new Map();
  /** Bodies in which something from outside was met though nothing of it was given to them. */
  private readonly meeting = new Set<FunctionNode>();
  private readonly ofRoot = new WeakMap<RootContext, Counts>();

  /** Whether a body may be walked once more; if so, the walk is counted. */
  admit(m: Machine, node: FunctionNode, args: Arguments, self: Value | undefined): boolean {
    const before = this.walks.get(node) ?? 0;
    this.walks.set(node, before + 1);
    if (before < WITHOUT.first) return true;
    const pattern = patternOf(m, args, self);
    const allowed = pattern === NOTHING && !this.meeting.has(node) ? without(m.root) : WITH_OUTSIDE_DATA;
    if (before < allowed.first) return true;
    const own = this.countsOf(m.root);
    const walked = count(this.all, node, pattern);
    if (walked >= allowed.more && count(own, node, pattern) >= allowed.perRoot) {
      m.traces++;
      return false;
    }
    add(this.all, node, pattern);
    add(own, node, pattern);
    return true;
  }

  /** A body that reads outside data by itself has other data for every caller. */
  metOutside(m: Machine, node: FunctionNode, args: Arguments, self: Value | undefined): void {
    if (!this.meeting.has(node) && patternOf(m, args, self) === NOTHING) this.meeting.add(node);
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

/** Which arguments hold outside data, and what it is dangerous for; `NOTHING` when none does. */
function patternOf(m: Machine, args: Arguments, self: Value | undefined): string {
  const values = [
    ...(self ? [self] : []),
    ...args.positional.map((arg) => arg.value),
    ...[...args.named.values()].map((arg) => arg.value),
    ...(args.spread ? [args.spread] : []),
  ];
  const patterns = values.slice(0, MOST_ARGUMENTS).map((value) => outsideIn(m, value));
  return patterns.every((one) => one === 0) ? NOTHING : patterns.join(' ');
}

/** The families its data is dangerous for; -1 for what has such data in its members. */
function outsideIn(m: Machine, value: Value): number {
  const found = deepMarks(m, value, 2).reduce((bits, mark) => bits | mark.bits, 0);
  return found === 0 && leadsToRequest(m, value, 2) ? -1 : found;
}

/** What a framework hands to its handlers; what it sends and its errors are no data from outside. */
const REQUEST = /^@(?!res\b|error\b|failure\b)/;

function leadsToRequest(m: Machine, value: Value, levels: number): boolean {
  return value.refs.some((ref) => {
    if (ref.kind === 'external') return REQUEST.test(ref.path);
    if (ref.kind !== 'object' || levels === 0) return false;
    let looked = 0;
    for (const cell of ref.object.cells.values()) {
      if (looked++ > MOST_MEMBERS) break;
      const held = m.state.get(cell);
      if (held && leadsToRequest(m, held, levels - 1)) return true;
    }
    return false;
  });
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
