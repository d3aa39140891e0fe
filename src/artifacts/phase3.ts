import * as z from 'zod';
import { Confidence, ControlCategory, Location, SEVERITIES, Sensitivity } from './enums';
import { WorkspacePath } from './paths';
import { Level3 } from './manifest';
import { versioned } from './versioned';
import { Text, textOf } from './text';

const ENTRY_POINT_TYPES = [
  'http',
  'graphql',
  'websocket',
  'grpc',
  'cli',
  'messageQueue',
  'scheduled',
  'fileUpload',
  'webhook',
  'ipc',
] as const;
export const EntryPoint = z.looseObject({
  id: z.string(),
  type: z.enum(ENTRY_POINT_TYPES),
  method: z.string().optional(),
  path: z.string(),
  handler: z.looseObject({ file: WorkspacePath, line: z.int(), function: z.string() }),
  /** Where the route is registered, when that is not where the handler is. */
  registration: z.looseObject({ file: WorkspacePath, line: z.int() }).optional(),
  framework: z.string().optional(),
  riskLevel: Level3,
  riskFactors: z.array(Text),
  inputParameters: z.array(
    z.looseObject({
      name: z.string(),
      type: z.string(),
      source: z.enum(['body', 'query', 'path', 'header', 'cookie', 'file', 'arg', 'message']),
    }),
  ),
  authentication: z.string(),
  authorization: z.string(),
  rateLimited: z.boolean().optional(),
  publicByDesign: z.boolean().optional(),
  component: z.string(),
  businessCriticality: Sensitivity.optional(),
});

export type EntryPoint = z.infer<typeof EntryPoint>;

export const EntryPoints = z.looseObject({
  ...versioned,
  scope: z.string(),
  summary: z.looseObject({
    total: z.int(),
    byType: z.record(z.string(), z.int()),
    byRiskLevel: z.record(z.string(), z.int()),
  }),
  entryPoints: z.array(EntryPoint),
});

export type EntryPoints = z.infer<typeof EntryPoints>;

export const DataFlow = z.looseObject({
  id: z.string(),
  name: Text,
  description: Text,
  sensitivity: Sensitivity,
  crownJewels: z.array(z.string()),
  steps: z.array(
    z.looseObject({
      order: z.int(),
      /** Order of the step it comes from; absent: of the one before. */
      from: z.int().optional(),
      type: z.enum(['source', 'process', 'store', 'sink', 'transport']),
      name: z.string(),
      /** Name of the store, where the name of the step says what of it is used. */
      store: z.string().optional(),
      location: z.string(),
      component: z.string().optional(),
      dataTypes: z.array(z.string()).optional(),
      operations: z.array(z.string()).optional(),
    }),
  ),
  securityControls: z
    .looseObject({
      encryption: z.looseObject({ inTransit: z.boolean().nullable(), atRest: z.boolean().nullable() }),
      validation: Text,
      logging: z.string(),
    })
    .optional(),
  crossesBoundaries: z.array(z.string()),
});

export type DataFlow = z.infer<typeof DataFlow>;

export const ExternalIntegration = z.looseObject({
  id: z.string().optional(),
  name: z.string(),
  type: z.enum(['inbound', 'outbound', 'bidirectional']),
  dataExchanged: z.array(z.string()),
  authentication: z.string(),
  location: z.string(),
  trustLevel: z.string().optional(),
});

export type ExternalIntegration = z.infer<typeof ExternalIntegration>;

export const DataFlows = z.looseObject({
  ...versioned,
  scope: z.string(),
  flows: z.array(DataFlow),
  externalIntegrations: z.array(ExternalIntegration),
});

export type DataFlows = z.infer<typeof DataFlows>;

export const TrustBoundary = z.looseObject({
  id: z.string(),
  name: z.string(),
  type: z.enum(['network', 'authentication', 'authorization', 'data', 'service', 'external']),
  from: z.looseObject({ trustLevel: z.string(), description: z.string() }),
  to: z.looseObject({ trustLevel: z.string(), description: z.string() }),
  location: z.string(),
  crossingPoints: z.array(z.string()).optional(),
  controls: z.looseObject({
    required: z.array(z.string()),
    detected: z.array(z.string()),
    missing: z.array(z.string()),
  }),
});

export type TrustBoundary = z.infer<typeof TrustBoundary>;

export const TrustBoundaries = z.looseObject({
  ...versioned,
  scope: z.string(),
  boundaries: z.array(TrustBoundary),
  summary: z.looseObject({
    totalBoundaries: z.int(),
    controlCoverage: z.looseObject({ fullyProtected: z.int(), partiallyProtected: z.int(), unprotected: z.int() }),
  }),
});

export type TrustBoundaries = z.infer<typeof TrustBoundaries>;

export const DataStore = z.looseObject({
  id: z.string().optional(),
  type: z.string(),
  name: z.string(),
  operations: z.array(z.enum(['read', 'write', 'delete'])),
  sensitivity: Sensitivity.optional(),
  location: z.string(),
});

export type DataStore = z.infer<typeof DataStore>;

export const Component = z
  .looseObject({
    ...versioned,
    name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
    path: WorkspacePath,
    /** Where several components share a path: the files that are this one. */
    files: z.array(WorkspacePath).optional(),
    type: z.enum([
      'frontend',
      'backend',
      'database',
      'authentication',
      'integration',
      'infrastructure',
      'background',
      'cli',
      'shared',
    ]),
    description: Text,
    technologies: z.looseObject({
      language: z.string(),
      framework: z.string().optional(),
      runtime: z.string().optional(),
    }),
    responsibilities: z.array(Text),
    dependencies: z.looseObject({ internal: z.array(z.string()), external: z.array(z.string()) }),
    entryPoints: z.array(EntryPoint),
    dataFlows: z.array(DataFlow),
    trustBoundaries: z.array(TrustBoundary),
    dataStores: z.array(DataStore),
    securityRelevant: z.looseObject({
      authenticationRequired: z.boolean(),
      authorizationModel: z.string(),
      inputValidation: z.enum(['none', 'partial', 'full', 'unknown']),
      logging: Text,
      authReferences: z.array(z.string()).optional(),
      cryptoUsage: z.array(z.string()).optional(),
    }),
    handles_crown_jewels: z.boolean(),
    crown_jewels_handled: z.array(z.string()),
    business_criticality: Sensitivity,
    analysis_depth: z.enum(['deep', 'standard', 'surface']),
    security_notes: z
      .array(
        z.union([
          z.string(),
          z.looseObject({
            text: Text,
            category: ControlCategory.optional(),
            file: WorkspacePath.optional(),
            lines: z.string().optional(),
          }),
        ]),
      )
      .optional(),
    coverage: z.looseObject({ filesInScope: z.int(), filesRead: z.int(), sampled: z.boolean() }),
    uncertainties: z.array(Text).optional(),
  })
  .refine((component) => component.handles_crown_jewels === component.crown_jewels_handled.length > 0, {
    message: 'handles_crown_jewels is true exactly when crown_jewels_handled names one',
  });
export type Component = z.infer<typeof Component>;

export const ExpectedCategory = z.looseObject({
  category: ControlCategory,
  role: z.enum(['primary', 'secondary']),
  focus: z.string().optional(),
});

export type ExpectedCategory = z.infer<typeof ExpectedCategory>;

export const SeverityFactors = z.looseObject({
  crown_jewel_proximity: z.int().min(0).max(3),
  exposure: z.int().min(0).max(3),
  data_sensitivity: z.int().min(0).max(3),
  /** `at_most`: the severity is not above it. */
  modifiers: z.array(z.looseObject({ name: Text, delta: z.int(), at_most: z.enum(SEVERITIES).optional() })),
  score: z.int().min(0).max(9),
});

export type SeverityFactors = z.infer<typeof SeverityFactors>;

export const Concern = z.looseObject({
  id: z.string().regex(/^\d{3}$/),
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  title: textOf(z.string().min(1)),
  severity: z.preprocess((value) => (typeof value === 'string' ? value.toLowerCase() : value), z.enum(SEVERITIES)),
  description: Text,
  locations: z.array(Location).min(1),
  crown_jewels_affected: z.array(z.string()),
  expected_control_categories: z.array(ExpectedCategory).min(1),
  source: z.array(z.looseObject({ artifact: z.string(), id: z.string() })),
  rule: z.string(),
  severity_factors: SeverityFactors,
  rationale: Text,
  confidence: Confidence.optional(),
  edited_by_user: z.boolean().optional(),
  component: z.string().optional(),
});

export type Concern = z.infer<typeof Concern>;

/** `phase-3/concerns.json` is a bare array. */
export const Concerns = z.array(Concern);
