import { CONTROL_CATEGORIES, SEVERITIES, type Severity } from '../artifacts/enums';
import {
  type BusinessBrief,
  type ControlCounts,
  renderConfig,
  renderEntry,
  renderMetadata,
  renderNotes,
} from '../session/renderings';
import { recordSession } from '../session/session-index';
import { BUSINESS_FILES, FILES } from '../session/layout';
import type { RunContext } from './context';

/** What renderings say about artifacts, until one of those changes: they are drawn some twenty times in a run. */
interface Drawn {
  from: string;
  what: BusinessBrief | Pick<ControlCounts, 'categories' | 'gaps'>;
}

const drawn = new WeakMap<RunContext, Map<string, Drawn>>();

/**
 * Makes something from the artifacts of a folder, anew when they are not the same any more. What could not be made is
 * not kept.
 */
async function remembered<T extends Drawn['what']>(
  context: RunContext,
  folder: string,
  make: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const { artifacts } = context.state;
  const from = Object.keys(artifacts)
    .filter((path) => path.startsWith(folder))
    .map((path) => `${path} ${artifacts[path] ?? ''}`)
    .join('\n');
  const kept = drawn.get(context) ?? new Map<string, Drawn>();
  drawn.set(context, kept);
  const known = kept.get(folder);
  if (known?.from === from) return known.what as T;
  const what = await make();
  if (what) kept.set(folder, { from, what });
  return what;
}

async function briefOf(context: RunContext): Promise<BusinessBrief | undefined> {
  if (!(BUSINESS_FILES.security_objectives in context.state.artifacts)) return undefined;
  return remembered(context, 'phase-1/', async () => {
    const business = await context.artifacts.business().catch(() => undefined);
    return (
      business && {
        crownJewels: business.data_classification.crown_jewels.map((jewel) => jewel.data_type),
        threatActors: business.threat_actors.threat_actors.map((actor) => actor.name),
        complianceRequirements: business.compliance_requirements.applicable_regulations
          .filter((item) => item.applicable)
          .map((item) => item.name),
      }
    );
  });
}

const NO_GAPS = (): Record<Severity, number> =>
  Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;

async function gapsAndCategories(context: RunContext): Promise<Pick<ControlCounts, 'categories' | 'gaps'> | undefined> {
  const found = await context.artifacts.gaps().catch(() => undefined);
  if (!found) return undefined;
  const files = await context.artifacts.categories().catch(() => []);
  const gaps = NO_GAPS();
  for (const gap of found.gaps) gaps[gap.severity]++;
  return {
    gaps,
    categories: CONTROL_CATEGORIES.filter((category) =>
      files.some((file) => file.category === category && file.controls.length > 0),
    ),
  };
}

async function countsOf(context: RunContext): Promise<ControlCounts | undefined> {
  const { state } = context;
  if (state.batches.length === 0) return undefined;
  const investigations = Object.values(state.concerns).filter(
    (concern) => concern.state === 'complete' || concern.state === 'partial',
  ).length;
  const found =
    FILES.gaps in state.artifacts ? await remembered(context, 'phase-4/', () => gapsAndCategories(context)) : undefined;
  return { investigations, categories: [], gaps: NO_GAPS(), ...found };
}

/** Brings `config.json`, `metadata.json`, the notes and the index of sessions up to the state. */
export async function saveRenderings(context: RunContext): Promise<void> {
  const { state, store } = context;
  const { session, fs, sessionRoot } = context.parts;
  const config = renderConfig(state, session, await briefOf(context), await countsOf(context));
  const [written] = await Promise.all([
    store.writeRenderings([
      { path: FILES.config, value: config },
      { path: FILES.metadata, value: renderMetadata(state, session) },
      { path: FILES.notes, text: renderNotes(state, session) },
    ]),
    recordSession(fs, sessionRoot, renderEntry(state, session)),
  ]);
  await context.emit({
    type: 'renderings.written',
    files: Object.fromEntries(written.map(({ path, sha256 }) => [path, sha256])),
  });
}
