import * as z from 'zod';
import { WorkspacePath } from './paths';

const versioned = { schema_version: z.string().optional() };

const Dependency = z.looseObject({
  name: z.string(),
  version: z.string(),
  ecosystem: z.string(),
  manifest: WorkspacePath,
  line: z.int().optional(),
  direct: z.boolean(),
  dev: z.boolean(),
});
type Dependency = z.infer<typeof Dependency>;

export const Dependencies = z.looseObject({
  ...versioned,
  dependencies: z.array(Dependency),
  lockfiles: z.array(WorkspacePath),
  scanners: z.array(z.string()),
});
export type Dependencies = z.infer<typeof Dependencies>;
