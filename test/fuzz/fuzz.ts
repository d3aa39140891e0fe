import { analyzeInProcess } from '../../src/analysis/in-process';
import { CodeFacts } from '../../src/artifacts/facts';
import { Random } from '../metamorphic/random';
import { adversary } from './adversaries';
import { mutated } from './mutate';
import { unreadSentence } from '../../src/wording/unread';

export interface Fuzzed {
  seed: number;
  /** What went wrong; empty when the program was analysed, or refused with a reason. */
  problems: string[];
  weaknesses: number;
  limits: number;
  /** Milliseconds of processor time, megabytes of heap afterwards. */
  cpu: number;
  heap: number;
}

/** The program of a seed: one of the given ones, damaged, or one that is made to do harm. */
export function programOf(seed: number, bases: readonly Readonly<Record<string, string>>[]): Map<string, string> {
  const random = new Random(seed);
  if (random.chance(0.3)) {
    const made = adversary(random);
    return random.chance(0.5) ? new Map(Object.entries(made)) : mutated(made, random);
  }
  return mutated(random.pick(bases), random);
}

/** A part that failed by itself is stated in the facts; here it is a defect. */
const internalErrors = (facts: CodeFacts): string[] =>
  facts.limits
    .map(({ why }) => unreadSentence(why))
    .filter((sentence) => /internal error|Maximum call stack/.test(sentence));

function schemaErrors(facts: CodeFacts): string[] {
  const checked = CodeFacts.safeParse(facts);
  return checked.success
    ? []
    : [
        `The facts do not fit their schema: ${checked.error.issues[0]?.message ?? ''} at ${checked.error.issues[0]?.path.join('.') ?? ''}`,
      ];
}

/** Analyses the program of a seed. Never rejects. */
export async function fuzz(seed: number, bases: readonly Readonly<Record<string, string>>[]): Promise<Fuzzed> {
  const before = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
  const heap = (): number => process.memoryUsage().heapUsed / 1024 / 1024;
  try {
    const facts = await analyzeInProcess(programOf(seed, bases));
    return {
      seed,
      problems: [...internalErrors(facts), ...schemaErrors(facts)],
      weaknesses: facts.weaknesses.length,
      limits: facts.limits.length,
      cpu: spent(),
      heap: heap(),
    };
  } catch (error) {
    return {
      seed,
      problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      weaknesses: 0,
      limits: 0,
      cpu: spent(),
      heap: heap(),
    };
  }
}
