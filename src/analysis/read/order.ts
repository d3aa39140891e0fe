interface Place {
  file: string;
  line: number;
}

/** By code units: the same order on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function compareByPlace(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line;
}
