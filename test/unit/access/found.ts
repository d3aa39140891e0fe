import type { AccessFact, PolicyFact } from '../../../src/artifacts/access';
import { analyzeInProcess } from '../../../src/analysis/in-process';

/** What the analysis says about who may do what, of files given by name. */
export async function found(
  files: Readonly<Record<string, string>>,
): Promise<{ access: AccessFact[]; policies: PolicyFact[] }> {
  return analyzeInProcess(new Map(Object.entries(files)));
}

/** `operation resource: who` of every access. */
export async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { access } = await found(files);
  return access.map(({ operation, resource, who }) => `${operation} ${resource}: ${who.join(', ')}`);
}
