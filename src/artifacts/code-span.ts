import * as z from 'zod';
import { WorkspacePath } from './paths';

/** A piece of code: `text` is the first line of it, trimmed to 200 characters, exactly as it stands in the file. */
export const CodeSpan = z.object({ file: WorkspacePath, line: z.int(), endLine: z.int(), text: z.string() });
export type CodeSpan = z.infer<typeof CodeSpan>;
