import type { Concern } from '../../../artifacts/phase3';
import { FILES, summaryFile } from '../../../session/layout';
import { feedbackAt } from '../../checkpoint';
import type { RunContext } from '../../context';
import { mapSummary } from '../../../wording/summaries/phase3';
import { tally } from '../../tally';
import { CHECKPOINT, PHASE, SCENARIOS } from './places';
import { breathe } from '../../../reasoning/turns';

export async function writeConcerns(context: RunContext, concerns: Concern[]): Promise<string[]> {
  const { store, artifacts, parts } = context;
  const map = await artifacts.mapping();
  await store.writeJson(FILES.concerns, concerns);
  await store.writeText(FILES.findingsMarkdown, parts.services.parts.concernsMarkdown(concerns));
  const byType = tally(map.entryPoints.entryPoints, (entry) => entry.type);
  await store.writeText(summaryFile(3), mapSummary(map, concerns, byType));
  await context.emit({ type: 'counted', counters: { concerns: concerns.length } }, { phase: PHASE });
  return [FILES.concerns, FILES.findingsMarkdown, summaryFile(3)];
}

export async function derive(context: RunContext): Promise<string[]> {
  const { parts } = context.parts.services;
  const facts = await context.facts();
  const [mapping, business] = [await context.artifacts.mapping(), await context.artifacts.business()];
  // Each of these takes a while in a large application: a signal is seen in between.
  await breathe();
  const found = await context.inTurns(parts.deriveConcerns(mapping, facts, business));
  const { concerns: derived, scenarios } = await context.parts.redaction.inTurns(found);
  await breathe();
  const concerns = parts.applyConcernEdits(
    derived,
    parts.concernsFromFeedback(feedbackAt(context.state, CHECKPOINT), facts),
  );
  await context.store.writeText(SCENARIOS, scenarios);
  return [...(await writeConcerns(context, concerns)), SCENARIOS];
}
