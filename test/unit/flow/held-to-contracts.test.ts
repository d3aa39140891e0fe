import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

const HEAD =
  "import { z } from 'zod';\nimport { MongoClient } from 'mongodb';\nimport { exec } from 'node:child_process';\n" +
  "const users = new MongoClient('x').db('a').collection('u');\n";

/** A procedure of each framework with a schema for its input; `USED` is what the handler does with `name`. */
const FRAMEWORKS: Readonly<Record<string, (schema: string, used: string) => string>> = {
  'ts-rest': (schema, used) => `${HEAD}import { createExpressEndpoints, initServer } from '@ts-rest/express';
import { initContract } from '@ts-rest/core';
import express from 'express';
const contract = initContract().router({ find: { method: 'POST', path: '/find', body: ${schema} } });
const router = initServer().router(contract, { find: { handler: async ({ body }) => { ${used.replace('INPUT', 'body')} } } });
createExpressEndpoints(contract, router, express());
`,
  tRPC: (schema, used) => `${HEAD}import { initTRPC } from '@trpc/server';
const t = initTRPC.create();
export const r = t.router({ find: t.procedure.input(${schema}).mutation(async ({ input }) => { ${used.replace('INPUT', 'input')} }) });
`,
  'next-safe-action': (schema, used) => `'use server';
${HEAD}import { createSafeActionClient } from 'next-safe-action';
export const find = createSafeActionClient().inputSchema(${schema}).action(async ({ parsedInput }) => { ${used.replace('INPUT', 'parsedInput')} });
`,
};

const CASES: readonly (readonly [string, schema: string, used: string, found: string[]])[] = [
  ['a text is no operator', 'z.object({ name: z.string() })', 'return users.findOne({ name: INPUT.name });', []],
  ['anything may be one', 'z.any()', 'return users.findOne({ name: INPUT.name });', ['nosql-injection']],
  ['a text may be a command', 'z.object({ name: z.string() })', 'exec(INPUT.name);', ['command-injection']],
  ['one of a list is none', "z.object({ name: z.enum(['ls', 'id']) })", 'exec(INPUT.name);', []],
];

describe.each(Object.entries(FRAMEWORKS))('input that %s holds to a schema', (_name, program) => {
  it.each(CASES)('%s', async (_what, schema, used, found) => {
    const { weaknesses } = await analyzeInProcess(new Map([['a.ts', program(schema, used)]]));
    const about = weaknesses.map(({ weakness }) => weakness).filter((one) => one.endsWith('-injection'));
    expect(about).toEqual(found);
  });
});
