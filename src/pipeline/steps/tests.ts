import type { TestPlanOutput } from '../../reasoning/test-plan/input';
import { checkpointFile, FILES, summaryFile } from '../../session/layout';
import { outputOf } from '../jobs/job';
import { runJobs } from '../jobs/run-jobs';
import { taskOf } from '../jobs/task';
import { approvalStep } from '../approval';
import { closeRecord, feedbackAt, linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { urgentOf } from '../../reasoning/test-plan/priority';
import { phase6Summary } from '../../wording/summaries/phase6';
import { NO_COST, type Step } from '../step';
import { testsView } from '../views/tests';
import * as steps from '../../wording/run/steps';

const PHASE = 'test_planning';
const CHECKPOINT = 'phase-6-checkpoint';
const ID = { plan: 'test-planning.plan', ask: 'test-planning.checkpoint', seal: 'test-planning.seal' } as const;
const OUTPUTS = [
  FILES.codeReview,
  FILES.sast,
  FILES.dast,
  FILES.sca,
  FILES.manualTests,
  summaryFile(6),
  FILES.priorities,
];

/** Writes the seven files of phase 6; the priorities last, because they say that the others are there. */
async function save(context: RunContext, plan: TestPlanOutput): Promise<string> {
  const { store } = context;
  const generatedAt = context.now();
  const { threats } = await context.artifacts.threatModel();
  await store.writeAll([
    { path: FILES.codeReview, value: { ...plan.codeReview, generatedAt } },
    { path: FILES.sast, value: { ...plan.sast, generatedAt } },
    { path: FILES.dast, value: { ...plan.dast, generatedAt } },
    { path: FILES.sca, value: { ...plan.sca, generatedAt } },
    { path: FILES.manualTests, value: { ...plan.manual, generatedAt } },
    { path: summaryFile(6), text: phase6Summary(plan, urgentOf(threats)) },
  ]);
  await store.writeJson(FILES.priorities, { ...plan.priorities, generatedAt });
  return FILES.priorities;
}

async function plan(context: RunContext, step: Step): Promise<string[]> {
  const { artifacts } = context;
  const facts = await context.facts();
  const { sessionId: _session, timestamp: _time, ...model } = await artifacts.threatModel();
  const input = {
    business: await artifacts.business(),
    model,
    abuseCases: await artifacts.abuseCases(),
    files: await artifacts.filesForTesting(),
    entryPoints: (await artifacts.mapping()).entryPoints,
    gaps: (await artifacts.gaps()).gaps,
    priorityFiles: (await artifacts.priorityFiles()).files.map((file) => file.path),
    dependencies: facts.dependencies,
    scanners: facts.scanners,
  };
  const task = taskOf(context, 'test-plan', 'test-plan', steps.planTests, input, feedbackAt(context.state, CHECKPOINT));
  const [result] = await runJobs(context, step, [{ task, save: (answer) => save(context, answer) }]);
  outputOf(context, result, steps.noTests);
  const { priorities } = await artifacts.tests();
  await context.emit({ type: 'counted', counters: { tests: priorities.prioritizedTests.length } }, { phase: PHASE });
  return OUTPUTS;
}

export function testSteps(): Step[] {
  const planning: Step = {
    id: ID.plan,
    title: steps.planTests,
    phase: PHASE,
    needs: ['threat-modeling.seal'],
    reads: ['phase-1/', 'phase-5/', FILES.entryPoints, FILES.gaps, FILES.priorityFiles],
    readsCode: true,
    writes: ['phase-6/'],
    estimate: () => ({ agents: 1, seconds: 0.2 }),
    run: async (context) => ({ outputs: await plan(context, planning) }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: steps.approveTests,
    phase: PHASE,
    needs: [ID.plan],
    reads: [FILES.priorities],
    checkpoint: { id: CHECKPOINT, title: 'Test plan' },
    view: testsView,
  });
  const sealing: Step = {
    id: ID.seal,
    title: steps.keepTests,
    phase: PHASE,
    needs: [ID.ask],
    reads: [FILES.priorities],
    readsCode: false,
    writes: [checkpointFile(CHECKPOINT)],
    ends: true,
    estimate: NO_COST,
    run: async (context) => {
      await closeRecord(context, CHECKPOINT, linksTo(context.state, ['phase-6/']));
      return { outputs: [checkpointFile(CHECKPOINT)] };
    },
  };
  return [planning, checkpoint, sealing];
}
