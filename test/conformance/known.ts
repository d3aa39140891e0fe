import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type Disagreement, KINDS } from './compare';
import type { Result } from './measure';

const Known = z.array(
  z.strictObject({
    framework: z.string(),
    seed: z.int(),
    kind: z.enum(KINDS),
    route: z.string(),
    /** Why it is not mended. */
    reason: z.string().min(10),
  }),
);

const keyOf = (framework: string, seed: number, kind: string, route: string): string =>
  `${framework} ${seed} ${kind} ${route}`;

export interface Verdict {
  result: Result;
  /** Disagreements that nobody knew of, and known ones that are gone. */
  complaints: string[];
}

const described = ({ framework, seed }: Result, { kind, method, path, told, asked }: Disagreement): string =>
  `${framework} ${seed} ${kind} ${method} ${path}: told ${told}, let in: ${asked}`;

/** Holds results against what is known: both sides have to be the same. */
export function judge(results: readonly Result[], file: string): Verdict[] {
  const known = Known.parse(JSON.parse(readFileSync(file, 'utf8')));
  const keys = new Set(known.map(({ framework, seed, kind, route }) => keyOf(framework, seed, kind, route)));
  return results.map((result): Verdict => {
    const { framework, seed, error, disagreements } = result;
    if (error !== undefined) return { result, complaints: [`${framework} ${seed} did not start: ${error}`] };
    const found = new Map(
      disagreements.map((one) => [keyOf(framework, seed, one.kind, `${one.method} ${one.path}`), one]),
    );
    const fresh = [...found].flatMap(([key, one]) => (keys.has(key) ? [] : [described(result, one)]));
    const gone = [...keys].filter((key) => key.startsWith(`${framework} ${seed} `) && !found.has(key));
    return {
      result,
      complaints: [...fresh, ...gone.map((key) => `${key}: agrees now, take it out of known.json`)],
    };
  });
}
