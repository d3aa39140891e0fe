import * as z from 'zod';
import type { CoverageSummary } from './coverage';

/** Share of production code that must have been read before a result counts as one about the whole, 0 to 1. */
export const MIN_COVERAGE = 0.6;

/** Why a result says less than it seems to. */
export const Incompleteness = z.discriminatedUnion('kind', [
  /** Less than `minimum` of the production code was read; both 0 to 1. */
  z.object({ kind: z.literal('coverage'), share: z.number(), minimum: z.number() }),
  /** A part of the analysis failed. */
  z.object({ kind: z.literal('failed-part'), reason: z.string() }),
  /** Concerns that nobody and nothing answered. */
  z.object({ kind: z.literal('blocked-concerns'), concerns: z.array(z.string()) }),
  /** Agents that a time limit ended. */
  z.object({ kind: z.literal('timed-out'), agents: z.array(z.string()) }),
  /** Components that could not be mapped. */
  z.object({ kind: z.literal('unmapped'), count: z.int() }),
]);
export type Incompleteness = z.infer<typeof Incompleteness>;

/**
 * The share of production code that was read, 0 to 1: by files or by lines, whichever is less, so that neither many
 * small files nor a few large ones hide what was not read. 1 where there is no code.
 */
export function shareRead({ files, lines }: Pick<CoverageSummary, 'files' | 'lines'>): number {
  const byFiles = files.code === 0 ? 1 : files.read / files.code;
  const byLines = lines.code === 0 ? 1 : lines.read / lines.code;
  return Math.min(byFiles, byLines);
}

/** What makes reading the code alone incomplete. */
export function incompleteReading(coverage: CoverageSummary, minimum = MIN_COVERAGE): Incompleteness[] {
  const share = shareRead(coverage);
  return [
    ...(share < minimum ? [{ kind: 'coverage' as const, share, minimum }] : []),
    ...coverage.failures.map((reason) => ({ kind: 'failed-part' as const, reason })),
  ];
}
