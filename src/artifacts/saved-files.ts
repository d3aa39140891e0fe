import type * as z from 'zod';
import { CheckpointRecord } from './checkpoint-record';
import { CONTROL_CATEGORIES } from './enums';
import { Explanation } from './explanation';
import {
  BusinessDraft,
  BusinessImpact,
  BusinessObjectives,
  ComplianceRequirements,
  DataClassification,
  SecurityObjectives,
  ThreatActors,
} from './phase1';
import { SizingReport } from './phase2';
import { Component, Concerns, DataFlows, EntryPoints, TrustBoundaries } from './phase3';
import { Manifest } from './manifest';
import { Dependencies } from './dependencies';
import { ComplianceStatus } from './compliance-status';
import { BatchSummary, ErrorRecord } from './batch';
import { CategoryFile, ControlGaps, ControlsSummary, Investigation } from './phase4';
import { PriorityFiles } from './priority-files';
import { KnownLimitations } from './limitations';
import { AbuseCases, DfdThreats, FilesForTesting, RiskMatrix, ThreatModel } from './phase5';
import {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from './phase6';
import { SavedThreatModelData } from './report-data';
import { Config, Handoff, Metadata, Scope, SessionIndex } from './session-files';

/** A kind of JSON file that a session keeps. */
export interface SavedFile {
  /** Name of its schema: `schemas/<name>.schema.json`. */
  readonly name: string;
  /** Paths inside the session folder; `*` stands for one file or folder name. */
  readonly paths: readonly string[];
  readonly schema: z.ZodType;
}

const one = (name: string, path: string, schema: z.ZodType): SavedFile => ({ name, paths: [path], schema });

/** The index of all sessions, kept beside their folders. */
export const SESSION_INDEX: SavedFile = one('sessions', 'sessions.json', SessionIndex);

/**
 * Every JSON file of a session. The first entry that matches a path is its kind, so
 * the special names come before `*.json`.
 */
export const SAVED_FILES: readonly SavedFile[] = [
  one('metadata', 'metadata.json', Metadata),
  one('scope', 'scope.json', Scope),
  one('config', 'config.json', Config),
  one('handoff', 'handoffs/*.json', Handoff),
  one('checkpoint', 'checkpoints/*.json', CheckpointRecord),
  one('business-draft', 'phase-1/draft.json', BusinessDraft),
  one('business-objectives', 'phase-1/business-objectives.json', BusinessObjectives),
  one('data-classification', 'phase-1/data-classification.json', DataClassification),
  one('threat-actors', 'phase-1/threat-actors.json', ThreatActors),
  one('business-impact', 'phase-1/business-impact.json', BusinessImpact),
  one('compliance-requirements', 'phase-1/compliance-requirements.json', ComplianceRequirements),
  one('security-objectives', 'phase-1/security-objectives.json', SecurityObjectives),
  one('sizing-report', 'phase-2/sizing-report.json', SizingReport),
  one('manifest', 'phase-3/manifest.json', Manifest),
  one('component', 'phase-3/components/*.json', Component),
  one('entry-points', 'phase-3/entry-points.json', EntryPoints),
  one('data-flows', 'phase-3/data-flows.json', DataFlows),
  one('trust-boundaries', 'phase-3/trust-boundaries.json', TrustBoundaries),
  one('dependencies', 'phase-3/dependencies.json', Dependencies),
  one('concerns', 'phase-3/concerns.json', Concerns),
  one('concern-error', 'phase-4/investigations/*/*-ERROR.json', ErrorRecord),
  one('batch-summary', 'phase-4/investigations/*/batch-summary.json', BatchSummary),
  one('investigation', 'phase-4/investigations/*/*.json', Investigation),
  {
    name: 'control-category',
    paths: CONTROL_CATEGORIES.map((category) => `phase-4/${category}.json`),
    schema: CategoryFile,
  },
  one('control-gaps', 'phase-4/control-gaps.json', ControlGaps),
  one('controls-summary', 'phase-4/summary.json', ControlsSummary),
  one('compliance-status', 'phase-4/compliance-status.json', ComplianceStatus),
  one('priority-files', 'phase-4/priority-files.json', PriorityFiles),
  one('known-limitations', 'phase-4/known-limitations.json', KnownLimitations),
  one('threat-model', 'phase-5/threat-model.json', ThreatModel),
  one('abuse-cases', 'phase-5/abuse-cases/*.json', AbuseCases),
  one('dfd-threats', 'phase-5/dfd-threats.json', DfdThreats),
  one('risk-matrix', 'phase-5/risk-matrix.json', RiskMatrix),
  one('files-for-testing', 'phase-5/files-for-testing.json', FilesForTesting),
  one('code-review-plan', 'phase-6/code-review-plan.json', CodeReviewPlan),
  one('sast-recommendations', 'phase-6/sast-recommendations.json', SastRecommendations),
  one('dast-recommendations', 'phase-6/dast-recommendations.json', DastRecommendations),
  one('sca-recommendations', 'phase-6/sca-recommendations.json', ScaRecommendations),
  one('manual-test-cases', 'phase-6/manual-test-cases.json', ManualTestCases),
  one('test-priorities', 'phase-6/test-priorities.json', TestPriorities),
  one('threat-model-data', 'final-report/threat-model-data.json', SavedThreatModelData),
];

/** JSON that is printed for other tools, and kept in no session. */
export const PRINTED: readonly Pick<SavedFile, 'name' | 'schema'>[] = [{ name: 'explanation', schema: Explanation }];

function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '[^/]*');
  return new RegExp(`^${escaped}$`).test(path);
}

/**
 * What kind of file a path inside a session folder is; undefined for files without
 * a schema (Markdown, journal, snapshots).
 */
export function savedFileAt(path: string): SavedFile | undefined {
  return SAVED_FILES.find(({ paths }) => paths.some((pattern) => matches(pattern, path)));
}
