/** Finds the lines of things in manifests whose parser keeps no positions. 1-based. */
export class LineFinder {
  readonly lines: readonly string[];

  constructor(text: string) {
    this.lines = text.split(/\r?\n/);
  }

  /** The line after the first one that starts with the table header, else the first line. */
  section(header: string): number {
    const at = this.lines.findIndex((line) => line.trim() === header);
    return at < 0 ? 1 : at + 2;
  }

  /** First line from `from` on that matches; undefined when there is none. */
  find(test: (line: string) => boolean, from = 1): number | undefined {
    for (let at = from - 1; at < this.lines.length; at += 1) if (test(this.lines[at] ?? '')) return at + 1;
    return undefined;
  }
}
