import { PHASES } from '../artifacts/enums';
import type { BusinessContext } from '../artifacts/phase1';
import type { Handoff } from '../artifacts/session-files';
import { handoffFile } from '../session/layout';
import { decisionFor, feedbackAt } from './checkpoint';
import type { RunContext } from './context';
import { cut } from '../wording/text';
import { tokensOf } from '../wording/tokens';

/** Of everything that an artifact list says, only this much goes to the next phase. */
const MAX_TOKENS = 2000;

export interface HandoffContent {
  from: 1 | 2 | 3 | 4 | 5;
  keyFindings: string[];
  criticalRisks: string[];
  decisions: string[];
  artifacts: { path: string; description: string; loadWhen: 'always' | 'on-demand' | 'reference-only' }[];
  metrics: Partial<Handoff['metrics']>;
  guidance: string;
  overrides?: string[];
}

const few = (texts: readonly string[], most: number): string[] => texts.slice(0, most).map((text) => cut(text, 160));

function summaryOf(
  content: HandoffContent,
  business: BusinessContext,
  feedback: string[],
  most: number,
): Handoff['summary'] {
  const {
    data_classification: data,
    compliance_requirements: compliance,
    threat_actors: actors,
    business_impact: impact,
  } = business;
  return {
    keyFindings: few(content.keyFindings, most),
    criticalRisks: few(content.criticalRisks, most),
    crownJewels: few(
      data.crown_jewels.map((jewel) => jewel.data_type),
      10,
    ),
    complianceContext: few(
      compliance.none_applicable
        ? ['none applicable']
        : compliance.applicable_regulations.filter((item) => item.applicable).map((item) => item.name),
      most,
    ),
    threatActors: few(
      actors.threat_actors.map((actor) => actor.name),
      most,
    ),
    businessImpact: cut(impact.scenarios[0]?.description ?? '', 200),
    decisions: few(content.decisions, most),
    assumptions: few(business.business_objectives.assumptions ?? [], most),
    userFeedback: few(feedback, most),
  };
}

function statusOf(context: RunContext, content: HandoffContent, feedback: string[]): Handoff['checkpoint'] {
  if (content.from === 2) return { status: 'automatic' };
  const phase = PHASES[content.from - 1];
  const attempt = context.state.phases.find(({ key }) => key === phase)?.attempt ?? 1;
  const decision = decisionFor(context.state, `phase-${content.from}-checkpoint`, attempt);
  if (decision?.decidedBy === 'automatic') return { status: 'automatic' };
  const last = decision?.feedback ?? feedback.at(-1);
  return last === undefined
    ? { status: 'approved' }
    : { status: 'approved_with_feedback', userFeedback: cut(last, 400) };
}

/** Writes what the next phase is given: a summary of less than 2,000 tokens and references to files. */
export async function writeHandoff(context: RunContext, content: HandoffContent): Promise<string> {
  const { state } = context;
  const business = await context.artifacts.business();
  const feedback = feedbackAt(state, `phase-${content.from}-checkpoint`);
  const phase = state.phases.find(({ key }) => key === PHASES[content.from - 1]);
  const build = (most: number): Handoff => ({
    sessionId: context.parts.session.sessionId,
    fromPhase: content.from,
    toPhase: content.from + 1,
    timestamp: context.now(),
    checkpoint: statusOf(context, content, feedback),
    summary: summaryOf(content, business, feedback, most),
    artifacts: content.artifacts
      .filter(({ path }) => path in state.artifacts)
      .map((artifact) => ({ name: artifact.path.split('/').at(-1) ?? artifact.path, ...artifact })),
    metrics: {
      filesAnalyzed: state.counters['analyzed'] ?? 0,
      tokensUsed: 0,
      timeSpent: secondsSince(phase?.startedAt, context.now()),
      ...content.metrics,
    },
    nextPhaseGuidance: cut(content.guidance, 600),
    ...(content.overrides && content.overrides.length > 0 ? { overrides: few(content.overrides, most) } : {}),
  });
  const handoff =
    [10, 6, 3, 1].map(build).find((candidate) => tokensOf(JSON.stringify(candidate, null, 2)) < MAX_TOKENS) ?? build(1);
  const path = handoffFile(content.from);
  await context.store.writeJson(path, handoff);
  return path;
}

const secondsSince = (from: string | undefined, now: string): number =>
  from === undefined ? 0 : Math.max(0, (Date.parse(now) - Date.parse(from)) / 1000);
