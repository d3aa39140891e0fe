import { Basis, ControlMechanism } from './basis';
import { Seen } from './seen';
import { Shortcoming } from './shortcoming';
import * as z from 'zod';
import { AccessFact, PolicyFact } from './access';
import { BodyParserFact } from './body-parser';
import { FLOW_CLAIM } from './claim';
import { CodeSpan } from './code-span';
import { Considered } from './considered';
import { CodeCoverage } from './coverage';
import { Confidence, ControlCategory, ControlStrength, Effect } from './enums';
import { EvidenceFact } from './evidence';
import { OperationFact } from './operation';
import { WorkspacePath } from './paths';
import { Inventory } from './inventory';
import { LimitFact } from './limits';

/**
 * Something on the way to a handler that decides whether the request goes on:
 * middleware, decorator, dependency, in-body check.
 */
export const GuardFact = z.object({
  category: ControlCategory,
  /**
   * What it establishes: `authenticated`, `role`, `ownership`, `csrf`,
   * `rate-limit`, `schema`, `permission`, `signature`, …
   */
  establishes: z.string(),
  name: z.string(),
  at: CodeSpan,
  /** Where the guard itself is implemented in this code base, if it is. */
  definition: CodeSpan.optional(),
  scope: z.enum(['app', 'router', 'route', 'function']),
  strength: ControlStrength,
  basis: Basis,
  /** How the sender proves who it is, of a check of that. */
  mechanism: z.enum(['jwt', 'apikey', 'basic', 'mtls', 'signature', 'session']).optional(),
  /** The condition, as written, without which it is not installed. */
  condition: z.string().optional(),
  /** For which requests it holds, where that is not all of them: methods, paths, headers, settings. */
  when: z.string().optional(),
  /** The setting by which the application offers to let strangers in: it asks for a sign-in without it alone. */
  openWhen: z.string().optional(),
  /** Of a check of roles: the roles it lets through, by the names that the code has for them. */
  roles: z.array(z.string()).optional(),
});

export type GuardFact = z.infer<typeof GuardFact>;

/**
 * `required`: no effect or answer is reached without an identity. `public`: open by nature, or by an explicit mark on a
 * reading route. `none`: followed, and nothing asks. `unknown`: something in front was not understood and may ask.
 */
const AUTHENTICATION = ['required', 'optional', 'none', 'public', 'unknown'] as const;
const AUTHORIZATION = ['none', 'role', 'permission', 'ownership', 'policy', 'unknown'] as const;

export const EntryPointFact = z.object({
  id: z.string(),
  kind: z.enum(['http', 'graphql', 'websocket', 'cli', 'messageQueue', 'scheduled', 'fileUpload', 'webhook']),
  framework: z.string(),
  method: z.string().optional(),
  /** As written, with the prefixes of the routers it is mounted under where they are known. */
  route: z.string().optional(),
  at: CodeSpan,
  handler: z.object({ name: z.string(), functionId: z.string().optional(), at: CodeSpan }).optional(),
  /** The library answers by itself: there is no handler to follow. */
  answeredByLibrary: z.boolean().optional(),
  params: z.array(
    z.object({
      name: z.string(),
      source: z.enum(['body', 'query', 'path', 'header', 'cookie', 'file', 'arg', 'message']),
      type: z.string(),
      line: z.int(),
    }),
  ),
  guards: z.array(GuardFact),
  /** Who may call it, judged once from the guards. */
  authentication: z.enum(AUTHENTICATION),
  authorization: z.enum(AUTHORIZATION),
  /** How the sender proves who it is, where that is required. */
  mechanism: z.enum(['jwt', 'apikey', 'basic', 'mtls', 'signature', 'session', 'custom']).optional(),
  /** The roles that are let through; empty where no role is asked for, or which ones is not known. */
  roles: z.array(z.string()),
  /** Login, registration, health, static and the like: meant to be reachable without authentication. */
  publicByDesign: z.boolean(),
  /** What stands before the handler and was not understood: it may be a check. */
  unexplained: z.array(
    z.object({
      name: z.string(),
      at: CodeSpan,
      /** It looks at what the address or query names, as a check of an object must. */ readsAddress: z.boolean(),
    }),
  ),
  /** Registered under a condition that by its name holds on the machines of developers. */
  onlyInDevelopment: z.boolean(),
  /** Changes state: method, or what the handler does. */
  mutates: z.boolean(),
  /** Answers with rendered pages, or sets cookies: a browser is on the other side. */
  browserFacing: z.boolean(),
  /** Registration and handler are resolved, and the analysis followed the handler's code to its end. */
  followed: z.boolean().optional(),
});

export type EntryPointFact = z.infer<typeof EntryPointFact>;

export const DependencyFact = z.object({
  name: z.string(),
  /**
   * As the manifest has it: a version, a range, a tag or a URL; empty when it says
   * nothing. In lock files the resolved version.
   */
  version: z.string(),
  /** What the lock file beside the manifest resolves a direct dependency to. */
  resolved: z.string().optional(),
  ecosystem: z.enum(['npm', 'pypi']),
  manifest: WorkspacePath,
  line: z.int().optional(),
  direct: z.boolean(),
  dev: z.boolean(),
  /** `exact`, a range, a tag or wildcard, git or URL. */
  pin: z.enum(['exact', 'range', 'any', 'url']),
});

export type DependencyFact = z.infer<typeof DependencyFact>;

export const StoreAccess = z.object({
  operation: z.enum(['read', 'write', 'delete']),
  subject: z.string(),
  at: CodeSpan,
  functionId: z.string().optional(),
});

export const DataStoreFact = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  at: CodeSpan,
  accesses: z.array(StoreAccess),
});

export type DataStoreFact = z.infer<typeof DataStoreFact>;

export const ExternalServiceFact = z.object({
  id: z.string(),
  name: z.string(),
  protocol: z.string(),
  direction: z.enum(['inbound', 'outbound', 'bidirectional']),
  at: z.array(CodeSpan),
  authentication: z.string(),
});

export type ExternalServiceFact = z.infer<typeof ExternalServiceFact>;

/** A data structure with named fields: ORM model, schema, DTO, form, table definition. */
export const DataModelFact = z.object({
  name: z.string(),
  kind: z.string(),
  at: CodeSpan,
  fields: z.array(z.object({ name: z.string(), type: z.string(), line: z.int() })),
});

export type DataModelFact = z.infer<typeof DataModelFact>;

/**
 * One flaw seen in code. With a `path` it is a data flow from a source to the sink at `at`;
 * without, a place that is wrong in itself.
 */
export const WeaknessFact = z.object({
  /** Hash of rule, file and normalised code: survives moved lines. */
  id: z.string(),
  /** Id in the weakness catalogue (`src/knowledge/weaknesses.ts`). */
  weakness: z.string(),
  seen: Seen,
  at: CodeSpan,
  /** The API or construct: `child_process.exec`, `eval`, `res.cookie`. */
  sink: z.string(),
  /** `name`: under which the data comes in: a parameter, a header, a variable. */
  source: z.object({ kind: z.string(), at: CodeSpan, name: z.string().optional() }).optional(),
  /** What the flaw is about, as it is called in the code: the variable, the setting. */
  subject: z.string().optional(),
  /** Names the code has for the value, where checks on it are looked for: spelled at the steps of the path. */
  names: z.array(z.string()).optional(),
  path: z.array(CodeSpan),
  /** Ids of the entry points whose requests reach it. */
  entryPoints: z.array(z.string()),
  /** Checks seen on the way that do not suffice, and why; `unread`: what it looks for could not be read. */
  partialGuards: z.array(
    z.object({ at: CodeSpan, name: z.string(), why: Shortcoming, unread: z.boolean().optional() }),
  ),
  functionId: z.string().optional(),
  confidence: Confidence,
  /** Where it is not what the confidence says. */
  ...FLOW_CLAIM,
  /** What it lets somebody do, where that was seen and the kind of flaw alone does not say it. */
  effect: Effect.optional(),
});

export type WeaknessFact = z.infer<typeof WeaknessFact>;

/** A protection seen in code, at the place that implements or installs it. */
export const ControlFact = z.object({
  id: z.string(),
  category: ControlCategory,
  /** What it is: what a check establishes, else the kind of protection (`encryption`, `security-headers`). */
  kind: z.string(),
  name: z.string(),
  mechanism: ControlMechanism,
  at: CodeSpan,
  scope: z.enum(['app', 'router', 'route', 'function', 'file']),
  strength: ControlStrength,
  basis: Basis,
  /** The condition, as written, without which it is not installed. */
  condition: z.string().optional(),
  /** Why it protects nothing. */
  idle: z.enum(['no-route', 'too-late']).optional(),
  /** Entry points it stands in front of; empty when it is not bound to routes. */
  protects: z.array(z.string()),
  /** Places it covers, e.g. the sinks it makes safe. */
  covers: z.array(CodeSpan),
  details: z.record(z.string(), z.unknown()).optional(),
});

export type ControlFact = z.infer<typeof ControlFact>;

export const FunctionFact = z.object({
  id: z.string(),
  name: z.string(),
  file: WorkspacePath,
  line: z.int(),
  endLine: z.int(),
  callers: z.array(z.string()),
});

export type FunctionFact = z.infer<typeof FunctionFact>;

/** A package of the repository: `path` is its directory, empty at the top. */
const ComponentFact = z.object({ path: WorkspacePath, manifest: WorkspacePath.optional(), name: z.string() });

export const CodeFacts = z.object({
  inventory: Inventory,
  packages: z.array(ComponentFact),
  frameworks: z.array(z.object({ name: z.string(), at: CodeSpan })),
  entryPoints: z.array(EntryPointFact),
  dependencies: z.array(DependencyFact),
  lockfiles: z.array(WorkspacePath),
  scanners: z.array(z.object({ tool: z.string(), at: CodeSpan, ci: z.boolean() })),
  stores: z.array(DataStoreFact),
  services: z.array(ExternalServiceFact),
  models: z.array(DataModelFact),
  weaknesses: z.array(WeaknessFact),
  controls: z.array(ControlFact),
  operations: z.array(OperationFact),
  functions: z.array(FunctionFact),
  /** By file and line. */
  evidence: z.array(EvidenceFact),
  bodyParsers: z.array(BodyParserFact).optional(),
  /** Who may cause which effects on data, in the order of the effects' places. */
  access: z.array(AccessFact),
  policies: z.array(PolicyFact),
  /** What was not read or not followed, and why: never counts as clean. */
  limits: z.array(LimitFact),
  coverage: CodeCoverage,
  /** Kept when it is asked for. */
  considered: Considered.optional(),
});

export type CodeFacts = z.infer<typeof CodeFacts>;
