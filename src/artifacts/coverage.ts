import * as z from 'zod';
import { WhyUnread } from './unread';

/** Files and lines of one language: what there is of production code, and what of it was read. */
export const LanguageCoverage = z.object({
  language: z.string(),
  files: z.int(),
  read: z.int(),
  lines: z.int(),
  linesRead: z.int(),
});
export type LanguageCoverage = z.infer<typeof LanguageCoverage>;

/**
 * Why something that is named was not read or not judged. `production` counts against the share of production code;
 * `partial` was read except for some places; all others are named and do not count.
 */
export const UNREAD_GROUPS = [
  'production',
  'partial',
  'script',
  'test',
  'example',
  'generated',
  'ignored',
  'output',
  'link',
] as const;
const UnreadPlace = z.object({
  path: z.string(),
  group: z.enum(UNREAD_GROUPS),
  language: z.string().optional(),
  line: z.int().optional(),
});
const UnreadFact = UnreadPlace.extend({ why: WhyUnread });
export type UnreadFact = z.infer<typeof UnreadFact>;

/** The same with its sentence; sessions of earlier versions have the sentence alone. */
export const UnreadItem = UnreadPlace.extend({ reason: z.string(), why: WhyUnread.optional() });
export type UnreadItem = z.infer<typeof UnreadItem>;

/** Something that runs and was not understood, at the first of its places. */
export const NotUnderstood = z.object({
  what: z.enum(['framework', 'server', 'handler', 'registration', 'dynamic-import']),
  name: z.string(),
  file: z.string(),
  line: z.int(),
  /** How many places there are. */
  places: z.int(),
});
export type NotUnderstood = z.infer<typeof NotUnderstood>;

/** The few numbers that every reader shows; all of them come from one `Coverage`. */
export const CoverageSummary = z.object({
  /** Files of production code; `unread` is the difference. */
  files: z.object({ code: z.int(), read: z.int(), unread: z.int() }),
  lines: z.object({ code: z.int(), read: z.int() }),
  byLanguage: z.array(LanguageCoverage),
  /** Entry points, and those whose registration and handler were followed. */
  handlers: z.object({ found: z.int(), followed: z.int() }),
  /** Items by group. */
  unreadByGroup: z.partialRecord(z.enum(UNREAD_GROUPS), z.int()),
  /** Names of what was not understood. */
  notUnderstoodNames: z.array(z.string()),
  /** Parts of the analysis that failed, in sentences: their results are unknown. */
  failures: z.array(z.string()),
});
export type CoverageSummary = z.infer<typeof CoverageSummary>;

export const Coverage = CoverageSummary.extend({ unread: z.array(UnreadItem), notUnderstood: z.array(NotUnderstood) });
export type Coverage = z.infer<typeof Coverage>;

/** A part that failed, as a whole or at a path. */
const Failure = z.object({ path: z.string().optional(), why: WhyUnread });
export type Failure = z.infer<typeof Failure>;

/** What an analysis knows of its own coverage; `wording/coverage.ts` makes a `Coverage` of it. */
export const CodeCoverage = CoverageSummary.extend({
  failures: z.array(Failure),
  unread: z.array(UnreadFact),
  notUnderstood: z.array(NotUnderstood),
});
export type CodeCoverage = z.infer<typeof CodeCoverage>;
