import * as z from 'zod';
import { Zone } from './enums';
import { WorkspacePath } from './paths';
import { WhyUnread } from './unread';

/**
 * What reading the code established. Paths are relative to the workspace folder with forward slashes; lines are
 * 1-based and inclusive. Everything is sorted, so that the same tree always gives the same bytes.
 */

const SKIP_REASONS = [
  'binary',
  'minified',
  'too-large',
  'unreadable',
  'outside-link',
  'link-loop',
  'too-deep',
  'lock-file',
  'encoding',
  'special',
] as const;
/** Why code was left out as a place, not as a file. */
const LEFT_OUT_CAUSES = [
  'ignored',
  'excluded',
  'build-output',
  'tool-output',
  'too-deep',
  'crowded',
  'too-many',
] as const;
export const FileFact = z.object({
  path: WorkspacePath,
  size: z.int(),
  /** SHA-256 of the bytes, hex. Empty when the file could not be read. */
  sha256: z.string(),
  lines: z.int(),
  language: z.string().optional(),
  /** Read as code by the analysis. */
  analyzed: z.boolean(),
  skipped: z.enum(SKIP_REASONS).optional(),
  role: z.enum(['source', 'test', 'config', 'docs', 'data', 'generated', 'other']),
  /** Where the code runs; absent where nothing tells. */
  zone: Zone.optional(),
  /** Of generated files: who wrote it instead of a person. */
  madeBy: z.enum(['generator', 'library', 'minifier']).optional(),
  /** A language or format that is known as code and not read. */
  unread: z
    .object({
      name: z.string(),
      kind: z.enum(['language', 'script', 'query', 'notebook', 'template', 'infrastructure']),
    })
    .optional(),
  /** Left out by its place, and read because code that is read imports it, or a manifest starts it. */
  readBecause: z.enum(['imported', 'started']).optional(),
  syntaxErrors: z.int().optional(),
  /** What stands in places the grammar could not read: how many lines, and the first of them. */
  unparsed: z.object({ lines: z.int(), first: z.int() }).optional(),
});

export type FileFact = z.infer<typeof FileFact>;

export const Inventory = z.object({
  files: z.array(FileFact),
  directories: z.int(),
  unreadable: z.array(z.object({ path: WorkspacePath, why: WhyUnread })),
  /** Directories that were too deep to enter. */
  truncated: z.array(WorkspacePath),
  /**
   * Code in places that are not entered; `rule` is the pattern that left it out. A
   * folder stands for code that was not counted.
   */
  leftOut: z
    .array(z.object({ path: z.string(), cause: z.enum(LEFT_OUT_CAUSES), rule: z.string().optional() }))
    .optional(),
  /** Above 100,000 files not all are listed: there are about this many. */
  estimatedFiles: z.int().optional(),
});

export type Inventory = z.infer<typeof Inventory>;
