import { all, number } from '../locale';
import type { DependencyFact } from '../../artifacts/facts';
import type { ConsolidatedGap, FlowStep } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { ReviewTarget, TestCase, DastRecommendations } from '../../artifacts/phase6';
import type { Weakness } from '../../knowledge/weakness';
import { count, listed } from '../text';

export const andMore = (texts: readonly string[], most: number): string =>
  all([...texts.slice(0, most), `${number(texts.length - most)} more`]);

export const notFinished = (gap: ConsolidatedGap): string =>
  `The investigation of concern ${gap.concern_id} did not finish: ${listed([gap.description], 1)}`;

export const inputRefused =
  'Input that does not fit is refused with status 400 or 429; nothing is executed, disclosed or changed.';
export const accessRefused =
  'Status 401 without a session, 403 for foreign records and roles, 400 for input that does not fit; ' +
  'nothing is executed, disclosed or changed.';
export const accountA = 'ordinary account A';
export const accountB = 'ordinary account B';

export const scores = (threat: Threat): string =>
  `${threat.id} scores ` +
  `${threat.cvss.environmental.score.toFixed(1)}${threat.businessContext.targetsCrownJewel ? ' and touches a crown jewel' : ''}: ${threat.title}.`;

export const validates = (test: TestCase): string => `Validates ${test.compliance_requirement ?? ''}.`;

export const withoutThreat = (test: TestCase): string => `${test.gap_id ?? ''} has no threat: ${test.name}.`;

export const verifiesControl = (threat: Threat): string => `Verifies the control that prevents ${threat.id}.`;

export const reviewTarget = (target: ReviewTarget, why: string): string =>
  `Review ${target.file}${target.lines === undefined ? '' : `:${target.lines}`}: ${why}`;

export const scenario = ({ title }: Weakness, { id }: Threat, parameter: string | undefined): string =>
  `${title}${parameter === undefined ? '' : ` through \`${parameter}\``} (${id})`;

export const scenarios = (endpoint: DastRecommendations['endpoints'][number]): string =>
  `${endpoint.method} ${endpoint.path}: ${count(endpoint.testScenarios.length, 'scenario')}, first ` +
  `${endpoint.testScenarios[0] ?? ''}.`;

export const scanFor = (area: { expectedFindings: string }, own: number): string =>
  `Scan for ${area.expectedFindings.toLowerCase()}${own > 0 ? `, ${count(own, 'own pattern')} included` : ''}.`;

export const scanManifests = (scanPaths: readonly string[], loose: number): string =>
  `Scan ${count(scanPaths.length, 'manifest')}${loose > 0 ? ` and fix ${count(loose, 'version')}` : ''}.`;

export const immediately = 'immediately, before any deployment';
export const backlog = 'backlog, when there is capacity';
export const forInformation = 'none, for information';

export function duration(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

export const foundAs = (weakness: Weakness, gap: ConsolidatedGap, last: FlowStep): string =>
  `${weakness.title}: ${weakness.remedy.action} Found as ${gap.gap_id} at ${last.file_path}:${last.line}.`;

export const fromAddress = 'Comes from an address instead of a registry: its content can change without a new version.';
export const anyVersion = 'Any version is accepted, a new major one included.';
export const rangeAccepted = 'A range is accepted: the next build can take in another version.';
export const fixedVersion = 'Fixed.';
export const installFromLockfile = 'Install from the lockfile on a clean machine.';

export const runTests = (item: DependencyFact): string => `Run the tests of the code that uses ${item.name}.`;
