import * as z from 'zod';
import { CodeSpan } from './code-span';

/**
 * A security-relevant operation, by meaning: `login`, `password-change`, `role-change`,
 * `payment`, `delete`, `privileged`, `file-write`.
 */
export const OperationFact = z.object({
  operation: z.string(),
  at: CodeSpan,
  functionId: z.string().optional(),
  logged: z.boolean(),
});
export type OperationFact = z.infer<typeof OperationFact>;
