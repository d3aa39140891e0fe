import type { SizingReport } from '../../artifacts/phase2';
import type { BusinessContext } from '../../artifacts/phase1';
import { FILES } from '../../session/layout';
import { runJobs } from '../jobs/run-jobs';
import { taskOf } from '../jobs/task';
import type { RunContext } from '../context';
import { writeHandoff } from '../handoff';
import type { Step } from '../step';
import * as handoffs from '../../wording/run/handoffs';
import * as recovery from '../../wording/run/recovery';
import * as steps from '../../wording/run/steps';

const PHASE = 'codebase_sizing';

/** Words by which components that hold crown jewels are recognised. */
function jewelKeywords(business: BusinessContext): string[] {
  const words = business.data_classification.crown_jewels.flatMap((jewel) => [
    jewel.data_type,
    ...(jewel.keywords ?? []),
    ...jewel.data_type.split('_'),
  ]);
  return [...new Set(words.map((word) => word.toLowerCase()).filter((word) => word.length > 2))].sort();
}

const scopeText = (context: RunContext): string => context.parts.request.paths?.join(', ') ?? 'full';

/** What to do when the size could not be found out: everything is one component, and one agent reads it. */
function minimalSizing(scope: string, files: number, now: string, reason: string): SizingReport {
  const strategy = {
    tier: 'small' as const,
    parallelization: 'single' as const,
    components_to_spawn: [{ path: './', files: files || 1000, recommended_depth: 'full' as const }],
    estimated_agents: 1,
    sampling_required: false,
  };
  return {
    status: 'fallback',
    summary: recovery.sizeUnknown,
    scope,
    metrics: { total_files: files, total_directories: 0, files_by_extension: {}, estimated: true },
    components: [],
    strategy,
    handoff: { recommended_agent: 'codebase-mapper', context: reason },
    overrides: [{ ts: now, reason, before: null, after: strategy }],
  };
}

async function size(context: RunContext, step: Step): Promise<string[]> {
  const business = await context.artifacts.business();
  const input = { scope: scopeText(context), crownJewelKeywords: jewelKeywords(business) };
  const [result] = await runJobs(context, step, [
    {
      task: taskOf(context, 'size', 'size', steps.sizeCode, input, []),
      save: async (report) => {
        await context.store.writeJson(FILES.sizing, report);
        return FILES.sizing;
      },
    },
  ]);
  if (result?.status === 'cancelled') context.stop('user');
  context.check();
  if (result?.output === undefined) {
    const { inventory } = await context.facts();
    const reason = recovery.sizingFailed(result?.reason ?? 'no answer');
    await context.store.writeJson(
      FILES.sizing,
      minimalSizing(input.scope, inventory.files.filter((file) => file.analyzed).length, context.now(), reason),
    );
    await context.emit(
      { type: 'problem', code: 'E-201', message: reason, recovery: recovery.oneAgent },
      { phase: PHASE },
    );
    await context.emit({ type: 'note', kind: 'override', text: recovery.oneAgentBecause(reason) }, { phase: PHASE });
  }
  const report = await context.artifacts.sizing();
  const handoff = await writeHandoff(context, {
    from: 2,
    keyFindings: [
      report.summary,
      handoffs.tier(report),
      ...report.components.filter((component) => component.priority === 'high').map(handoffs.mattersMost),
    ],
    criticalRisks: [],
    decisions: [handoffs.sampling(report)],
    artifacts: [
      { path: 'phase-1/summary.md', description: 'Business context', loadWhen: 'always' },
      { path: FILES.sizing, description: handoffs.sizing, loadWhen: 'always' },
    ],
    metrics: { componentsIdentified: report.components.length },
    guidance: handoffs.mapAll,
    overrides: (report.overrides ?? []).map((override) => override.reason),
  });
  return [FILES.sizing, handoff];
}

export function sizingSteps(): Step[] {
  const step: Step = {
    id: 'codebase-sizing.size',
    title: steps.sizeCode,
    phase: PHASE,
    needs: ['business-context.seal'],
    reads: ['phase-1/data-classification.json'],
    readsCode: true,
    writes: ['phase-2/', 'handoffs/phase-2-to-3.json'],
    ends: true,
    estimate: () => ({ agents: 1, seconds: 0.1 }),
    run: async (context) => ({ outputs: await size(context, step) }),
  };
  return [step];
}
