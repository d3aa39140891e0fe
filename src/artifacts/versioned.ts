import * as z from 'zod';

export const versioned = { schema_version: z.string().optional() };
