import type { CodeFacts } from '../../src/artifacts/facts';
import { analyzeInProcess } from '../../src/analysis/in-process';
import { addComments, reorderFunctions } from './move';
import { originOf, type Program, programOf, type Source, textsOf } from './program';
import { Random } from './random';
import { renameLocals } from './rename';
import { splitFiles } from './split';

export const KINDS = ['rename', 'reorder', 'comments', 'split', 'all'] as const;
export type Kind = (typeof KINDS)[number];

type InFile = (path: string, source: Source, random: Random) => Promise<Source>;

async function inEveryFile(program: Program, change: InFile, random: Random): Promise<Program> {
  const result = new Map<string, Source>();
  for (const [path, source] of program) result.set(path, await change(path, source, random));
  return result;
}

/** A program that does the same as the other one. */
export async function changed(program: Program, kind: Kind, random: Random): Promise<Program> {
  switch (kind) {
    case 'rename':
      return inEveryFile(program, renameLocals, random);
    case 'reorder':
      return inEveryFile(program, reorderFunctions, random);
    case 'comments':
      return inEveryFile(program, addComments, random);
    case 'split':
      return splitFiles(program, random);
    case 'all': {
      let result = program;
      for (const one of ['split', 'rename', 'reorder', 'comments'] as const)
        result = await changed(result, one, random);
      return result;
    }
  }
}

/** What was found, by weakness and the place where it stands in the program as it was. */
function placesOf(facts: CodeFacts, program: Program): Map<string, number> {
  const places = new Map<string, number>();
  for (const { weakness, at } of facts.weaknesses) {
    const origin = originOf(program, at.file, at.line);
    const key = `${weakness} ${origin ? `${origin.file}:${origin.line}` : `new ${at.file}:${at.line}`}`;
    places.set(key, (places.get(key) ?? 0) + 1);
  }
  return places;
}

function missing(from: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] {
  return [...from]
    .flatMap(([key, count]) => Array.from({ length: Math.max(0, count - (other.get(key) ?? 0)) }, () => key))
    .sort();
}

export interface Comparison {
  kind: Kind;
  seed: number;
  /** Weaknesses of the program as it was. */
  expected: number;
  lost: string[];
  /** Found only after the change. */
  added: string[];
  /** Lines that are not as they were. */
  changedLines: number;
}

export class Metamorphosis {
  private constructor(
    readonly program: Program,
    private readonly before: ReadonlyMap<string, number>,
  ) {}

  static async of(files: ReadonlyMap<string, string>): Promise<Metamorphosis> {
    const program = programOf(files);
    return new Metamorphosis(program, placesOf(await analyzeInProcess(textsOf(program)), program));
  }

  async compare(kind: Kind, seed: number): Promise<Comparison> {
    const other = await changed(this.program, kind, new Random(seed));
    const after = placesOf(await analyzeInProcess(textsOf(other)), other);
    const expected = [...this.before.values()].reduce((sum, count) => sum + count, 0);
    return {
      kind,
      seed,
      expected,
      lost: missing(this.before, after),
      added: missing(after, this.before),
      changedLines: this.changedLines(other),
    };
  }

  private changedLines(other: Program): number {
    return [...other].reduce(
      (sum, [file, source]) =>
        sum + source.filter(({ text }, at) => this.program.get(file)?.[at]?.text !== text).length,
      0,
    );
  }
}

/** Share of the weaknesses that are found again, 0 to 1. */
export function rateOf(comparisons: readonly Comparison[]): number {
  const expected = comparisons.reduce((sum, one) => sum + one.expected, 0);
  const lost = comparisons.reduce((sum, one) => sum + one.lost.length, 0);
  return expected === 0 ? 1 : (expected - lost) / expected;
}
