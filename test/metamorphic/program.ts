/** Where a line stood before it was moved. */
export interface Origin {
  file: string;
  /** 1-based. */
  line: number;
}

/** A line of a program that is changed; without an origin it is new. */
export interface Line {
  text: string;
  origin?: Origin;
}

export type Source = readonly Line[];
/** By path, with forward slashes. */
export type Program = ReadonlyMap<string, Source>;

export function programOf(files: ReadonlyMap<string, string>): Program {
  return new Map(
    [...files].map(([file, text]) => [
      file,
      text.split(/\r\n?|\n/).map((line, at) => ({ text: line, origin: { file, line: at + 1 } })),
    ]),
  );
}

export const textOf = (source: Source): string => source.map((line) => line.text).join('\n');
export const textsOf = (program: Program): Map<string, string> =>
  new Map([...program].map(([file, source]) => [file, textOf(source)]));

/** Where a place of the changed program stood before; undefined for what is new. */
export const originOf = (program: Program, file: string, line: number): Origin | undefined =>
  program.get(file)?.[line - 1]?.origin;
