import * as z from 'zod';
import { WhyUnread } from './unread';

/**
 * Why a file, or a part of it, has no results. `too-large` (bytes), `too-complex` (steps,
 * nodes, nesting) and `budget` (the whole folder holds more than is read) are the same on every machine.
 * `partly-parsed`: read, but for some places. `memory`, `crashed`, `timeout` and `handles` (no file handle was free)
 * are nets: what they cost may be there the next time.
 */
const LIMIT_CODES = [
  'too-large',
  'too-complex',
  'budget',
  'parse-failed',
  'partly-parsed',
  'changed',
  'unreadable',
  'memory',
  'crashed',
  'timeout',
  'handles',
] as const;
export const LimitFact = z.object({ path: z.string(), why: WhyUnread, code: z.enum(LIMIT_CODES).optional() });
export type LimitFact = z.infer<typeof LimitFact>;
export type LimitCode = (typeof LIMIT_CODES)[number];

const NETS: ReadonlySet<LimitCode | undefined> = new Set<LimitCode>(['memory', 'crashed', 'timeout', 'handles']);

/** Whether a net was needed: the analysis is incomplete, and running it again may find more. */
export const neededNet = (limits: readonly LimitFact[]): boolean => limits.some((limit) => NETS.has(limit.code));
