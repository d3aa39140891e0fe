import { automatonOf, BEGIN, END, INITIAL, type Automaton } from './automaton';
import { parsePattern } from './parse-pattern';

/**
 * How the time of a backtracking matcher grows with the text: `linear`; `square`, `more` than that but still a power of
 * its length; doubling with each repetition (`exponential`). Undefined where it was not judged.
 */
export type PatternTime = 'linear' | 'square' | 'more' | 'exponential';

const MOST_STEPS = 150_000;
/** So often a text is repeated to see whether the pattern matches it. */
const ROUNDS = 4;
const LONGEST = 600;
/** In the flags of a pattern: what else it was given could not be read. */
export const UNKNOWN_FLAGS = '?';

const known = new Map<string, PatternTime | undefined>();
const MOST_KNOWN = 4000;

export function patternTime(pattern: string, flags: string): PatternTime | undefined {
  const key = `${flags}/${pattern}`;
  if (known.has(key)) return known.get(key);
  if (known.size >= MOST_KNOWN) known.clear();
  const time = judged(pattern, flags);
  known.set(key, time);
  return time;
}

function judged(pattern: string, flags: string): PatternTime | undefined {
  if (pattern.length > LONGEST || flags.includes(UNKNOWN_FLAGS)) return undefined;
  // Nothing to split is nothing to try in several ways.
  if (!/[*+]|\{\d*,\}/.test(pattern)) return 'linear';
  const piece = parsePattern(pattern, flags);
  const automaton = piece && automatonOf(piece);
  return automaton && new Judge(automaton).time();
}

/** A way through the places of several walks that take the same text. */
interface Walk {
  readonly at: readonly number[];
  /** The two walks that begin or end at one place have parted. */
  readonly parted: boolean;
  readonly by: number;
  readonly before: Walk | undefined;
}

class Judge {
  private steps = 0;
  private readonly reach: readonly ReadonlySet<number>[];

  constructor(private readonly a: Automaton) {
    this.reach = a.next.map((_, place) => this.reached(place));
  }

  time(): PatternTime | undefined {
    const looped = this.a.next.map((_, place) => place).filter((place) => this.reach[place]?.has(place));
    if (looped.some((place) => this.doubles(place))) return 'exponential';
    const pairs = looped.flatMap((from) =>
      looped
        .filter((to) => to !== from && this.leads(from, to) && this.shares(from, to))
        .map((to) => [from, to] as const),
    );
    if (this.steps > MOST_STEPS) return undefined;
    if (pairs.length === 0) return 'linear';
    return pairs.some(([, to]) => pairs.some(([from]) => from === to)) ? 'more' : 'square';
  }

  /** Two ways around that take the same text, and a text on which all of them are tried. */
  private doubles(place: number): boolean {
    const found = this.search([place, place], false, (walk) => walk.parted && walk.at.every((one) => one === place));
    return found !== undefined && this.fails(place, found);
  }
  /** The same text goes around here, goes around there, and leads from here to there: the border may be anywhere. */
  private shares(from: number, to: number): boolean {
    const found = this.search([from, from, to], true, ({ at }) => at[0] === from && at[1] === to && at[2] === to);
    return found !== undefined && this.fails(from, found);
  }

  private leads(from: number, to: number): boolean {
    return this.reach[from]?.has(to) === true && !this.reach[to]?.has(from);
  }
  private reached(from: number): ReadonlySet<number> {
    const seen = new Set<number>();
    const left = [from];
    for (let place = left.pop(); place !== undefined; place = left.pop())
      for (const one of this.a.next[place]?.keys() ?? [])
        if (!seen.has(one)) {
          seen.add(one);
          left.push(one);
        }
    return seen;
  }

  /** The shortest text that takes all walks from where they begin to where they should end. */
  private search(
    begin: readonly number[],
    apart: boolean,
    ends: (walk: Walk) => boolean,
  ): readonly number[] | undefined {
    const seen = new Set<string>();
    const walks: Walk[] = [{ at: begin, parted: false, by: -1, before: undefined }];
    for (const walk of walks)
      for (const then of this.onward(walk, apart ? begin : [])) {
        if (++this.steps > MOST_STEPS) return undefined;
        if (ends(then)) return textOf(then);
        const key = `${then.parted ? '!' : ''}${then.at.join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        walks.push(then);
      }
    return undefined;
  }

  /** Where the walks can go on to with one and the same character. */
  private onward(walk: Walk, around: readonly number[]): Generator<Walk> {
    return walk.at.length === 2 ? this.twoOnward(walk) : this.threeOnward(walk, around);
  }
  private *twoOnward(walk: Walk): Generator<Walk> {
    const [one = 0, two = 0] = walk.at;
    for (const [a, ways] of this.a.next[one] ?? [])
      for (const [b] of this.a.next[two] ?? []) {
        const by = this.leadsBack(a, one) && this.leadsBack(b, two) ? this.common(a, b) : undefined;
        const parted = walk.parted || a !== b || (one === two && ways > 1);
        if (by !== undefined) yield { at: [a, b], parted, by, before: walk };
      }
  }
  /** The first and the last of three walks go around where they are. */
  private *threeOnward(walk: Walk, [home = 0, , end = 0]: readonly number[]): Generator<Walk> {
    const [one = 0, two = 0, three = 0] = walk.at;
    const [firsts, seconds, thirds] = [
      this.placesBehind(one).filter((a) => this.leadsBack(a, home)),
      this.placesBehind(two).filter((b) => this.leadsBack(b, end)),
      this.placesBehind(three).filter((c) => this.leadsBack(c, three)),
    ];
    for (const a of firsts)
      for (const b of seconds)
        for (const c of thirds) {
          const by = this.common(a, b, c);
          if (by !== undefined) yield { at: [a, b, c], parted: walk.parted, by, before: walk };
        }
  }
  private placesBehind(place: number): number[] {
    return [...(this.a.next[place]?.keys() ?? [])];
  }
  private leadsBack(from: number, to: number): boolean {
    return this.reach[from]?.has(to) === true;
  }

  private common(...places: readonly number[]): number | undefined {
    const [first, ...others] = places.map((place) => this.a.takes[place]);
    for (const one of first ?? []) if (one !== BEGIN && one !== END && others.every((set) => set?.has(one))) return one;
    return undefined;
  }

  /** Only a text that does not match after all has every way tried. */
  private fails(place: number, word: readonly number[]): boolean {
    const [begin, ...way] = this.wayTo(place) ?? [];
    if (begin === undefined) return false;
    for (let other = END; other < this.a.classes; other++)
      if (this.failsBehind(place, other === END ? [begin, ...way] : [begin, other, ...way], word)) return true;
    return false;
  }
  private failsBehind(place: number, before: readonly number[], word: readonly number[]): boolean {
    let places = this.after(new Set([INITIAL]), before);
    if (!places?.has(place)) return false;
    for (let round = 0; round < ROUNDS; round++) if (places) places = this.after(places, word);
    if (!places) return false;
    for (let last = 1; last < this.a.classes; last++) {
      const ended = this.after(places, last === END ? [END] : [last, END]);
      if (ended) return true;
    }
    return false;
  }
  /** The places after a text; undefined when the pattern has matched on the way. */
  private after(places: ReadonlySet<number>, text: readonly number[]): ReadonlySet<number> | undefined {
    let now = places;
    for (const char of text) {
      const then = new Set<number>();
      for (const place of now)
        for (const one of this.a.next[place]?.keys() ?? []) if (this.a.takes[one]?.has(char)) then.add(one);
      this.steps += then.size;
      if ([...then].some((one) => this.a.accepting.has(one))) return undefined;
      now = then;
    }
    return now;
  }
  private wayTo(place: number): readonly number[] | undefined {
    const seen = new Set([INITIAL]);
    const walks: Walk[] = [{ at: [INITIAL], parted: false, by: -1, before: undefined }];
    for (const walk of walks)
      for (const one of this.a.next[walk.at[0] ?? INITIAL]?.keys() ?? []) {
        const [by] = this.a.takes[one] ?? [];
        if (by === undefined || seen.has(one)) continue;
        const then: Walk = { at: [one], parted: false, by, before: walk };
        if (one === place) return textOf(then);
        seen.add(one);
        walks.push(then);
      }
    return undefined;
  }
}

function textOf(walk: Walk): readonly number[] {
  const text: number[] = [];
  for (let at: Walk = walk; at.before; at = at.before) text.unshift(at.by);
  return text;
}
