import * as z from 'zod';
import { Shortcoming } from './shortcoming';
import { ACCESS_OPERATIONS, AccessCondition, AccessDeviation, CALLERS, PATTERNS, SELECTORS } from './access';
import { CodeSpan } from './code-span';
import { CallMet, HarmlessFlow, LeftOutFlaw, ZoneGround } from './considered';
import { Proof, Severity, Zone } from './enums';
import { EntryPointFact, GuardFact } from './facts';
import { WorkspacePath } from './paths';
import { Need, SentField } from './way';
import { NoWitness, Witness } from './witness';
import { Text } from './text';
import { WhyUnread } from './unread';

/** The answer to "what do you know about this place, and why do you say no more?", as data. */

/** Something on the way that looks at the data, and what is so behind it. */
export const CheckMet = z.discriminatedUnion('kind', [
  /** The code goes on where it `holds`, or does not. */
  z.object({ kind: z.literal('condition'), at: CodeSpan, holds: z.boolean(), need: Need }),
  /** It does not suffice; `unread`: what it looks for could not be read. */
  z.object({ kind: z.literal('weak'), at: CodeSpan, name: z.string(), why: Shortcoming, unread: z.boolean() }),
  /** It stands near and looks at the value; whether it suffices was not established. */
  z.object({ kind: z.literal('near'), at: CodeSpan }),
]);
export type CheckMet = z.infer<typeof CheckMet>;

/** Why a claim is not surer than it is. */
const LOWERED_BY = [
  'weak-check',
  'unread-check',
  'queue-only',
  'check-near',
  'no-request',
  'rule',
  'absence',
  'operators-only',
  'task-of-operators',
  'not-measurable',
  'not-followed',
] as const;
export const LoweredBy = z.enum(LOWERED_BY);
export type LoweredBy = z.infer<typeof LoweredBy>;

/** An entry point in a few words. */
const EntryName = z.object({ id: z.string(), name: z.string(), at: CodeSpan });
export type EntryName = z.infer<typeof EntryName>;

export const ExplainedClaim = z.object({
  /** Id in the weakness catalogue. */
  weakness: z.string(),
  title: z.string(),
  /** What the place that was asked about is for the claim. */
  role: z.enum(['sink', 'source', 'step', 'check', 'place']),
  at: CodeSpan,
  message: Text,
  sink: z.string(),
  source: z.object({ kind: z.string(), at: CodeSpan, name: z.string().optional() }).optional(),
  sent: SentField.optional(),
  /** What the entry point that was asked about sends, where the way that is shown is that of another one. */
  sentHere: SentField.optional(),
  steps: z.array(CodeSpan),
  checks: z.array(CheckMet),
  proof: Proof,
  loweredBy: z.array(LoweredBy),
  obstacle: NoWitness.optional(),
  witness: Witness.optional(),
  entryPoints: z.array(EntryName),
  zone: Zone.optional(),
});
export type ExplainedClaim = z.infer<typeof ExplainedClaim>;

/** One effect on data, who reaches it, and what its siblings and the declared policy say. */
export const ExplainedEffect = z.object({
  entryPoint: EntryName.optional(),
  operation: z.enum(ACCESS_OPERATIONS),
  resource: z.string(),
  selector: z.enum(SELECTORS),
  keys: z.array(z.string()),
  fieldsWritten: z.array(z.string()),
  who: z.array(z.enum(CALLERS)),
  conditions: z.array(AccessCondition),
  at: CodeSpan,
  followed: z.boolean(),
  policy: z
    .object({
      pattern: z.enum(PATTERNS),
      condition: z.string(),
      support: z.int(),
      of: z.int(),
      declared: z.boolean(),
    })
    .optional(),
  deviation: AccessDeviation.optional(),
});
export type ExplainedEffect = z.infer<typeof ExplainedEffect>;

export const ExplainedEntry = z.object({
  id: z.string(),
  name: z.string(),
  kind: EntryPointFact.shape.kind,
  framework: z.string(),
  at: CodeSpan,
  handler: z.object({ name: z.string(), at: CodeSpan }).optional(),
  zone: Zone.optional(),
  authentication: EntryPointFact.shape.authentication,
  authorization: EntryPointFact.shape.authorization,
  mechanism: EntryPointFact.shape.mechanism,
  roles: z.array(z.string()),
  publicByDesign: z.boolean(),
  onlyInDevelopment: z.boolean(),
  followed: z.boolean(),
  /** In the order in which they are met. */
  guards: z.array(GuardFact),
  unexplained: EntryPointFact.shape.unexplained,
  /** The functions from its handler to the place that was asked about. */
  calls: z.array(z.object({ name: z.string(), file: WorkspacePath, line: z.int() })),
});
export type ExplainedEntry = z.infer<typeof ExplainedEntry>;

/** Why nothing, or no more, is said about a place. */
export const Silence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('not-read'), why: WhyUnread }),
  z.object({ kind: z.literal('left-out'), cause: z.string(), rule: z.string().optional() }),
  z.object({ kind: z.literal('unread-language'), name: z.string() }),
  z.object({ kind: z.literal('not-code') }),
  z.object({ kind: z.literal('out-of-scope') }),
  z.object({ kind: z.literal('not-judged'), why: z.enum(['test', 'generated']) }),
  /** Part of the file was not read or not followed. */
  z.object({ kind: z.literal('limit'), why: WhyUnread, code: z.string().optional() }),
  z.object({ kind: z.literal('no-code') }),
  /** Nobody outside was seen to get here. */
  z.object({
    kind: z.literal('not-reached'),
    function: z.string(),
    callers: z.array(z.object({ name: z.string(), file: WorkspacePath, line: z.int() })),
  }),
  z.object({ kind: z.literal('not-entered') }),
  z.object({ kind: z.literal('runs-at-start') }),
  /** Dangerous calls that nothing from outside was seen to reach. */
  z.object({ kind: z.literal('nothing-from-outside'), calls: z.array(CallMet) }),
  /** Calls that get outside data, of libraries that are not known. */
  z.object({ kind: z.literal('unknown-calls'), calls: z.array(CallMet) }),
  /** Calls that are known and do no harm with what they get. */
  z.object({ kind: z.literal('harmless-calls'), calls: z.array(CallMet) }),
  z.object({ kind: z.literal('nothing-dangerous') }),
  z.object({ kind: z.literal('left-out-flaw'), flaw: LeftOutFlaw }),
  /** More was met than is kept. */
  z.object({ kind: z.literal('cut') }),
  z.object({ kind: z.literal('unknown') }),
]);
export type Silence = z.infer<typeof Silence>;

/** What a finished threat model says about the place. */
export const RecordedFinding = z.object({
  id: z.string(),
  title: z.string(),
  severity: Severity,
  score: z.number().optional(),
  status: z.string(),
  at: z.object({ file: WorkspacePath, line: z.int() }),
});
export type RecordedFinding = z.infer<typeof RecordedFinding>;

/** What the answer rests on. */
export const Basis = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('analysis') }),
  z.object({ kind: z.literal('session'), session: z.string(), target: z.string().optional() }),
  /** There is one, and the code has changed since. */
  z.object({ kind: z.literal('changed-session'), session: z.string() }),
]);
export type Basis = z.infer<typeof Basis>;

const ExplainedFile = z.object({
  path: WorkspacePath,
  language: z.string().optional(),
  role: z.string(),
  zone: Zone.optional(),
  /** Why it is taken to run there. */
  zoneGround: ZoneGround.optional(),
  /** Read as code. */
  read: z.boolean(),
  function: z.object({ name: z.string(), line: z.int(), endLine: z.int() }).optional(),
});
export type ExplainedFile = z.infer<typeof ExplainedFile>;

const COMMON = {
  basis: Basis,
  claims: z.array(ExplainedClaim),
  effects: z.array(ExplainedEffect),
  harmless: z.array(HarmlessFlow),
  findings: z.array(RecordedFinding),
};

export const LineExplanation = z.object({
  kind: z.literal('line'),
  file: ExplainedFile,
  line: z.int(),
  /** What stands there. */
  text: z.string(),
  ...COMMON,
  /** What the function around the line does to data elsewhere, and what is claimed there. */
  effectsNear: z.array(ExplainedEffect),
  claimsNear: z.array(z.object({ title: z.string(), at: CodeSpan })),
  /** The line registers the entry points; else they lead here. */
  registers: z.boolean(),
  /** The nearest first; `entryPointsInAll` counts all of them. */
  entryPoints: z.array(ExplainedEntry),
  entryPointsInAll: z.int(),
  silence: z.array(Silence),
});
export type LineExplanation = z.infer<typeof LineExplanation>;

export const EntryExplanation = z.object({
  kind: z.literal('entry-point'),
  ...COMMON,
  entryPoint: ExplainedEntry,
  /** Files that its code runs through and that were not read to their end. */
  limits: z.array(z.object({ path: z.string(), why: WhyUnread })),
});
export type EntryExplanation = z.infer<typeof EntryExplanation>;

export const Explanation = z.object({
  /** What was asked, as it was understood. */
  place: z.string(),
  /** Several when a method and a route are registered more than once. */
  answers: z.array(z.discriminatedUnion('kind', [LineExplanation, EntryExplanation])),
});
export type Explanation = z.infer<typeof Explanation>;
