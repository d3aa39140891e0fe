import platformPath, { join } from 'node:path';
import type { Severity } from '../artifacts/enums';
import { isSafeRelativePath, type PathFlavour, problemOfRelativePath } from '../safety/files/relative-path';
import { RunError } from './run-error';

/** Where sessions go unless the user chose another place; relative to the workspace folder. */
export const DEFAULT_SESSION_ROOT = '.threat-model/sessions';
/** Where other tools keep the same kind of session: found and opened too. */
export const FOREIGN_SESSION_ROOT = '.claude/.output/threat-modeling';

const SESSION_NAME = /^(\d{8}-\d{6}|\d{4}-\d{2}-\d{2}-\d{6})-[a-z0-9][a-z0-9-]*$/;

export const isSessionName = (name: string): boolean => SESSION_NAME.test(name);

/** `20241220-103000` from `2024-12-20T10:30:00Z`. */
export const sessionIdOf = (time: string): string =>
  `${time.slice(0, 10).replaceAll('-', '')}-${time.slice(11, 19).replaceAll(':', '')}`;

/** The timestamp of a session's folder name, whichever of the two forms it has, as `YYYYMMDD-HHMMSS`. */
export function sessionIdOfName(name: string): string {
  const stamp = SESSION_NAME.exec(name)?.[1] ?? '';
  return stamp.length === 15 ? stamp : `${stamp.slice(0, 10).replaceAll('-', '')}-${stamp.slice(11)}`;
}

export function sessionRootOf(folder: string, setting?: string, flavour: PathFlavour = platformPath): string {
  return flavour.resolve(folder, setting?.trim() ? setting.trim() : DEFAULT_SESSION_ROOT);
}

/** All places to look for sessions of a workspace folder, the configured one first. */
export function sessionRootsOf(folder: string, setting?: string, flavour: PathFlavour = platformPath): string[] {
  const roots = [setting, DEFAULT_SESSION_ROOT, FOREIGN_SESSION_ROOT];
  return [...new Set(roots.map((root) => sessionRootOf(folder, root, flavour)))];
}

/** Paths inside a session folder, with forward slashes. */
export const FILES = {
  config: 'config.json',
  scope: 'scope.json',
  metadata: 'metadata.json',
  notes: 'session-notes.md',
  journal: 'journal.jsonl',
  lock: '.lock',
  draft: 'phase-1/draft.json',
  sizing: 'phase-2/sizing-report.json',
  manifest: 'phase-3/manifest.json',
  architecture: 'phase-3/architecture.md',
  entryPoints: 'phase-3/entry-points.json',
  dataFlows: 'phase-3/data-flows.json',
  boundaries: 'phase-3/trust-boundaries.json',
  dependencies: 'phase-3/dependencies.json',
  concerns: 'phase-3/concerns.json',
  findingsMarkdown: 'phase-3/comprehensive-findings.md',
  gaps: 'phase-4/control-gaps.json',
  controlsSummary: 'phase-4/summary.json',
  compliance: 'phase-4/compliance-status.json',
  priorityFiles: 'phase-4/priority-files.json',
  limitations: 'phase-4/known-limitations.json',
  controlIds: 'phase-4/.snapshots/ids.json',
  threatModel: 'phase-5/threat-model.json',
  dfdThreats: 'phase-5/dfd-threats.json',
  riskMatrix: 'phase-5/risk-matrix.json',
  filesForTesting: 'phase-5/files-for-testing.json',
  codeReview: 'phase-6/code-review-plan.json',
  sast: 'phase-6/sast-recommendations.json',
  dast: 'phase-6/dast-recommendations.json',
  sca: 'phase-6/sca-recommendations.json',
  manualTests: 'phase-6/manual-test-cases.json',
  priorities: 'phase-6/test-priorities.json',
  reportMarkdown: 'final-report/threat-model-report.md',
  reportJson: 'final-report/threat-model-data.json',
  reportSarif: 'final-report/threat-model.sarif',
} as const;

/** The six files of phase 1 by their key in the business context. */
export const BUSINESS_FILES = {
  business_objectives: 'phase-1/business-objectives.json',
  data_classification: 'phase-1/data-classification.json',
  threat_actors: 'phase-1/threat-actors.json',
  business_impact: 'phase-1/business-impact.json',
  compliance_requirements: 'phase-1/compliance-requirements.json',
  security_objectives: 'phase-1/security-objectives.json',
} as const;

/** Windows cannot keep a file called `con.json`. */
export const fileStem = (name: string): string => (isSafeRelativePath(name) ? name : `${name}-file`);

export const componentFile = (name: string): string => `phase-3/components/${fileStem(name)}.json`;
export const categoryFile = (category: string): string => `phase-4/${category}.json`;
export const summaryFile = (phase: number): string => `phase-${phase}/summary.md`;
export const investigationDir = (severity: Severity): string => `phase-4/investigations/${severity}`;
export const investigationFile = (severity: Severity, id: string, name: string): string =>
  `${investigationDir(severity)}/${id}-${name}.json`;
export const errorFile = (severity: Severity, id: string): string => `${investigationDir(severity)}/${id}-ERROR.json`;
export const batchSummaryFile = (severity: Severity): string => `${investigationDir(severity)}/batch-summary.json`;
export const handoffFile = (from: number): string => `handoffs/phase-${from}-to-${from + 1}.json`;
export const checkpointFile = (id: string): string => `checkpoints/${id}.json`;
export const abuseFile = (category: string): string => `phase-5/abuse-cases/${category}-abuse.json`;
export const attackTreeFile = (stem: string): string => `phase-5/attack-trees/${stem}.md`;

/**
 * Absolute path of a file or folder of the session. Throws RunError `corrupt-session` when the path would leave it:
 * then somebody else wrote it.
 */
export function inSession(sessionDir: string, path: string): string {
  const problem = problemOfRelativePath(path);
  if (problem === undefined) return join(sessionDir, ...path.split('/'));
  throw new RunError(
    'corrupt-session',
    `The session names the file ${JSON.stringify(path)}, which ${problem}: it was damaged or made to do harm.`,
    'Start a new threat model.',
  );
}

/**
 * The line to offer for `.gitignore`, or undefined when no line would mean this one folder. Sessions are personal; what
 * people
 * share lies next to them and is not ignored.
 */
export function ignoreLine(setting?: string, flavour: PathFlavour = platformPath): string | undefined {
  const root = setting?.trim() ? setting.trim() : DEFAULT_SESSION_ROOT;
  const way = root.replaceAll(flavour.sep, '/').replace(/^(\.\/)+|\/+$/g, '');
  // What git reads as a pattern, or as more than one line, would leave out other files as well.
  return isSafeRelativePath(way) && !/[*?[\]]/.test(way) ? `/${way}/` : undefined;
}
