import * as z from 'zod';
import { CodeSpan } from './code-span';
import { SentField } from './way';

/** Who sends it. */
const Sender = z.object({
  who: z.enum(['anyone', 'account', 'role', 'another-account', 'signer', 'operator', 'victim', 'unknown']),
  role: z.string().optional(),
  /** How the sender proves who it is: `jwt`, `session`, … */
  proves: z.string().optional(),
});
export type Sender = z.infer<typeof Sender>;

const NamedValue = z.object({ name: z.string(), value: z.string() });
const SentFile = z.object({ name: z.string(), filename: z.string(), type: z.string(), content: z.string() });
export type SentFile = z.infer<typeof SentFile>;

/** What is sent, by the kind of way in. */
export const Sent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    method: z.string(),
    /** As it stands in the request line, encoded, without the query. */
    path: z.string(),
    query: z.array(NamedValue),
    headers: z.array(NamedValue),
    body: z
      .discriminatedUnion('as', [
        z.object({ as: z.literal('json'), value: z.json() }),
        z.object({ as: z.literal('form'), fields: z.array(NamedValue) }),
        z.object({ as: z.literal('multipart'), fields: z.array(NamedValue), files: z.array(SentFile) }),
        z.object({ as: z.literal('text'), type: z.string(), text: z.string() }),
      ])
      .optional(),
  }),
  /** An event or message of a connection that is open. */
  z.object({ kind: z.literal('event'), name: z.string(), value: z.json() }),
  z.object({ kind: z.literal('message'), queue: z.string(), value: z.json() }),
  z.object({ kind: z.literal('operation'), name: z.string(), arguments: z.json() }),
  z.object({ kind: z.literal('command'), command: z.string(), arguments: z.array(z.string()) }),
  /** A victim opens the page of this code at such an address. */
  z.object({ kind: z.literal('page'), page: z.string(), query: z.array(NamedValue), fragment: z.string() }),
]);
export type Sent = z.infer<typeof Sent>;

/** What the answer, or the system, shows when the claim is true. */
export const Expectation = z.object({
  effect: z.enum([
    'answers',
    'evaluates',
    'runs',
    'more-records',
    'other-records',
    'reads-file',
    'connects',
    'redirects',
    'shows-script',
    'splits',
    'forges-line',
    'pollutes',
    'sets-field',
    'keeps-file',
    'slow',
    'succeeds',
    'refused',
    'calls',
  ]),
  /** What to look for: the text, the address, the field. */
  shows: z.string().optional(),
});
export type Expectation = z.infer<typeof Expectation>;

export const WitnessStep = z.object({ sender: Sender, sent: Sent, expects: Expectation });
export type WitnessStep = z.infer<typeof WitnessStep>;

/**
 * The proof of a claim: what to send, and what happens then. It meets every condition on the way that speaks of what is
 * sent; `given` are those that speak of what is stored or set.
 */
export const Witness = z.object({
  entryPoint: z.string().optional(),
  steps: z.array(WitnessStep).min(1),
  field: SentField.optional(),
  payload: z.string().optional(),
  meets: z.array(CodeSpan),
  given: z.array(z.object({ at: CodeSpan, holds: z.boolean() })),
});
export type Witness = z.infer<typeof Witness>;

/** Why no such request could be built. */
export const NoWitness = z.object({
  why: z.enum(['not-understood', 'cannot-hold', 'no-entry-point', 'only-a-piece', 'no-payload', 'no-route']),
  at: CodeSpan,
});
export type NoWitness = z.infer<typeof NoWitness>;
