import { type Concern, Concerns } from '../../../artifacts/phase3';
import { FILES, summaryFile } from '../../../session/layout';
import { attemptAt } from '../../approval';
import { closeRecord, decisionFor, linksTo } from '../../checkpoint';
import type { RunContext } from '../../context';
import { writeHandoff } from '../../handoff';
import { writeConcerns } from './concerns';
import { CHECKPOINT, PHASE, SHOWN } from './places';
import * as handoffs from '../../../wording/run/handoffs';

/** The concerns as the user saw them. Kept aside before they are edited, so that sealing twice gives the same. */
async function shownConcerns(context: RunContext, attempt: number): Promise<Concern[]> {
  const path = `${SHOWN}concerns-${attempt}.json`;
  const kept = await context.store.readIfValid(path, Concerns);
  if (kept) return kept;
  const concerns = await context.artifacts.concerns();
  await context.store.writeChecked(path, concerns, Concerns);
  return concerns;
}

export async function seal(context: RunContext): Promise<string[]> {
  const attempt = attemptAt(context.state, PHASE);
  const edits = decisionFor(context.state, CHECKPOINT, attempt)?.concernEdits ?? [];
  const shown = await shownConcerns(context, attempt);
  const concerns = edits.length > 0 ? context.parts.services.parts.applyConcernEdits(shown, edits) : shown;
  const outputs = await writeConcerns(context, concerns);
  await closeRecord(context, CHECKPOINT, linksTo(context.state, ['phase-2/', 'phase-3/']));
  const map = await context.artifacts.mapping();
  const handoff = await writeHandoff(context, {
    from: 3,
    keyFindings: [
      handoffs.mapped(map.components.length, map.entryPoints.entryPoints.length, map.dataFlows.flows.length),
      ...map.components.filter((component) => component.handles_crown_jewels).map(handoffs.handles),
    ],
    criticalRisks: concerns
      .filter((concern) => concern.severity === 'critical')
      .map((concern) => `${concern.id} ${concern.title}`),
    decisions: edits.map(handoffs.edited),
    artifacts: [
      { path: summaryFile(1), description: 'Business context', loadWhen: 'always' },
      { path: FILES.entryPoints, description: 'Attack surface', loadWhen: 'always' },
      { path: FILES.boundaries, description: 'Trust boundaries', loadWhen: 'always' },
      { path: FILES.concerns, description: handoffs.toInvestigate, loadWhen: 'always' },
      { path: FILES.dataFlows, description: 'Data flows', loadWhen: 'on-demand' },
    ],
    metrics: { componentsIdentified: map.components.length },
    guidance: handoffs.oneEach,
  });
  return [...outputs, handoff];
}
