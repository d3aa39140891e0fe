import * as z from 'zod';

/** What there is no more to say about than that it is so. */
const PLAIN = [
  'build-output',
  'cached-tree-damaged',
  'changed',
  'code-too-large',
  'example',
  'folder-crowded',
  'folder-too-deep',
  'generated',
  'ignore-rules-exhausted',
  'imported-misnamed',
  'library-copy',
  'link-loop',
  'link-outside',
  'markup',
  'memory-for-all',
  'minified',
  'misleading-encoding',
  'mostly-unparsed',
  'name-not-utf8',
  'names-many-ways',
  'not-parsed',
  'not-read',
  'not-text',
  'output-read-as-code',
  'page-scripts',
  'parse-nodes',
  'parse-steps',
  'parser-ended',
  'parser-memory',
  'partly-unparsed',
  'special-file',
  'test',
  'too-many-files',
  'tool-output',
  'unreadable',
  'vanished',
] as const;
export type PlainlyUnread = (typeof PLAIN)[number];

/** What has a name: a language, a rule, a path, the code or the text of an error. */
const NAMED = [
  'dependencies-unknown',
  'excluded-by',
  'flow-failed',
  'ignore-rules-unread',
  'ignored-by',
  'imports-dependency',
  'language',
  'language-unknown',
  'modules-unknown',
  'nests-too-deep',
  'no-access',
  'parser-stopped',
  'reader-failed',
  'secrets-only',
  'skipped',
] as const;
export type NamedUnread = (typeof NAMED)[number];

/** Something with a number of its own, of which there is more than is read, or that came first. */
const COUNTED = [
  'files-sampled',
  'folders-sampled',
  'imported-beyond',
  'lowering-steps',
  'megabytes-beyond',
  'nested-at-line',
  'parser-silent',
] as const;
export type CountedUnread = (typeof COUNTED)[number];

/** The parts of an analysis that can fail, or take too many steps, for themselves. */
const PARTS = [
  'access',
  'dependencies',
  'description',
  'entry-points',
  'flows',
  'framework',
  'javascript-routes',
  'listeners',
  'met',
  'misuse',
  'not-understood',
  'python-handlers',
  'python-routes',
  'raw-output',
  'registrations',
  'secrets',
  'templates',
  'zones',
] as const;
export type Part = (typeof PARTS)[number];

/**
 * Why something was not read, not judged, or not followed to the end, for code to tell apart; what people read of it
 * is made of this by `wording/unread.ts`.
 */
export const WhyUnread = z.discriminatedUnion('is', [
  z.object({ is: z.enum(PLAIN) }),
  z.object({ is: z.enum(NAMED), name: z.string() }),
  z.object({ is: z.enum(COUNTED), count: z.int() }),
  z.object({ is: z.literal('syntax-errors'), places: z.int(), line: z.int() }),
  /** Of so many dependencies the first ones. */
  z.object({
    is: z.literal('dependencies-cut'),
    all: z.int(),
    most: z.int(),
    of: z.enum(['file', 'direct', 'others']),
  }),
  z.object({ is: z.literal('steps'), part: z.enum(PARTS) }),
  z.object({ is: z.literal('flow-budget'), of: z.enum(['function', 'entry-point', 'file']) }),
  /** A defect of ours; `framework`: whose reader it was. */
  z.object({ is: z.literal('failed'), part: z.enum(PARTS), framework: z.string().optional(), error: z.string() }),
  /** The analysis died of it, or of the whole. */
  z.object({
    is: z.literal('died'),
    of: z.enum(['memory', 'crashed', 'timeout']),
    whole: z.boolean(),
    detail: z.string().optional(),
  }),
  /** No file handle was free for it and for so many others. */
  z.object({ is: z.literal('no-handle'), path: z.string(), others: z.int() }),
]);
export type WhyUnread = z.infer<typeof WhyUnread>;
