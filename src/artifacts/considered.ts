import * as z from 'zod';
import { CodeSpan } from './code-span';
import { WorkspacePath } from './paths';
import { Need, SentField } from './way';

/**
 * What an analysis met and did not speak of, for those who ask why. It is kept when it is asked for, and bounded:
 * `cut` says that there was more.
 */

/** What something rules out: these kinds of flaws, or pieces of text they need; `everything` when all of them. */
const RULES_OUT = { rulesOut: z.array(z.string()), everything: z.literal(true).optional() };

/** Why data that reaches a dangerous place does no harm there. */
export const HarmlessBecause = z.discriminatedUnion('kind', [
  /** A condition that was passed; `holds`: the code goes on where it is true. */
  z.object({ kind: z.literal('check'), at: CodeSpan, holds: z.boolean(), need: Need, ...RULES_OUT }),
  /** A call it went through. */
  z.object({ kind: z.literal('call'), at: CodeSpan, call: z.string(), ...RULES_OUT }),
  /** Where it stands in the text: behind `before`. */
  z.object({ kind: z.literal('position'), before: z.string() }),
  /** The call is made in a way that does no harm. */
  z.object({ kind: z.literal('settings') }),
  /** What of it gets there is not what does harm there. */
  z.object({ kind: z.literal('form') }),
  /** The answer is shown as data, not as a page. */
  z.object({ kind: z.literal('answer-is-data') }),
]);
export type HarmlessBecause = z.infer<typeof HarmlessBecause>;

/** Outside data on its way to a place where it would do harm, and what keeps it from that. */
export const HarmlessFlow = z.object({
  /** What it would have been. */
  weakness: z.string(),
  at: CodeSpan,
  sink: z.string(),
  source: z.object({ kind: z.string(), at: CodeSpan, name: z.string().optional() }),
  sent: SentField,
  path: z.array(CodeSpan),
  entryPoints: z.array(z.string()),
  because: z.array(HarmlessBecause),
});
export type HarmlessFlow = z.infer<typeof HarmlessFlow>;

/** What a call is known as: a place that can do harm, some other row of the knowledge, or not at all. */
const KNOWN_AS = ['sink', 'row', 'nothing', 'unknown-receiver'] as const;
/** What it was given, at its worst. */
const GIVEN = ['outside', 'harmless', 'other', 'constant', 'nothing'] as const;

/** A call of a library or of something unknown that the data flow came by. */
export const CallMet = z.object({
  file: WorkspacePath,
  line: z.int(),
  endLine: z.int(),
  name: z.string(),
  known: z.enum(KNOWN_AS),
  given: z.enum(GIVEN),
});
export type CallMet = z.infer<typeof CallMet>;

/** A flaw that was seen and left out for where it stands. */
export const LeftOutFlaw = z.object({
  weakness: z.string(),
  at: CodeSpan,
  sink: z.string(),
  why: z.enum(['not-written-here', 'not-in-browsers']),
});
export type LeftOutFlaw = z.infer<typeof LeftOutFlaw>;

/**
 * What says where a file runs: a manifest starts it, it serves requests, it is a page or loads what draws pages, it
 * loads what only tests need, its name, or the file that loads it. With `nothing` it is taken to be production code.
 */
export const ZoneGround = z.object({
  kind: z.enum(['started', 'serves', 'loaded', 'page', 'tests', 'name', 'nothing']),
  by: WorkspacePath.optional(),
});
export type ZoneGround = z.infer<typeof ZoneGround>;

export const Considered = z.object({
  flows: z.array(HarmlessFlow),
  calls: z.array(CallMet),
  /** Functions the data flow went through, and the entry points it came from. */
  entered: z.array(z.object({ functionId: z.string(), entryPoints: z.array(z.string()) })),
  leftOut: z.array(LeftOutFlaw),
  zones: z.array(z.object({ path: WorkspacePath, ground: ZoneGround })),
  cut: z.boolean(),
});
export type Considered = z.infer<typeof Considered>;
