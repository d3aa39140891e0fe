import { accessLine } from '../artifacts/access';
import type { ConsolidatedGap } from '../artifacts/phase4';
import type { Threat } from '../artifacts/phase5';
import type { ThreatModelData } from '../artifacts/report-data';
import type { RunContext } from './context';
import { writeLimitations } from './limitations';
import { incompletenessOf } from '../session/incomplete';
import { stateCoverage } from './state-coverage';
import { wholeModel } from '../wording/summaries/whole';

const HORIZON = {
  critical: 'immediate',
  high: 'immediate',
  medium: 'short-term',
  low: 'medium-term',
  info: 'medium-term',
} as const;

const remediation = (gaps: readonly ConsolidatedGap[]): ThreatModelData['remediationPriorities'] =>
  gaps
    .filter((gap) => gap.status === 'open' || gap.status === 'partial-investigation')
    .map((gap) => ({
      gap_id: gap.gap_id,
      horizon: HORIZON[gap.severity],
      action: gap.recommendation ?? gap.description,
    }));

/** Plain text in paragraphs: whoever shows it escapes it. The report lists the first threats behind it. */
function executiveSummary(
  name: string,
  threats: readonly Threat[],
  gaps: readonly ConsolidatedGap[],
  entryPoints: number,
): string {
  const open = threats.filter((threat) => threat.status === 'open');
  const severe = open.filter(
    (threat) => threat.cvss.overall.severity === 'Critical' || threat.cvss.overall.severity === 'High',
  );
  return wholeModel({ name, entryPoints, gaps: gaps.length, open: open.length, severe: severe.length });
}

function revisionOf({ parts }: RunContext): ThreatModelData['session']['revision'] {
  const { git_commit: commit, git_branch: branch, git_unread: unread } = parts.session.workspace;
  if (commit === undefined && branch === undefined && unread === undefined) return undefined;
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(branch === undefined ? {} : { branch }),
    ...(unread === undefined ? {} : { unread }),
  };
}

function sessionOf(context: RunContext): ThreatModelData['session'] {
  const { state } = context;
  const revision = revisionOf(context);
  return {
    toolVersion: context.parts.services.version ?? '',
    engines: [...new Set(state.agents.flatMap((agent) => agent.engine ?? []))].sort(),
    agentRuns: state.agents.length,
    tokens: 0,
    unattended: state.decisions.some((entry) => entry.decision.decidedBy === 'automatic'),
    ...(revision === undefined ? {} : { revision }),
    decisions: state.decisions.map(({ checkpoint, decision }) => ({
      checkpoint,
      decision: decision.decision,
      decidedBy: decision.decidedBy,
      ...(decision.feedback ? { feedback: decision.feedback } : {}),
    })),
  };
}

/** Everything the report shows, gathered from the artifacts. */
export async function reportData(context: RunContext): Promise<ThreatModelData> {
  const { artifacts, state } = context;
  await writeLimitations(context);
  const map = await artifacts.mapping();
  const business = await artifacts.business();
  const categories = await artifacts.categories();
  const { gaps } = await artifacts.gaps();
  const model = await artifacts.threatModel();
  const { limitations } = await artifacts.limitations();
  const coverage = await stateCoverage(context);
  const facts = await context.facts();
  return {
    sessionId: context.parts.session.sessionId,
    timestamp: context.now(),
    scope: model.scope,
    methodology: model.methodology,
    cvssVersion: state.cvssVersion ?? '4.0',
    businessContext: business,
    architecture: {
      components: map.components,
      entryPoints: map.entryPoints.entryPoints,
      dataFlows: map.dataFlows.flows,
      trustBoundaries: map.boundaries.boundaries,
      access: facts.access.map(accessLine),
      policies: facts.policies,
      markdown: await artifacts.architecture(),
    },
    securityControls: {
      categories: Object.fromEntries(categories.map((category) => [category.category, category])),
      gaps,
    },
    threats: model.threats,
    strideCoverage: model.strideCoverage,
    riskMatrix: await artifacts.matrix(),
    abuseCases: await artifacts.abuseCases(),
    testPlan: await artifacts.tests(),
    compliance: await artifacts.compliance(),
    session: sessionOf(context),
    executiveSummary: executiveSummary(
      business.business_objectives.application_name,
      model.threats,
      gaps,
      map.entryPoints.entryPoints.length,
    ),
    remediationPriorities: remediation(gaps),
    knownLimitations: limitations,
    coverage,
    incomplete: incompletenessOf(context.state, context.parts.services.minCoverage),
  };
}
