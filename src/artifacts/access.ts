import * as z from 'zod';
import { CodeSpan } from './code-span';
import { WorkspacePath } from './paths';

/**
 * What is done to the data. `read` takes one object, `list` several; `run` has something executed, `send` hands it
 * to somebody else.
 */
export const ACCESS_OPERATIONS = ['read', 'list', 'create', 'update', 'delete', 'run', 'send'] as const;
export type AccessOperation = (typeof ACCESS_OPERATIONS)[number];

/** Who gets through, from everybody to one. `token` holds a secret of the object; `unknown` could not be told. */
export const CALLERS = ['anonymous', 'signed-in', 'member', 'role', 'token', 'owner', 'unknown'] as const;
export type CallerKind = (typeof CALLERS)[number];

/** One by a key of the request, by who asks, through another object, or all there are. */
export const SELECTORS = ['key', 'caller', 'parent', 'all'] as const;
export type Selector = (typeof SELECTORS)[number];

const CONDITION_KINDS = [
  'signed-in',
  'role',
  'permission',
  'owner',
  'member',
  'policy',
  'token',
  'state',
  'feature',
  'development',
  'not-understood',
] as const;

/** Something that holds whenever the effect is reached; `value` is the role, permission or relation as spelled. */
export const AccessCondition = z.object({ kind: z.enum(CONDITION_KINDS), value: z.string(), at: CodeSpan });
export type AccessCondition = z.infer<typeof AccessCondition>;

/** How an access differs from its siblings: nothing is checked, or another object than the one that is used. */
const DEVIATION_KINDS = ['unchecked', 'other-object'] as const;
export const AccessDeviation = z.object({
  kind: z.enum(DEVIATION_KINDS),
  /** What the siblings ask for. */
  expected: z.enum(CALLERS),
  /** Where siblings ask for it: their effects, and what they check. */
  siblings: z.array(z.object({ entryPoint: z.string(), at: CodeSpan, condition: AccessCondition.optional() })),
  /** Siblings use the same resource; else other resources that belong to somebody are checked. */
  ground: z.enum(['resource', 'application']),
  /** Nothing on the way was left unexplained. */
  certain: z.boolean(),
});
export type AccessDeviation = z.infer<typeof AccessDeviation>;

/** One effect on stored or protected data that an entry point can reach. */
export const AccessFact = z.object({
  /** Id of the entry point, and where it is registered. */
  entryPoint: z.object({ id: z.string(), file: WorkspacePath, line: z.int() }),
  /** Where the function begins that answers. */
  handler: z.object({ file: WorkspacePath, line: z.int() }).optional(),
  operation: z.enum(ACCESS_OPERATIONS),
  /** The model, table, collection, bucket, file area or service. */
  resource: z.string(),
  selector: z.enum(SELECTORS),
  /** The names under which the request chooses the object. */
  keys: z.array(z.string()),
  fieldsWritten: z.array(z.string()),
  /** Fields that are filled with who the caller is: the object becomes theirs. */
  fieldsFromCaller: z.array(z.string()),
  /** It only counts up, or adds to a list: what others wrote stays. */
  adds: z.boolean(),
  fieldsAnswered: z.array(z.string()),
  who: z.array(z.enum(CALLERS)),
  conditions: z.array(AccessCondition),
  /** The effect. */
  at: CodeSpan,
  functionId: z.string(),
  /** Everything on the way to the effect was followed. */
  followed: z.boolean(),
  deviation: AccessDeviation.optional(),
});
export type AccessFact = z.infer<typeof AccessFact>;

export const PATTERNS = [
  'owner',
  'member',
  'public',
  'signed-in',
  'permission',
  'own-or-administrator',
  'role',
  'token',
  'none',
] as const;
export type AccessPattern = (typeof PATTERNS)[number];

/** What most accesses to a resource by one operation have in common: `support` of `of` have the condition. */
export const PolicyFact = z.object({
  resource: z.string(),
  operation: z.enum(ACCESS_OPERATIONS),
  pattern: z.enum(PATTERNS),
  condition: z.string(),
  support: z.int(),
  of: z.int(),
  /** The user said so. */
  declared: z.boolean(),
});
export type PolicyFact = z.infer<typeof PolicyFact>;

/** An access as it is handed to other tools: `file` and `line` are the effect. */
export const AccessLine = z.looseObject({
  entryPoint: z.object({ file: WorkspacePath, line: z.int() }),
  handler: z.object({ file: WorkspacePath, line: z.int() }).optional(),
  operation: z.enum(ACCESS_OPERATIONS),
  resource: z.string(),
  selector: z.enum(SELECTORS),
  fieldsWritten: z.array(z.string()),
  fieldsAnswered: z.array(z.string()),
  who: z.array(z.enum(CALLERS)),
  conditions: z.array(
    z.object({ kind: z.enum(CONDITION_KINDS), value: z.string(), file: WorkspacePath, line: z.int() }),
  ),
  file: WorkspacePath,
  line: z.int(),
  deviates: z.boolean(),
});
export type AccessLine = z.infer<typeof AccessLine>;

export const accessLine = (access: AccessFact): AccessLine => ({
  entryPoint: { file: access.entryPoint.file, line: access.entryPoint.line },
  ...(access.handler ? { handler: access.handler } : {}),
  operation: access.operation,
  resource: access.resource,
  selector: access.selector,
  fieldsWritten: access.fieldsWritten,
  fieldsAnswered: access.fieldsAnswered,
  who: access.who,
  conditions: access.conditions.map(({ kind, value, at }) => ({ kind, value, file: at.file, line: at.line })),
  file: access.at.file,
  line: access.at.line,
  deviates: access.deviation !== undefined,
});
