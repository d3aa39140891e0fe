import * as z from 'zod';
import { CodeSpan } from './code-span';

/** In a path: any item of a list; any value of a record of named values, and any name in one. */
export const ANY_ITEM = '[]';
export const ANY_VALUE = '{}';
export const ANY_NAME = '{name}';

/** One piece of what a sender sends. */
export const SentField = z.object({
  /** Kind of outside data: `body`, `query`, `path`, `header`, `method`, … */
  source: z.string(),
  /** Its names from the outside in: `['user', 'name']`; empty for all of it. */
  path: z.array(z.string()),
  /** Only a piece of the field, or something made of it. */
  piece: z.literal(true).optional(),
  /** One of the pieces that the text is cut into at these separators. */
  cut: z.array(z.string()).optional(),
});
export type SentField = z.infer<typeof SentField>;

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A question about one field, and what is true of the field when the answer is yes. */
export const FieldTest = z.discriminatedUnion('is', [
  /** It is sent, and not empty. */
  z.object({ is: z.literal('present') }),
  z.object({ is: z.literal('equal'), to: z.array(Scalar) }),
  z.object({ is: z.literal('starts'), text: z.string() }),
  z.object({ is: z.literal('ends'), text: z.string() }),
  z.object({ is: z.literal('contains'), text: z.string() }),
  z.object({
    is: z.literal('matches'),
    pattern: z.string(),
    flags: z.string(),
    anchors: z.enum(['none', 'start', 'both']),
  }),
  z.object({ is: z.literal('type'), type: z.string() }),
  z.object({ is: z.literal('compares'), op: z.enum(['<', '<=', '>', '>=']), to: z.number() }),
  /** So many characters or items. */
  z.object({ is: z.literal('length'), op: z.enum(['<', '<=', '>', '>=', '==', '!=']), to: z.number() }),
  /** It is what is stored or set somewhere. */
  z.object({ is: z.literal('stored') }),
  /** A check of a library, under its name. */
  z.object({ is: z.literal('passes'), check: z.string() }),
]);
export type FieldTest = z.infer<typeof FieldTest>;

/** What must be so for code to go on. */
export type Need =
  | { kind: 'field'; field: SentField; test: FieldTest; holds: boolean }
  | { kind: 'all'; of: Need[] }
  | { kind: 'any'; of: Need[] }
  /** Depends on these fields, in a way that was not understood. */
  | { kind: 'unknown'; fields: SentField[] }
  /** Depends on nothing that is sent: on what is stored or set. */
  | { kind: 'state' };

export const Need: z.ZodType<Need> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('field'), field: SentField, test: FieldTest, holds: z.boolean() }),
    z.object({ kind: z.literal('all'), of: z.array(Need) }),
    z.object({ kind: z.literal('any'), of: z.array(Need) }),
    z.object({ kind: z.literal('unknown'), fields: z.array(SentField) }),
    z.object({ kind: z.literal('state') }),
  ]),
);

/** A condition that the way passes; `holds`: the code goes on where it is true. */
export const PassedCondition = z.object({ at: CodeSpan, holds: z.boolean(), need: Need });
export type PassedCondition = z.infer<typeof PassedCondition>;

/** One way from outside to a place: what is sent, and all that must be so for it to get there. */
export const Way = z.object({
  /** Ids of the entry points it begins at. */
  entryPoints: z.array(z.string()),
  sent: SentField,
  /** The text that is put before and after it, where that is known. */
  before: z.string(),
  after: z.string().optional(),
  /** It is handed to a program as an argument of its own, which may be an option. */
  option: z.literal(true).optional(),
  /** The calls it went through, by their library paths. */
  through: z.array(z.string()),
  conditions: z.array(PassedCondition),
});
export type Way = z.infer<typeof Way>;
