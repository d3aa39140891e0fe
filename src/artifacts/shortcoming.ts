import * as z from 'zod';

/** Why a check that was met does not suffice. `src/wording/shortcomings.ts` says it. */
export const Shortcoming = z.enum([
  'any-character',
  'beginning-unresolved',
  'by-partner',
  'hostless-addresses',
  'occurs-somewhere',
  'one-character-only',
  'parent-folder-only',
  'path-unresolved',
  'server-open',
  'some-alternatives',
  'unanchored',
  'unread-check',
  'unread-schema',
]);

export type Shortcoming = z.infer<typeof Shortcoming>;
