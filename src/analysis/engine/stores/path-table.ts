interface Row {
  path: RegExp;
}

/**
 * Rows of knowledge by the library paths they are about. The calls of a program go to few
 * paths, again and again: each is matched once.
 */
export class PathTable<T extends Row> {
  private readonly known = new Map<string, number>();

  constructor(private readonly rows: readonly T[]) {}

  /** The first row that is about any of the paths. */
  firstFor(paths: readonly string[]): T | undefined {
    let first = this.rows.length;
    for (const path of paths) first = Math.min(first, this.position(path));
    return this.rows[first];
  }

  /** Position of the first row that is about the path; behind the last when there is none. */
  private position(path: string): number {
    let position = this.known.get(path);
    if (position === undefined) {
      const found = this.rows.findIndex((row) => row.path.test(path));
      position = found === -1 ? this.rows.length : found;
      this.known.set(path, position);
    }
    return position;
  }
}
