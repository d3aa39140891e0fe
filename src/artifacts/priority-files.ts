import * as z from 'zod';
import { Severity } from './enums';
import { WorkspacePath } from './paths';
import { Text } from './text';

export const PriorityFiles = z.looseObject({
  files: z.array(
    z.looseObject({
      path: WorkspacePath,
      concerns: z.array(z.string()),
      max_severity: Severity,
      reasons: z.array(Text),
    }),
  ),
  last_updated: z.string(),
});
export type PriorityFiles = z.infer<typeof PriorityFiles>;
