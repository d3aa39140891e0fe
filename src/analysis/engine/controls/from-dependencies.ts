import { dependencyScanning, LOCK_FILE } from '../../../knowledge/control-names';
import type { CodeFacts, ControlFact } from '../../../artifacts/facts';
import type { TextSource } from '../../read/text-source';
import { NOT_OF_DEPENDENCIES } from '../../../knowledge/scanners';
import { controlId } from './control-id';

/** Lock files and dependency scanners as controls. */
export function dependencyControls(
  texts: TextSource,
  lockfiles: readonly string[],
  scanners: CodeFacts['scanners'],
): ControlFact[] {
  const base = { category: 'dependency-security' as const, scope: 'app' as const, protects: [], covers: [] };
  const locked = lockfiles.map((file): ControlFact => {
    const at = texts.span(file, { line: 1, column: 0, endLine: 1, endColumn: 200 });
    return {
      ...base,
      id: controlId(base.category, LOCK_FILE, at),
      kind: 'lock-file',
      name: LOCK_FILE,
      mechanism: { is: 'versions-pinned' },
      at,
      strength: 'strong',
      basis: { is: 'tested-versions' },
      details: { lockfile: file },
    };
  });
  const ofDependencies = scanners.filter(({ tool }) => !NOT_OF_DEPENDENCIES.has(tool));
  const scanned = ofDependencies.map((scanner): ControlFact => ({
    ...base,
    id: controlId(base.category, scanner.tool, scanner.at),
    kind: 'dependency-scanning',
    name: dependencyScanning(scanner.tool),
    mechanism: { is: 'vulnerabilities-looked-for' },
    at: scanner.at,
    strength: scanner.ci ? 'strong' : 'partial',
    basis: { is: scanner.ci ? 'runs-by-itself' : 'not-run' },
    details: { tool: scanner.tool, ci: scanner.ci },
  }));
  return [...locked, ...scanned];
}
