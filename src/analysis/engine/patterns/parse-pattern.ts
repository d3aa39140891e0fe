import { anyCase, ANYTHING, ENDS_OF_LINES, escaped, inverted, literal, merged, type Ranges } from './characters';

/** A regular expression as far as its time depends on it. */
export type Piece =
  | { readonly kind: 'set'; readonly ranges: Ranges }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'all'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'either'; readonly options: readonly Piece[] }
  | { readonly kind: 'repeat'; readonly piece: Piece; readonly least: number; readonly most: number };

/** Thrown away: what looks around, refers back, or has marks of its own is not judged. */
class NotJudged extends Error {}

/** Undefined where the pattern has what this does not understand. */
export function parsePattern(pattern: string, flags: string): Piece | undefined {
  try {
    const reader = new Reader(pattern, flags);
    const piece = reader.either();
    return reader.done() ? piece : undefined;
  } catch (error) {
    if (error instanceof NotJudged) return undefined;
    throw error;
  }
}

/** Groups that only group; those with a name take the same text. */
const GROUPS = /^\?(?::|P?<[A-Za-z_]\w*>)/;
const REPEATS = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/;
const MOST_DEPTH = 40;

class Reader {
  private at = 0;
  private depth = 0;
  private readonly ignoresCase: boolean;
  private readonly dot: Ranges;

  constructor(
    private readonly text: string,
    private readonly flags: string,
  ) {
    this.ignoresCase = flags.includes('i');
    this.dot = flags.includes('s') ? ANYTHING : inverted(ENDS_OF_LINES);
  }

  done(): boolean {
    return this.at >= this.text.length;
  }
  private rest(): string {
    return this.text.slice(this.at);
  }

  either(): Piece {
    if (++this.depth > MOST_DEPTH) throw new NotJudged();
    const options = [this.all()];
    while (this.text[this.at] === '|') {
      this.at++;
      options.push(this.all());
    }
    this.depth--;
    const [only] = options;
    return options.length === 1 && only ? only : { kind: 'either', options };
  }

  private all(): Piece {
    const pieces: Piece[] = [];
    while (!this.done() && this.text[this.at] !== '|' && this.text[this.at] !== ')') pieces.push(this.repeated());
    return { kind: 'all', pieces };
  }

  private repeated(): Piece {
    let piece = this.single();
    for (let found = REPEATS.exec(this.rest()); found; found = REPEATS.exec(this.rest())) {
      const [whole, least = '', comma, most = ''] = found;
      if (whole.startsWith('{') && least === '' && most === '') break;
      this.at += whole.length;
      if (this.text[this.at] === '+') throw new NotJudged();
      if (this.text[this.at] === '?') this.at++;
      piece = { kind: 'repeat', piece, ...this.times(whole, least, comma, most) };
    }
    return piece;
  }
  private times(whole: string, least: string, comma: string | undefined, most: string) {
    if (whole === '*') return { least: 0, most: Infinity };
    if (whole === '+') return { least: 1, most: Infinity };
    if (whole === '?') return { least: 0, most: 1 };
    const from = Number(least);
    if (comma !== ',') return { least: from, most: from };
    return { least: from, most: most === '' ? Infinity : Number(most) };
  }

  private single(): Piece {
    const char = this.text[this.at++] ?? '';
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return this.set(this.members());
      case '.':
        return { kind: 'set', ranges: this.dot };
      case '^':
      case '$':
        if (this.flags.includes('m')) throw new NotJudged();
        return { kind: char === '^' ? 'start' : 'end' };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new NotJudged();
      default:
        return this.set(literal(char));
    }
  }

  private group(): Piece {
    if (this.text[this.at] === '?') {
      const found = GROUPS.exec(this.rest());
      if (!found) throw new NotJudged();
      this.at += found[0].length;
    }
    const inside = this.either();
    if (this.text[this.at++] !== ')') throw new NotJudged();
    return inside;
  }

  private escape(): Piece {
    const [char] = this.rest();
    if (char === 'A') return this.anchor('start');
    if (char === 'Z' || char === 'z') return this.anchor('end');
    const known = escaped(this.rest());
    if (!known) throw new NotJudged();
    this.at += known.length;
    return this.set(known.ranges);
  }
  private anchor(kind: 'start' | 'end'): Piece {
    this.at++;
    return { kind };
  }

  private members(): Ranges {
    const negated = this.text[this.at] === '^';
    if (negated) this.at++;
    const found: (readonly [number, number])[] = [];
    const first = this.at;
    while (this.text[this.at] !== ']' || (this.at === first && this.flags.includes('x'))) {
      if (this.done()) throw new NotJudged();
      const from = this.member();
      const until = this.text[this.at] === '-' && this.text[this.at + 1] !== ']' ? this.upTo() : undefined;
      const [low] = from;
      const high = until?.at(-1);
      if (low && high) found.push([low[0], Math.max(low[0], high[1])]);
      else found.push(...from);
    }
    this.at++;
    return negated ? inverted(found) : merged(found);
  }
  private upTo(): Ranges {
    this.at++;
    return this.member();
  }
  private member(): Ranges {
    const char = this.text[this.at++] ?? '';
    if (char !== '\\') return literal(char);
    const known = this.text[this.at] === 'b' ? { ranges: literal('\b'), length: 1 } : escaped(this.rest());
    if (!known) throw new NotJudged();
    this.at += known.length;
    return known.ranges;
  }

  private set(ranges: Ranges): Piece {
    return { kind: 'set', ranges: this.ignoresCase ? anyCase(ranges) : ranges };
  }
}
