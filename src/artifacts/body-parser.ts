import * as z from 'zod';
import { CodeSpan } from './code-span';

/** A place that says in which forms bodies of requests are read. */
export const BodyParserFact = z.object({ reads: z.array(z.enum(['json', 'form', 'multipart'])), at: CodeSpan });
export type BodyParserFact = z.infer<typeof BodyParserFact>;
