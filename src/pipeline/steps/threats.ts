import { ABUSE_CATEGORIES, ATTACK_TREES, type Threat } from '../../artifacts/phase5';
import type { ThreatModelOutput } from '../../reasoning/threats/input';
import { abuseFile, attackTreeFile, checkpointFile, FILES, summaryFile } from '../../session/layout';
import { outputOf } from '../jobs/job';
import { runJobs } from '../jobs/run-jobs';
import { taskOf } from '../jobs/task';
import { approvalStep } from '../approval';
import { closeRecord, feedbackAt, linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { writeHandoff } from '../handoff';
import { phase5Summary } from '../../wording/summaries/phase5';
import { NO_COST, type Step } from '../step';
import { threatsView } from '../views/threats';
import * as handoffs from '../../wording/run/handoffs';
import * as steps from '../../wording/run/steps';

const PHASE = 'threat_modeling';
const CHECKPOINT = 'phase-5-checkpoint';
const ID = { model: 'threat-modeling.model', ask: 'threat-modeling.checkpoint', seal: 'threat-modeling.seal' } as const;
const OUTPUTS = [
  ...ABUSE_CATEGORIES.map(abuseFile),
  ...ATTACK_TREES.map(attackTreeFile),
  FILES.dfdThreats,
  FILES.riskMatrix,
  FILES.filesForTesting,
  summaryFile(5),
  FILES.threatModel,
];

/** Writes all files of phase 5; the threat model itself last, because it says that the others are there. */
async function save(context: RunContext, result: ThreatModelOutput): Promise<string> {
  const { store } = context;
  const { model, abuseCases, attackTrees, dfd, matrix, files } = result;
  await store.writeAll([
    ...ABUSE_CATEGORIES.map((category) => ({
      path: abuseFile(category),
      value: { category, generatedAt: context.now(), abuseCases: abuseCases[category] },
    })),
    ...ATTACK_TREES.map((stem) => ({ path: attackTreeFile(stem), text: attackTrees[stem] })),
    { path: FILES.dfdThreats, value: dfd },
    { path: FILES.riskMatrix, value: matrix },
    { path: FILES.filesForTesting, value: files },
    { path: summaryFile(5), text: phase5Summary(result, await context.artifacts.business()) },
  ]);
  await store.writeJson(FILES.threatModel, {
    ...model,
    sessionId: context.parts.session.sessionId,
    timestamp: context.now(),
  });
  return FILES.threatModel;
}

function feedbackFor(context: RunContext): string[] {
  const { customNotes } = context.parts.session;
  return [...(customNotes ? [steps.methodology(customNotes)] : []), ...feedbackAt(context.state, CHECKPOINT)];
}

async function model(context: RunContext, step: Step): Promise<string[]> {
  const { artifacts, state } = context;
  const { components, entryPoints, dataFlows, boundaries } = await artifacts.mapping();
  const { paths } = context.parts.request;
  const input = {
    scope: { type: context.parts.scope.type, ...(paths ? { paths } : {}) },
    methodology: state.methodology ?? 'hybrid',
    cvssVersion: state.cvssVersion ?? '4.0',
    business: await artifacts.business(),
    components,
    entryPoints,
    dataFlows,
    boundaries,
    categories: await artifacts.categories(),
    gaps: (await artifacts.gaps()).gaps,
    concerns: await artifacts.concerns(),
  } as const;
  const task = taskOf(context, 'threat-model', 'threat-model', steps.modelThreats, input, feedbackFor(context));
  const [result] = await runJobs(context, step, [{ task, save: (answer) => save(context, answer) }]);
  outputOf(context, result, steps.noThreats);
  const { threats } = await artifacts.threatModel();
  const having = (status: Threat['status']): number => threats.filter((threat) => threat.status === status).length;
  const counters = { openThreats: having('open'), mitigatedThreats: having('mitigated') };
  await context.emit({ type: 'counted', counters }, { phase: PHASE });
  await context.emit({ type: 'findings.changed', gaps: input.gaps.length, threats: threats.length }, { phase: PHASE });
  return OUTPUTS;
}

async function seal(context: RunContext): Promise<string[]> {
  await closeRecord(context, CHECKPOINT, linksTo(context.state, ['phase-5/']));
  const { threats } = await context.artifacts.threatModel();
  const open = threats.filter((threat) => threat.status === 'open');
  const handoff = await writeHandoff(context, {
    from: 5,
    keyFindings: [
      handoffs.modelled(open.length, threats.length),
      ...open.map((threat) => `${threat.id} ${threat.title}`),
    ],
    criticalRisks: open
      .filter((threat) => threat.cvss.overall.severity === 'Critical')
      .map((threat) => `${threat.id} ${threat.title}`),
    decisions: [],
    artifacts: [
      { path: summaryFile(1), description: 'Business context', loadWhen: 'always' },
      { path: FILES.threatModel, description: 'Threats', loadWhen: 'always' },
      { path: FILES.riskMatrix, description: 'Risk matrix', loadWhen: 'always' },
      { path: FILES.gaps, description: 'Gaps', loadWhen: 'always' },
      { path: FILES.entryPoints, description: 'Attack surface', loadWhen: 'on-demand' },
    ],
    metrics: { threatsIdentified: threats.length },
    guidance: handoffs.testAll,
  });
  return [handoff];
}

export function threatSteps(): Step[] {
  const modelling: Step = {
    id: ID.model,
    title: steps.modelThreats,
    phase: PHASE,
    needs: ['security-controls.seal'],
    reads: ['phase-1/', 'phase-3/', FILES.gaps, FILES.controlsSummary],
    readsCode: true,
    writes: ['phase-5/'],
    estimate: () => ({ agents: 1, seconds: 0.4 }),
    run: async (context) => ({ outputs: await model(context, modelling) }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: steps.approveThreats,
    phase: PHASE,
    needs: [ID.model],
    reads: [FILES.threatModel],
    checkpoint: { id: CHECKPOINT, title: 'Threats' },
    view: threatsView,
  });
  const sealing: Step = {
    id: ID.seal,
    title: steps.keepThreats,
    phase: PHASE,
    needs: [ID.ask],
    reads: [FILES.threatModel],
    readsCode: false,
    writes: [checkpointFile(CHECKPOINT), 'handoffs/phase-5-to-6.json'],
    ends: true,
    estimate: NO_COST,
    run: async (context) => ({ outputs: await seal(context) }),
  };
  return [modelling, checkpoint, sealing];
}
