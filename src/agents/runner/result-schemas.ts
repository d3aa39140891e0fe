import * as z from 'zod';
import { BusinessDraft } from '../../artifacts/phase1';
import { SizingReport } from '../../artifacts/phase2';
import { Component } from '../../artifacts/phase3';
import { Investigation } from '../../artifacts/phase4';
import {
  ABUSE_CATEGORIES,
  AbuseCase,
  ATTACK_TREES,
  DfdThreats,
  FilesForTesting,
  RiskMatrix,
  ThreatModel,
} from '../../artifacts/phase5';
import {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from '../../artifacts/phase6';
import type { AgentKind, AgentKinds } from '../contract';
import * as say from '../../wording/agents/outcomes';

const undated = { generatedAt: true } as const;

/** What an engine must answer with, by kind of task. Anything else is no answer. */
const RESULTS: { [K in AgentKind]: z.ZodType } = {
  'business-context': BusinessDraft,
  size: SizingReport,
  map: Component,
  investigate: Investigation.omit({
    timestamp: true,
    investigation_duration_seconds: true,
    agent_id: true,
    attempt: true,
    engine: true,
  }),
  'threat-model': z.object({
    model: ThreatModel.omit({ sessionId: true, timestamp: true }),
    abuseCases: z.record(z.enum(ABUSE_CATEGORIES), z.array(AbuseCase)),
    attackTrees: z.record(z.enum(ATTACK_TREES), z.string()),
    dfd: DfdThreats,
    matrix: RiskMatrix,
    files: FilesForTesting,
  }),
  'test-plan': z.object({
    codeReview: CodeReviewPlan.omit(undated),
    sast: SastRecommendations.omit(undated),
    dast: DastRecommendations.omit(undated),
    sca: ScaRecommendations.omit(undated),
    manual: ManualTestCases.omit(undated),
    priorities: TestPriorities.omit(undated),
  }),
};

export type CheckedResult<K extends AgentKind> =
  { ok: true; result: AgentKinds[K]['result'] } | { ok: false; reason: string };

/** Checks an engine's answer; the reason names the first places that do not fit. */
export function checkResult<K extends AgentKind>(kind: K, value: unknown): CheckedResult<K> {
  const checked = RESULTS[kind].safeParse(value);
  if (checked.success) return { ok: true, result: checked.data as AgentKinds[K]['result'] };
  const issues = checked.error.issues.slice(0, 3).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { ok: false, reason: say.otherSchema(issues) };
}
