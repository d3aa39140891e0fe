import * as z from 'zod';
import { WorkspacePath } from './paths';
import { versioned } from './versioned';

export const Level3 = z.enum(['high', 'medium', 'low']);

export const Manifest = z.looseObject({
  ...versioned,
  scope: z.string(),
  analyzedAt: z.string(),
  technologies: z.looseObject({
    primaryLanguage: z.string(),
    languages: z.array(z.looseObject({ name: z.string(), fileCount: z.int(), percentage: z.number() })),
    frameworks: z.array(z.looseObject({ name: z.string(), detected: z.string() })),
    infrastructure: z.looseObject({
      type: z.enum(['serverless', 'container', 'vm', 'on-prem', 'unknown']),
      provider: z.string(),
      indicators: z.array(z.string()),
    }),
    databases: z.array(z.looseObject({ type: z.string(), detected: z.string() })),
  }),
  metrics: z.looseObject({ totalFiles: z.int(), totalDirectories: z.int(), estimatedLOC: z.int() }),
  files: z.array(z.looseObject({ path: WorkspacePath, size: z.int(), type: z.string() })).optional(),
});

export type Manifest = z.infer<typeof Manifest>;
