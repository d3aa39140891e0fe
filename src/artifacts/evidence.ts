import * as z from 'zod';
import { CodeSpan } from './code-span';
import { WorkspacePath } from './paths';

/** What of a file that is taken can be looked at. */
export const UPLOAD_ASPECTS = ['type', 'size', 'name'] as const;
export type UploadAspect = (typeof UPLOAD_ASPECTS)[number];

/**
 * What a place in the code does with the sender of a request or with what the request brings. Each says what was seen,
 * not whether it suffices: that is for who asks.
 */
export const EvidenceFact = z.discriminatedUnion('kind', [
  /** Something is compared with the sender; `turnsAway` says who is refused by it. */
  z.object({ kind: z.literal('compares-caller'), at: CodeSpan, turnsAway: z.enum(['others', 'oneself', 'unknown']) }),
  /** Records are selected by who the sender is. */
  z.object({ kind: z.literal('selects-by-caller'), at: CodeSpan }),
  /** Something is done with or through the identity of the sender. */
  z.object({ kind: z.literal('acts-as-caller'), at: CodeSpan }),
  /** A decision looks at a role or permission, under these names. */
  z.object({ kind: z.literal('asks-role'), at: CodeSpan, names: z.array(z.string()) }),
  /** The function spells a name that stands for a record or a person, here first. */
  z.object({ kind: z.literal('names-id'), at: CodeSpan, name: z.string() }),
  /** It is asked whether the sender is known; `refuses` says whether others were seen to be turned away. */
  z.object({ kind: z.literal('asks-identity'), at: CodeSpan, refuses: z.boolean() }),
  /** The function refuses every request and does nothing else; `at` is its signature. */
  z.object({ kind: z.literal('only-refuses'), at: CodeSpan }),
  /** Attempts are counted, or answered as too many; `name`: only the name of the function says so. */
  z.object({ kind: z.literal('limits-attempts'), at: CodeSpan, by: z.enum(['count', 'answer', 'name']) }),
  /** A file that is taken is looked at: what it is, how large, under which name it is kept. */
  z.object({ kind: z.literal('checks-upload'), at: CodeSpan, aspect: z.enum(UPLOAD_ASPECTS) }),
  /** A header that protects pages, or a set of them by the name of what installs it. */
  z.object({ kind: z.literal('sets-header'), at: CodeSpan, header: z.string() }),
  /** The attribute of a cookie, in lower case. */
  z.object({ kind: z.literal('sets-cookie'), at: CodeSpan, sameSite: z.string() }),
  /** A request is accepted only with a token of the page it comes from. */
  z.object({ kind: z.literal('checks-form-token'), at: CodeSpan }),
  /** Values are checked or converted one by one, under these names. */
  z.object({ kind: z.literal('checks-value'), at: CodeSpan, names: z.array(z.string()) }),
  /** What the request brings is checked against a schema. */
  z.object({ kind: z.literal('checks-schema'), at: CodeSpan }),
  /** Values under these names are encrypted. */
  z.object({ kind: z.literal('encrypts'), at: CodeSpan, names: z.array(z.string()) }),
  /** A record is written, or only a line to the console. */
  z.object({ kind: z.literal('writes-log'), at: CodeSpan, toConsole: z.boolean() }),
  /** The function spells these names of tenants. */
  z.object({ kind: z.literal('names-tenant'), at: CodeSpan, names: z.array(z.string()) }),
  /** A decision looks at where an address or path leads, and at values under these names. */
  z.object({
    kind: z.literal('inspects-target'),
    at: CodeSpan,
    about: z.enum(['address', 'host', 'path']),
    names: z.array(z.string()),
  }),
  /** Routers of these files are hung in only where the condition at this place holds. */
  z.object({ kind: z.literal('mounts'), at: CodeSpan, files: z.array(WorkspacePath) }),
  /** Errors are shown in detail, or not. */
  z.object({ kind: z.literal('sets-debug'), at: CodeSpan, on: z.boolean() }),
]);
export type EvidenceFact = z.infer<typeof EvidenceFact>;
