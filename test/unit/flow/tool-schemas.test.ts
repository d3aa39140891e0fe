import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

const HEAD =
  "import { execSync } from 'node:child_process';\nimport { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';\nimport { z } from 'zod';\nconst server = new McpServer({ name: 'x', version: '1' });\n";
const RUN = 'execSync(`ls ${dir}`)';

async function injects(code: string): Promise<boolean> {
  const { weaknesses } = await analyzeInProcess(new Map([['server.ts', HEAD + code]]));
  return weaknesses.some((one) => one.weakness === 'command-injection');
}

/** How the schema stands in the registration; `FIELD` is that of the one argument. */
const REGISTRATIONS: readonly [string, string][] = [
  ['beside the handler', `server.tool('list', { dir: FIELD }, async ({ dir }) => ${RUN});`],
  ['after a description', `server.tool('list', 'Lists', { dir: FIELD }, async ({ dir }) => ${RUN});`],
  ['before annotations', `server.tool('list', { dir: FIELD }, { title: 'x' }, async ({ dir }) => ${RUN});`],
  [
    'below its key',
    `server.registerTool('list', { title: 'x', inputSchema: { dir: FIELD } }, async ({ dir }) => ${RUN});`,
  ],
  [
    'whole, below its key',
    `server.registerTool('list', { inputSchema: z.object({ dir: FIELD }) }, async ({ dir }) => ${RUN});`,
  ],
  ['named', `const shape = { dir: FIELD };\nserver.tool('list', shape, async ({ dir }) => ${RUN});`],
  [
    'read from the whole input',
    `server.tool('list', { dir: FIELD }, async (input) => { const { dir } = input; ${RUN}; });`,
  ],
  [
    'in a function',
    `export function add(s: McpServer) { server.tool('list', { dir: FIELD }, async ({ dir }) => ${RUN}); }\nadd(server);`,
  ],
];

describe('the schema that a tool of a model is registered with', () => {
  it.each(REGISTRATIONS)('holds its input: %s', async (_name, code) => {
    const of = (field: string): Promise<boolean> => injects(code.replace('FIELD', field));
    expect(await of('z.string()')).toBe(true);
    expect(await of("z.string().max(20).describe('a folder')")).toBe(true);
    expect(await of('z.string().regex(/[a-z]+/)')).toBe(true);
    expect(await of('z.string().regex(/^[a-z]+$/)')).toBe(false);
    expect(await of("z.enum(['src', 'test'])")).toBe(false);
    expect(await of('z.number().int()')).toBe(false);
  });

  it('says nothing about a field that it does not name, nor about another tool', async () => {
    expect(await injects(`server.tool('list', {}, async ({ dir }) => ${RUN});`)).toBe(true);
    const two = `server.tool('a', { dir: z.enum(['x']) }, async ({ dir }) => dir);\nserver.tool('b', { dir: z.string() }, async ({ dir }) => ${RUN});`;
    expect(await injects(two)).toBe(true);
    const shared = `const run = async ({ dir }) => ${RUN};\nserver.tool('a', { dir: z.enum(['x']) }, run);\nserver.tool('b', { dir: z.string() }, run);`;
    expect(await injects(shared)).toBe(true);
  });
});
