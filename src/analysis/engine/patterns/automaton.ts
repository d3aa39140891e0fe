import { ANYTHING, type Ranges } from './characters';
import type { Piece } from './parse-pattern';

/**
 * The places of a pattern that take a character, and which may follow on which. A pattern is looked for from every
 * place of the text on: that is a place of its own, which takes anything (`SEARCH`). The beginning and the end of the
 * text are taken as if they were characters.
 */
export interface Automaton {
  /** What each place takes: numbers of classes of characters. */
  readonly takes: readonly ReadonlySet<number>[];
  /** Of each place, those that may follow, and in how many ways. */
  readonly next: readonly ReadonlyMap<number, number>[];
  /** Behind these the pattern has matched. */
  readonly accepting: ReadonlySet<number>;
  readonly classes: number;
}

/** Where it begins; it takes nothing. */
export const INITIAL = 0;
const SEARCH = 1;

/** Classes of their own. */
export const BEGIN = 0;
export const END = 1;

const MOST_PLACES = 160;

/** Copies of what is repeated a limited number of times: enough to see what stands beside what. */
const MOST_COPIES = 2;

interface Part {
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlySet<number>;
  readonly empty: boolean;
}

export function automatonOf(pattern: Piece): Automaton | undefined {
  const builder = new Builder();
  const whole = builder.part(pattern);
  return whole && builder.automaton(whole);
}

class Builder {
  private readonly sets: (Ranges | 'start' | 'end')[] = ['start', ANYTHING];
  private readonly next: Map<number, number>[] = [new Map<number, number>(), new Map<number, number>()];

  part(piece: Piece): Part | undefined {
    switch (piece.kind) {
      case 'set':
        return this.place(piece.ranges);
      case 'start':
      case 'end':
        return this.place(piece.kind);
      case 'all':
        return this.sequence(piece.pieces);
      case 'either':
        return this.either(piece.options);
      case 'repeat':
        return this.repeat(piece);
    }
  }

  private place(takes: Ranges | 'start' | 'end'): Part | undefined {
    if (this.sets.length >= MOST_PLACES) return undefined;
    const number = this.sets.push(takes) - 1;
    this.next.push(new Map<number, number>());
    return { first: new Map([[number, 1]]), last: new Set([number]), empty: false };
  }

  private join(from: ReadonlySet<number>, to: ReadonlyMap<number, number>): void {
    for (const place of from) for (const [one, ways] of to) count(this.next[place], one, ways);
  }

  private sequence(pieces: readonly Piece[]): Part | undefined {
    let whole: Part = { first: new Map(), last: new Set(), empty: true };
    for (const piece of pieces) {
      const part = this.part(piece);
      if (!part) return undefined;
      this.join(whole.last, part.first);
      whole = {
        first: whole.empty ? added(whole.first, part.first) : whole.first,
        last: part.empty ? new Set([...whole.last, ...part.last]) : part.last,
        empty: whole.empty && part.empty,
      };
    }
    return whole;
  }

  private either(options: readonly Piece[]): Part | undefined {
    let whole: Part = { first: new Map(), last: new Set(), empty: false };
    for (const option of options) {
      const part = this.part(option);
      if (!part) return undefined;
      whole = {
        first: added(whole.first, part.first),
        last: new Set([...whole.last, ...part.last]),
        empty: whole.empty || part.empty,
      };
    }
    return whole;
  }

  private repeat({ piece, least, most }: Extract<Piece, { kind: 'repeat' }>): Part | undefined {
    const needed = Math.min(least, MOST_COPIES);
    if (most === Infinity) return this.looped(piece, needed, least === 0);
    return this.copied(piece, needed, Math.min(most, Math.max(MOST_COPIES, needed)));
  }

  private looped(piece: Piece, needed: number, mayBeLeftOut: boolean): Part | undefined {
    const before = this.sequence(new Array<Piece>(Math.max(needed - 1, 0)).fill(piece));
    const looped = this.part(piece);
    if (!before || !looped) return undefined;
    this.join(looped.last, looped.first);
    this.join(before.last, looped.first);
    const empty = looped.empty || mayBeLeftOut;
    return {
      first: before.empty ? added(before.first, looped.first) : before.first,
      last: empty ? new Set([...before.last, ...looped.last]) : looped.last,
      empty: before.empty && empty,
    };
  }

  /** Each copy follows the one before: where one is left out, all that come after it are. */
  private copied(piece: Piece, needed: number, copies: number): Part | undefined {
    let whole: Part = { first: new Map(), last: new Set(), empty: true };
    let before: ReadonlySet<number> = whole.last;
    for (let copy = 0; copy < copies; copy++) {
      const part = this.part(piece);
      if (!part) return undefined;
      const optional = part.empty || copy >= needed;
      this.join(part.empty ? whole.last : before, part.first);
      before = part.last;
      whole = {
        first: copy === 0 || (part.empty && whole.empty) ? added(whole.first, part.first) : whole.first,
        last: optional ? new Set([...whole.last, ...part.last]) : part.last,
        empty: whole.empty && optional,
      };
    }
    return whole;
  }

  automaton(whole: Part): Automaton {
    this.join(new Set([INITIAL, SEARCH]), whole.first);
    count(this.next[INITIAL], SEARCH, 1);
    count(this.next[SEARCH], SEARCH, 1);
    const accepting = new Set([...whole.last, ...(whole.empty ? [INITIAL] : [])]);
    return { ...classified(this.sets), next: this.next, accepting };
  }
}

function count(to: Map<number, number> | undefined, place: number, ways: number): void {
  to?.set(place, Math.min((to.get(place) ?? 0) + ways, 2));
}

function added(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const sum = new Map(a);
  for (const [place, ways] of b) count(sum, place, ways);
  return sum;
}

/** Characters between which no place makes a difference are one class. */
function classified(sets: readonly (Ranges | 'start' | 'end')[]): Pick<Automaton, 'takes' | 'classes'> {
  const cuts = new Set<number>([0]);
  for (const set of sets)
    if (typeof set !== 'string')
      for (const [from, to] of set) {
        cuts.add(from);
        cuts.add(to + 1);
      }
  const starts = [...cuts].filter((cut) => cut <= 0xffff).sort((a, b) => a - b);
  const takes = sets.map((set, place) => {
    if (place === INITIAL) return new Set<number>();
    if (set === 'start') return new Set([BEGIN]);
    if (set === 'end') return new Set([END]);
    const found = new Set<number>(place === SEARCH ? [BEGIN] : []);
    starts.forEach((start, at) => {
      if (set.some(([from, to]) => from <= start && start <= to)) found.add(at + 2);
    });
    return found;
  });
  return { takes, classes: starts.length + 2 };
}
