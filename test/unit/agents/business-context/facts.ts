import { whoMayCall } from '../../../../src/analysis/engine/guards/who-may-call';
import { codeCoverage } from '../../coverage';
import type { AgentTask } from '../../../../src/agents/contract';
import type { WorkContext } from '../../../../src/reasoning/work';
import type { CodeSpan } from '../../../../src/artifacts/code-span';
import type { CodeFacts, DataModelFact, EntryPointFact } from '../../../../src/artifacts/facts';

export const span = (file: string, line: number, text = ''): CodeSpan => ({ file, line, endLine: line, text });

export function facts(part: Partial<CodeFacts> = {}): CodeFacts {
  return {
    inventory: { files: [], directories: 0, unreadable: [], truncated: [] },
    packages: [],
    frameworks: [],
    entryPoints: [],
    dependencies: [],
    lockfiles: [],
    scanners: [],
    stores: [],
    services: [],
    models: [],
    weaknesses: [],
    controls: [],
    operations: [],
    functions: [],
    evidence: [],
    access: [],
    policies: [],
    limits: [],
    coverage: codeCoverage(),
    ...part,
  };
}

export function route(
  method: string,
  path: string,
  part: Partial<EntryPointFact> & { body?: string[] } = {},
): EntryPointFact {
  const { body = [], ...rest } = part;
  const at = rest.at ?? span('routes.js', 10);
  const checked = { handler: { name: '', functionId: 'f', at }, guards: [], unexplained: [], publicByDesign: false };
  return {
    id: `${method} ${path}`,
    kind: 'http',
    framework: 'express',
    method,
    route: path,
    at,
    params: body.map((name, index) => ({ name, source: 'body', type: 'unknown', line: at.line + index + 1 })),
    guards: [],
    unexplained: [],
    onlyInDevelopment: false,
    publicByDesign: false,
    mutates: method !== 'GET',
    browserFacing: false,
    ...whoMayCall({ ...checked, ...rest }),
    ...rest,
  };
}

export function model(name: string, fields: string[], at = span('models.js', 5)): DataModelFact {
  return {
    name,
    kind: 'mongoose',
    at,
    fields: fields.map((field, index) => ({ name: field, type: 'String', line: at.line + index + 1 })),
  };
}

/** Tools over a map of path to text. */
export function context(
  files: Record<string, string>,
  code: CodeFacts,
  signal = new AbortController().signal,
): WorkContext {
  return {
    signal,
    report: () => undefined,
    tools: {
      listFiles: async () => Object.keys(files),
      readFile: async (path) => {
        const text = files[path];
        if (text === undefined || text === 'unreadable') throw new Error(`cannot read ${path}`);
        const lines = text.split('\n');
        return { path, start: 1, lines, totalLines: lines.length, sha256: '' };
      },
      search: async () => [],
      findSymbol: async () => [],
      facts: () => code,
    },
  };
}

export const task = (projectName = 'shop'): AgentTask<'business-context'> => ({
  id: 'business-context',
  kind: 'business-context',
  title: '',
  input: { projectName },
  feedback: [],
  limits: { timeoutMs: 1_000 },
});
