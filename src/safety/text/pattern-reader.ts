/**
 * A small reader of regular expressions: what it cannot read is not understood. It is run on patterns of the analysed
 * code, so it counts its steps, where the engine of the language could be made to hang.
 */
export type Node =
  | { kind: 'set'; holds: (char: string) => boolean; sample: string }
  | { kind: 'start' | 'end' }
  | { kind: 'group'; of: Node[][] }
  | { kind: 'repeat'; of: Node; min: number; max: number };

type Characters = Extract<Node, { kind: 'set' }>;
const DIGIT = /\d/;
const WORD = /\w/;
const SPACE = /\s/;

/** Characters that most sets hold one of. */
const USUAL = ['a', '1', 'A', '-', '_', ' ', '.', 'x'];

export class Unreadable extends Error {}

export class Reader {
  at = 0;
  constructor(
    private readonly pattern: string,
    private readonly ignoresCase: boolean,
  ) {}

  alternatives(): Node[][] {
    const all: Node[][] = [[]];
    while (this.at < this.pattern.length && this.pattern[this.at] !== ')') {
      if (this.pattern[this.at] === '|') {
        this.at++;
        all.push([]);
      } else all.at(-1)?.push(this.repeated(this.atom()));
    }
    return all;
  }

  private atom(): Node {
    const char = this.pattern[this.at++] ?? '';
    switch (char) {
      case '^':
        return { kind: 'start' };
      case '$':
        return { kind: 'end' };
      case '.':
        return { kind: 'set', holds: (one) => one !== '\n', sample: 'x' };
      case '[':
        return this.set();
      case '(':
        return this.group();
      case '\\':
        return this.escaped(this.pattern[this.at++] ?? '');
      default:
        if ('*+?{'.includes(char)) throw new Unreadable();
        return this.inAnyCase(exactly(char));
    }
  }

  /** The same in either case where that makes no difference; escapes such as `\S` are no letters and keep theirs. */
  private inAnyCase(set: Characters): Characters {
    if (!this.ignoresCase) return set;
    const { holds, sample } = set;
    return {
      kind: 'set',
      holds: (char) => holds(char) || holds(char.toLowerCase()) || holds(char.toUpperCase()),
      sample,
    };
  }

  private group(): Node {
    if (this.pattern[this.at] === '?') {
      const opened = /^\?(?::|P?<[A-Za-z]\w*>)/.exec(this.pattern.slice(this.at));
      if (!opened) throw new Unreadable();
      this.at += opened[0].length;
    }
    const of = this.alternatives();
    if (this.pattern[this.at++] !== ')') throw new Unreadable();
    return { kind: 'group', of };
  }

  private escaped(char: string): Node {
    if (char === 'A') return { kind: 'start' };
    if (char === 'z' || char === 'Z') return { kind: 'end' };
    return classOf(char) ?? this.literal(char);
  }

  private literal(char: string): Node {
    if (/[A-Za-z0-9]/.test(char) && !'nrt'.includes(char)) throw new Unreadable();
    return this.inAnyCase(exactly({ n: '\n', r: '\r', t: '\t' }[char] ?? char));
  }

  private set(): Node {
    const negated = this.pattern[this.at] === '^';
    if (negated) this.at++;
    const parts: Characters[] = [];
    for (let first = true; this.pattern[this.at] !== ']' || first; first = false) {
      if (this.at >= this.pattern.length) throw new Unreadable();
      parts.push(this.inAnyCase(this.member()));
    }
    this.at++;
    const holds = (char: string): boolean => parts.some((part) => part.holds(char)) !== negated;
    const sample = [...parts.map((part) => part.sample), ...USUAL].find(holds);
    if (sample === undefined) throw new Unreadable();
    return { kind: 'set', holds, sample };
  }

  private member(): Characters {
    const one = this.single();
    if (this.pattern[this.at] !== '-' || this.pattern[this.at + 1] === ']' || one.sample.length !== 1) return one;
    this.at++;
    const to = this.single();
    return { kind: 'set', holds: (char) => char >= one.sample && char <= to.sample, sample: one.sample };
  }

  private single(): Characters {
    const char = this.pattern[this.at++] ?? '';
    const node = char === '\\' ? this.escaped(this.pattern[this.at++] ?? '') : exactly(char);
    if (node.kind !== 'set') throw new Unreadable();
    return node;
  }

  private repeated(of: Node): Node {
    const counted = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(this.pattern.slice(this.at));
    if (!counted) return of;
    this.at += counted[0].length;
    if (this.pattern[this.at] === '?') this.at++;
    const [sign, low, comma, high] = counted;
    const bounds = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[sign];
    const [min = 0, max = 0] = bounds ?? [Number(low), boundOf(Number(low), comma ?? '', high ?? '')];
    return { kind: 'repeat', of, min, max };
  }
}

function boundOf(low: number, comma: string, high: string): number {
  if (high !== '') return Number(high);
  return comma === '' ? low : Infinity;
}

const exactly = (char: string): Characters => ({
  kind: 'set',
  holds: (one) => one === char,
  sample: char,
});

const CLASSES: Readonly<Record<string, readonly [RegExp, string, string]>> = {
  d: [DIGIT, '1', 'x'],
  w: [WORD, 'a', '-'],
  s: [SPACE, ' ', 'x'],
};

function classOf(char: string): Characters | undefined {
  const known = CLASSES[char.toLowerCase()];
  if (!known) return undefined;
  const [pattern, inside, outside] = known;
  const wanted = char === char.toLowerCase();
  return { kind: 'set', holds: (one) => pattern.test(one) === wanted, sample: wanted ? inside : outside };
}
