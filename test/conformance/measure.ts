import { join } from 'node:path';
import { analyzeInProcess } from '../../src/analysis/in-process';
import type { EntryPointFact } from '../../src/artifacts/facts';
import { compare, type Disagreement, normalPath } from './compare';
import { type Asked, type Call, type Command, drive, writeProgram } from './drive';
import type { Subject } from './frameworks';
import { generate } from './generate';
import { placedRoutes } from './program';

export interface Result {
  framework: string;
  seed: number;
  folder: string;
  routes: number;
  disagreements: Disagreement[];
  /** It did not start. */
  error?: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** What is asked: all that was described, and all that was told. */
function callsOf(described: readonly Call[], entries: readonly EntryPointFact[]): Call[] {
  const calls = new Map(described.map((one) => [`${one.method} ${normalPath(one.path)}`, one]));
  for (const { route, method } of entries) {
    if (route === undefined) continue;
    const path = route.replace(/\{[^}]*\}|<[^>]*>/g, ':id');
    for (const one of method === undefined || method === 'ALL' ? METHODS : [method]) {
      const key = `${one} ${normalPath(path)}`;
      if (!calls.has(key)) calls.set(key, { method: one, path });
    }
  }
  return [...calls.values()];
}

async function prepared(
  subject: Subject,
  seed: number,
  root: string,
): Promise<{ asked: Asked; entries: EntryPointFact[] }> {
  const program = generate(seed, subject.can);
  const files = subject.print(program);
  const folder = join(root, subject.name, `p${seed}`);
  writeProgram(folder, files);
  const { entryPoints } = await analyzeInProcess(files);
  const entries = entryPoints.filter(({ kind }) => kind === 'http');
  const described = placedRoutes(program.root).map(({ route, path }) => ({ method: route.method, path }));
  return { asked: { folder, roles: program.roles, calls: callsOf(described, entries) }, entries };
}

/** Writes programs, has them asked, and says where the facts say something else. */
export async function measure(
  subject: Subject,
  seeds: readonly number[],
  { root, command }: { root: string; command: Command },
): Promise<Result[]> {
  const all = [];
  for (const seed of seeds) all.push({ seed, ...(await prepared(subject, seed, root)) });
  const answers = await drive(
    command,
    subject.name,
    all.map(({ asked }) => asked),
  );
  return all.map(({ seed, asked, entries }): Result => {
    const line = answers.get(asked.folder);
    const base = { framework: subject.name, seed, folder: asked.folder };
    if (!line?.calls) return { ...base, routes: 0, disagreements: [], error: line?.error ?? 'It did not answer.' };
    return { ...base, ...compare(entries, line.calls, asked.roles) };
  });
}
