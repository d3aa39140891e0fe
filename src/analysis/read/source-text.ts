import type { Span } from './ir';

/** Turns offsets into lines and columns. Lines end at `\n`, as in the parser; a `\r` before it belongs to the line. */
export class SourceText {
  private readonly starts: number[] = [0];
  /** Most look-ups are near the one before. */
  private last = 0;

  constructor(readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** 0-based line of an offset. */
  private lineAt(offset: number): number {
    const { starts } = this;
    const from = starts[this.last] ?? 0;
    const after = starts[this.last + 1] ?? Infinity;
    if (offset >= from && offset < after) return this.last;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    this.last = low;
    return low;
  }

  span(start: number, end: number): Span {
    const endLine = this.lineAt(end);
    const line = this.lineAt(start);
    return {
      line: line + 1,
      column: start - (this.starts[line] ?? 0),
      endLine: endLine + 1,
      endColumn: end - (this.starts[endLine] ?? 0),
    };
  }

  slice(range: { start: number; end: number }): string {
    return this.text.slice(range.start, range.end);
  }
}
