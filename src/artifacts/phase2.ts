import * as z from 'zod';
import { Depth, Tier } from './enums';
import { WorkspacePath } from './paths';

export const ComponentType = z.enum([
  'backend',
  'frontend',
  'infrastructure',
  'shared',
  'authentication',
  'cli',
  'supporting',
  'unknown',
]);
export type ComponentType = z.infer<typeof ComponentType>;

export const SizedComponent = z.looseObject({
  path: WorkspacePath,
  files: z.int().min(0),
  type: ComponentType,
  priority: z.enum(['high', 'medium', 'low']),
  security_relevant_files: z.int().min(0),
  recommended_depth: Depth,
  handles_crown_jewels: z.boolean().optional(),
});
export type SizedComponent = z.infer<typeof SizedComponent>;

export const SpawnEntry = z.looseObject({
  path: WorkspacePath,
  files: z.int().min(0),
  recommended_depth: z.enum(['full', 'sampling']),
  paths: z.array(WorkspacePath).optional(),
  priority: z.enum(['high', 'medium', 'low']).optional(),
});
export type SpawnEntry = z.infer<typeof SpawnEntry>;

export const SizingReport = z.looseObject({
  schema_version: z.string().optional(),
  status: z.enum(['complete', 'partial', 'fallback']),
  summary: z.string(),
  scope: z.string(),
  metrics: z.looseObject({
    total_files: z.int().min(0),
    total_directories: z.int().min(0),
    estimated_loc: z.int().optional(),
    files_by_extension: z.record(z.string(), z.int()),
    truncated_paths: z.array(WorkspacePath).optional(),
    estimated: z.boolean().optional(),
    unreadable_paths: z.array(WorkspacePath).optional(),
  }),
  components: z.array(SizedComponent),
  strategy: z.looseObject({
    tier: Tier,
    parallelization: z.enum(['single', 'by-component']),
    components_to_spawn: z.array(SpawnEntry).min(1),
    estimated_agents: z.int().min(1),
    sampling_required: z.boolean(),
    estimated_token_budget: z.int().optional(),
  }),
  handoff: z.looseObject({ recommended_agent: z.literal('codebase-mapper'), context: z.string() }),
  overrides: z
    .array(z.looseObject({ ts: z.string(), reason: z.string(), before: z.unknown(), after: z.unknown() }))
    .optional(),
});
export type SizingReport = z.infer<typeof SizingReport>;

/** What sizing finds out, before it is put in words. */
export type Sized = Pick<
  SizingReport,
  'schema_version' | 'status' | 'scope' | 'metrics' | 'components' | 'strategy'
> & {
  /** The largest folders, where no components were found by manifest or name. */
  standIns?: string[];
};
