import { type Assumption, BusinessAnswers, BusinessDraft } from '../../artifacts/phase1';
import { BUSINESS_FILES, FILES, summaryFile } from '../../session/layout';
import { RunError } from '../../session/run-error';
import { outputOf } from '../jobs/job';
import { runJobs } from '../jobs/run-jobs';
import { taskOf } from '../jobs/task';
import { approvalStep, attemptAt } from '../approval';
import { closeRecord, decisionFor, feedbackAt, linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { writeHandoff } from '../handoff';
import { NO_COST, type Step } from '../step';
import { businessView } from '../views/business-context';
import { stateCoverage } from '../state-coverage';
import * as handoffs from '../../wording/run/handoffs';
import * as steps from '../../wording/run/steps';

const PHASE = 'business_context';
const CHECKPOINT = 'phase-1-checkpoint';
const ID = {
  analyze: 'business-context.analyze',
  draft: 'business-context.draft',
  ask: 'business-context.checkpoint',
  seal: 'business-context.seal',
} as const;
/** Seconds per megabyte of code and per 1,000 files, measured on two cores. */
const COST = { perMegabyte: 1.6, perThousandFiles: 1.2, fixed: 1 };
const OUTPUTS = [...Object.values(BUSINESS_FILES), summaryFile(1)];

/** Shown twice a second at most: each is a line of the journal. */
const PROGRESS_EVERY_MS = 400;

/** Reads the code while saying how far it is. */
async function readCode(context: RunContext, step: Step): Promise<void> {
  let last = -Infinity;
  context.onReading = ({ stage, done, total, what }) => {
    const now = context.parts.clock.elapsed();
    if (now - last < PROGRESS_EVERY_MS) return;
    last = now;
    void context
      .emit(
        { type: 'step.progress', step: step.id, message: stage, done, total, ...(what !== undefined && { what }) },
        { phase: step.phase, step: step.id },
      )
      .catch(() => context.stop('shutdown'));
  };
  try {
    const facts = await context.facts();
    const { files } = facts.inventory;
    await context.emit({
      type: 'counted',
      counters: {
        files: files.length,
        analyzed: facts.coverage.files.read,
        entryPoints: facts.entryPoints.length,
        dependencies: facts.dependencies.length,
        notRead: facts.coverage.files.unread,
      },
    });
    await stateCoverage(context);
  } finally {
    context.onReading = () => undefined;
  }
}

async function writeContext(
  context: RunContext,
  answers: BusinessAnswers,
  assumptions: Assumption[],
  confirmed: string[],
): Promise<string[]> {
  const { parts } = context.parts.services;
  const business = parts.buildBusinessContext(answers, assumptions, confirmed);
  const files = Object.entries(BUSINESS_FILES).map(([key, path]) => ({
    path,
    value: business[key as keyof typeof business],
  }));
  await context.store.writeAll([...files, { path: summaryFile(1), text: parts.phase1Summary(business) }]);
  return OUTPUTS;
}

/** What the user already answered stays, whatever is drafted anew. */
function keepAnswers(context: RunContext, draft: BusinessDraft): BusinessDraft {
  const given = context.state.decisions
    .filter((entry) => entry.checkpoint === CHECKPOINT && entry.decision.answers !== undefined)
    .at(-1)?.decision;
  if (!given?.answers) return draft;
  return {
    answers: given.answers,
    assumptions: draft.assumptions.filter((item) => !(given.confirmed ?? []).includes(item.field)),
    confirmed: given.confirmed ?? [],
  };
}

async function draftContext(context: RunContext, step: Step): Promise<string[]> {
  const task = taskOf(
    context,
    'business-context',
    'business-context',
    steps.suggestBusiness,
    { projectName: context.parts.request.folder.split(/[\\/]/).at(-1) ?? 'application' },
    feedbackAt(context.state, CHECKPOINT),
  );
  const [result] = await runJobs(context, step, [
    {
      task,
      save: async (draft) => {
        await context.store.writeChecked(FILES.draft, draft, BusinessDraft);
        return FILES.draft;
      },
    },
  ]);
  outputOf(context, result, steps.noBusiness);
  const draft = keepAnswers(context, await context.artifacts.draft());
  // An incomplete draft is completed in the form; until then there is nothing to write.
  const complete =
    BusinessAnswers.safeParse(draft.answers).success &&
    (draft.answers.none_applicable || draft.answers.regulations.length > 0);
  return complete
    ? [FILES.draft, ...(await writeContext(context, draft.answers, draft.assumptions, draft.confirmed))]
    : [FILES.draft];
}

async function sealContext(context: RunContext): Promise<string[]> {
  const attempt = attemptAt(context.state, PHASE);
  const decision = decisionFor(context.state, CHECKPOINT, attempt);
  const draft = keepAnswers(context, await context.artifacts.draft());
  const answers = BusinessAnswers.safeParse(decision?.answers ?? draft.answers);
  if (!answers.success)
    throw new RunError(
      'agent-failed',
      `The business context is incomplete: ${answers.error.issues[0]?.message ?? ''}`,
      'Run it attended and fill in the form of phase 1.',
    );
  // Without an answer from the user every value stays an assumption.
  const confirmed = decision?.confirmed ?? draft.confirmed;
  const outputs = await writeContext(
    context,
    answers.data,
    draft.assumptions.filter((item) => !confirmed.includes(item.field)),
    confirmed,
  );
  await closeRecord(context, CHECKPOINT, linksTo(context.state, ['phase-1/']));
  const business = await context.artifacts.business();
  const handoff = await writeHandoff(context, {
    from: 1,
    keyFindings: handoffs.businessFindings(business),
    criticalRisks: business.business_impact.scenarios
      .filter((scenario) => scenario.risk_level === 'critical')
      .map((scenario) => scenario.name),
    decisions: handoffs.businessDecisions(business),
    artifacts: OUTPUTS.map((path) => ({ path, description: 'Business context', loadWhen: 'always' })),
    metrics: {},
    guidance: handoffs.jewelsFirst,
  });
  return [...outputs, handoff];
}

export function businessContextSteps(): Step[] {
  const analyze: Step = {
    id: ID.analyze,
    title: steps.readCode,
    phase: PHASE,
    needs: [],
    reads: [],
    readsCode: true,
    writes: [],
    estimate: ({ bytes, analyzable }) => ({
      agents: 0,
      seconds: COST.fixed + (bytes / 1e6) * COST.perMegabyte + (analyzable / 1000) * COST.perThousandFiles,
    }),
    run: async (context) => {
      await readCode(context, analyze);
      return { outputs: [] };
    },
  };
  const draft: Step = {
    id: ID.draft,
    title: steps.suggestBusiness,
    phase: PHASE,
    needs: [ID.analyze],
    reads: [],
    readsCode: true,
    writes: ['phase-1/'],
    estimate: () => ({ agents: 1, seconds: 0.2 }),
    run: async (context) => ({ outputs: await draftContext(context, draft) }),
  };
  const checkpoint = approvalStep({
    id: ID.ask,
    title: steps.approveBusiness,
    phase: PHASE,
    needs: [ID.draft],
    reads: ['phase-1/'],
    checkpoint: { id: CHECKPOINT, title: 'Business context' },
    view: async (context) => businessView(context, keepAnswers(context, await context.artifacts.draft())),
  });
  const seal: Step = {
    id: ID.seal,
    title: steps.keepBusiness,
    phase: PHASE,
    needs: [ID.ask],
    reads: [FILES.draft],
    readsCode: false,
    writes: ['phase-1/', 'checkpoints/phase-1-checkpoint.json', 'handoffs/phase-1-to-2.json'],
    ends: true,
    estimate: NO_COST,
    run: async (context) => ({ outputs: await sealContext(context) }),
  };
  return [analyze, draft, checkpoint, seal];
}
