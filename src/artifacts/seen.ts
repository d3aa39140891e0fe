import * as z from 'zod';

/** What there is no more to say about than that it was seen. */
const PLAIN = [
  'any-algorithm',
  'any-certificate',
  'any-host-key',
  'any-site',
  'any-site-with-cookies',
  'beginning-compared',
  'broken-protocol',
  'certificates-unchecked',
  'compared-by-character',
  'cookie-from-other-sites',
  'cookie-plain',
  'cookie-readable',
  'cookie-unprotected',
  'csrf-cookie-plain',
  'debug-mode',
  'debugger-for-everybody',
  'dot-in-host',
  'empty-key',
  'equal-blocks-shown',
  'exponential-pattern',
  'fast-password-hash',
  'file-for-everybody',
  'folder-listed',
  'forged-requests-taken',
  'forgery-protection-off',
  'forgery-protection-on-demand',
  'header-off',
  'host-names-as-pattern',
  'key-without-salt',
  'known-temporary-name',
  'name-before-file',
  'names-with-underscores',
  'no-type-passes',
  'pages-not-escaped',
  'path-not-resolved',
  'plain-password',
  'plain-text-passes',
  'record-makes-objects',
  'remember-cookie-plain',
  'remember-cookie-readable',
  'session-cookie-plain',
  'session-cookie-plain-anywhere',
  'session-cookie-readable',
  'session-id-kept',
  'session-kept',
  'signature-unchecked',
  'stack-sent',
  'token-read-unchecked',
  'type-compared-whole',
  'type-guessed',
  'unsigned-accepted',
] as const;

/** What was seen of something that has a name in the code: a variable, an algorithm, a size, a header. */
const NAMED = [
  'broken-hash',
  'certificates-off',
  'certificates-off-by-default',
  'compared-when-sent',
  'hash-of-known',
  'host-anywhere',
  'limiter-by-header',
  'logged',
  'low-work-factor',
  'predictable',
  'raw-in-page',
  'short-key',
  'turned-off',
  'weak-cipher',
  'weak-cipher-or-mode',
] as const;

/** A secret that is written down, as it may be shown. */
const WrittenSecret = z.object({
  /** The kind of credential, `secret` where only its name tells. */
  kind: z.string(),
  name: z.string().optional(),
  /** Its first characters. */
  hint: z.string().optional(),
  /** Accounts are made with it. */
  ofAccount: z.literal(true).optional(),
  /** Used when no other is set. */
  standsIn: z.literal(true).optional(),
  forDevelopment: z.literal(true).optional(),
});

export type WrittenSecret = z.infer<typeof WrittenSecret>;

/** What was seen at a place that is wrong. `src/wording/seen.ts` says it. */
export const Seen = z.discriminatedUnion('what', [
  z.object({ what: z.enum(PLAIN) }),
  z.object({ what: z.enum(NAMED), of: z.string() }),
  /** A cookie; without anything that it lacks it goes along with requests from other sites. */
  z.object({
    what: z.literal('cookie-lacks'),
    of: z.string().optional(),
    lacks: z.array(z.enum(['httpOnly', 'secure'])),
  }),
  z.object({ what: z.literal('sender-says-rights'), of: z.string(), sentAs: z.string() }),
  z.object({ what: z.literal('secret'), secret: WrittenSecret }),
  /** Data from the source of the fact arrives at its sink. */
  z.object({ what: z.literal('arrives') }),
]);

export type Seen = z.infer<typeof Seen>;
export type SeenPlainly = (typeof PLAIN)[number];
export type SeenNamed = (typeof NAMED)[number];
