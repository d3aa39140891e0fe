import type { CodeSpan } from '../artifacts/code-span';
import type { AgentTools } from '../reasoning/work';
import type { Sayable } from '../messages/say';

/** A quote is at most this many lines. */
const MAX_LINES = 12;
/** A line without end, in units of text, is quoted by its beginning alone. */
const MAX_LINE = 400;
/** Lines read at once. */
const WINDOW = 2000;

/** Verbatim text of a place, with the hash of the file it stands in. */
export interface Quote {
  text: string;
  /** The last line of it. */
  end: number;
  sha256: string;
}

interface SourceText {
  lines: string[];
  sha256: string;
}

/**
 * The one way from a place to the text that stands there, for showing it and for making sure that it still says what
 * the
 * analysis saw. What is claimed about code is decided from facts; the text decides nothing but whether it is there.
 */
export class Quotes {
  private readonly files = new Map<string, SourceText>();
  private readonly failed = new Map<string, Sayable>();

  constructor(private readonly tools: Pick<AgentTools, 'readFile'>) {}

  /** The text of a place; undefined when its lines do not exist or hold nothing. */
  async quote({ file, line, endLine }: Omit<CodeSpan, 'text'>): Promise<Quote | undefined> {
    const source = await this.source(file);
    if (!source) return undefined;
    const end = Math.min(endLine, line + MAX_LINES - 1, source.lines.length);
    const text = shown(source.lines.slice(line - 1, end));
    return text.trim() === '' ? undefined : { text, end, sha256: source.sha256 };
  }

  /** Whether the place can be read and says what the fact says. */
  async confirms({ file, line, text }: CodeSpan): Promise<boolean> {
    const found = (await this.source(file))?.lines[line - 1];
    return found !== undefined && (text === '' || found.includes(text.trim().slice(0, 180)));
  }

  /** How many lines a file has; undefined when it cannot be read, which is recorded. */
  async linesOf(file: string): Promise<number | undefined> {
    return (await this.source(file))?.lines.length;
  }

  get filesRead(): string[] {
    return [...this.files.keys()];
  }

  /** What was not read, or not to the end, and why. */
  get notReached(): { path: string; reason: Sayable }[] {
    return [...this.failed].map(([path, reason]) => ({ path, reason }));
  }

  miss(path: string, reason: Sayable): void {
    this.failed.set(path, reason);
  }

  private async source(path: string): Promise<SourceText | undefined> {
    const known = this.files.get(path);
    if (known || this.failed.has(path)) return known;
    try {
      const source = await this.readAll(path);
      this.files.set(path, source);
      return source;
    } catch (error) {
      this.miss(path, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private async readAll(path: string): Promise<SourceText> {
    const first = await this.tools.readFile(path, 1, WINDOW);
    const lines = [...first.lines];
    while (lines.length < first.totalLines) {
      const next = await this.tools.readFile(path, lines.length + 1, lines.length + WINDOW);
      if (next.lines.length === 0) break;
      lines.push(...next.lines);
    }
    return { lines, sha256: first.sha256 };
  }
}

function shown(lines: readonly string[]): string {
  return lines.some((line) => line.length > MAX_LINE) ? (lines[0] ?? '').slice(0, MAX_LINE) : lines.join('\n');
}
