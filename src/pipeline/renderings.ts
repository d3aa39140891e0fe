import { CONTROL_CATEGORIES, SEVERITIES, type Severity } from '../artifacts/enums';
import { toJson, validated } from '../session/artifact-store';
import { FILES } from '../session/layout';
import { type BusinessBrief, type ControlCounts, renderConfig, renderEntry, renderMetadata, renderNotes } from '../session/renderings';
import { recordSession } from '../session/session-index';
import { BUSINESS_FILES } from '../session/layout';
import type { RunContext } from './context';

async function briefOf(context: RunContext): Promise<BusinessBrief | undefined> {
  if (!(BUSINESS_FILES.security_objectives in context.state.artifacts)) return undefined;
  const business = await context.artifacts.business().catch(() => undefined);
  return (
    business && {
      crownJewels: business.data_classification.crown_jewels.map((jewel) => jewel.data_type),
      threatActors: business.threat_actors.threat_actors.map((actor) => actor.name),
      complianceRequirements: business.compliance_requirements.applicable_regulations.filter((item) => item.applicable).map((item) => item.name),
    }
  );
}

async function countsOf(context: RunContext): Promise<ControlCounts | undefined> {
  if (context.state.batches.length === 0) return undefined;
  const none = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  const investigations = Object.values(context.state.concerns).filter((concern) => concern.state === 'complete' || concern.state === 'partial').length;
  const gaps = FILES.gaps in context.state.artifacts ? await context.artifacts.gaps().catch(() => undefined) : undefined;
  if (!gaps) return { investigations, categories: [], gaps: none };
  const categories = await context.artifacts.categories().catch(() => []);
  const populated = CONTROL_CATEGORIES.filter((category) => categories.some((file) => file.category === category && file.controls.length > 0));
  for (const gap of gaps.gaps) none[gap.severity]++;
  return { investigations, categories: populated, gaps: none };
}

/** Brings `config.json`, `metadata.json`, the notes and the index of sessions up to the state. */
export async function saveRenderings(context: RunContext): Promise<void> {
  const { state, store } = context;
  const { session, fs, sessionRoot } = context.parts;
  const config = renderConfig(state, session, await briefOf(context), await countsOf(context));
  await store.writeRendering(FILES.config, toJson(validated(FILES.config, config)));
  await store.writeRendering(FILES.metadata, toJson(validated(FILES.metadata, renderMetadata(state, session))));
  await store.writeRendering(FILES.notes, renderNotes(state, session));
  await recordSession(fs, sessionRoot, renderEntry(state, session));
}
