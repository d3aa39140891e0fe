import type { CodeSpan } from '../artifacts/facts';
import type { Span } from './ir';

const MAX_TEXT = 200;

/** The texts behind the trees. Files are known by their path relative to the analysed folder, with forward slashes. */
export interface TextSource {
  /** The whole text; empty when the file is not known or cannot be read any more. */
  text(file: string): string;
  /** The place as it goes into facts: its own first line, cut at 200 characters. */
  span(file: string, span: Span): CodeSpan;
}

/** Reads a text once, when it is first asked for. */
export class CachedTextSource implements TextSource {
  private readonly texts = new Map<string, string>();
  private readonly lines = new Map<string, string[]>();

  constructor(private readonly read: (file: string) => string | undefined) {}

  text(file: string): string {
    let text = this.texts.get(file);
    if (text === undefined) {
      text = this.read(file) ?? '';
      this.texts.set(file, text);
    }
    return text;
  }

  span(file: string, span: Span): CodeSpan {
    const line = this.linesOf(file)[span.line - 1] ?? '';
    const own = line.slice(span.column, span.endLine === span.line ? span.endColumn : undefined);
    return { file, line: span.line, endLine: span.endLine, text: own.trim().slice(0, MAX_TEXT) };
  }

  private linesOf(file: string): string[] {
    let lines = this.lines.get(file);
    if (!lines) {
      lines = this.text(file).split('\n');
      this.lines.set(file, lines);
    }
    return lines;
  }
}
