import type { CodeSpan } from '../../artifacts/code-span';
import { normalLines } from '../../safety/text/normal-lines';
import type { Span } from './ir';

const MAX_TEXT = 200;

/** Units (UTF-16) of text that are kept; reading the others again costs little. */
const MAX_KEPT = 64 * 1024 * 1024;

/** The texts behind the trees. Files are known by their path relative to the analysed folder, with forward slashes. */
export interface TextSource {
  /** The whole text, its lines ended by `\n`; empty when the file is not known or cannot be read any more. */
  text(file: string): string;
  /** The place as it goes into facts: its own first line, cut at 200 characters. */
  span(file: string, span: Span): CodeSpan;
}

interface Kept {
  text: string;
  /** Made when first asked for. */
  lines?: string[];
}

/** Reads a text when it is first asked for, and keeps those that were used last. */
export class CachedTextSource implements TextSource {
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  constructor(
    private readonly read: (file: string) => string | undefined,
    private readonly maxKept = MAX_KEPT,
  ) {}

  text(file: string): string {
    return this.use(file).text;
  }

  span(file: string, span: Span): CodeSpan {
    const entry = this.use(file);
    entry.lines ??= entry.text.split('\n');
    const line = entry.lines[span.line - 1] ?? '';
    const own = line.slice(span.column, span.endLine === span.line ? span.endColumn : undefined);
    return { file, line: span.line, endLine: span.endLine, text: own.trim().slice(0, MAX_TEXT) };
  }

  private use(file: string): Kept {
    const known = this.kept.get(file);
    const entry = known ?? { text: normalLines(this.read(file) ?? '') };
    // A map keeps the order of insertion: what was used last comes last.
    this.kept.delete(file);
    this.kept.set(file, entry);
    if (!known) this.makeRoom(entry.text.length);
    return entry;
  }

  private makeRoom(added: number): void {
    this.size += added;
    for (const [file, { text }] of this.kept) {
      if (this.size <= this.maxKept || this.kept.size === 1) return;
      this.kept.delete(file);
      this.size -= text.length;
    }
  }
}
