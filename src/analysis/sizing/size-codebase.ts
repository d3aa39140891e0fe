import type { CodeFacts } from '../../artifacts/facts';
import type { FileFact, Inventory } from '../../artifacts/inventory';
import type { Sized, SizedComponent, SizingReport, SpawnEntry } from '../../artifacts/phase2';
import { candidatesOf, nestCandidates } from './candidates';
import { discover } from './discover';
import { groupTo, splitTo } from './fit';
import { extensionOf, isSource, isUnder, makePart, type Part } from './part';
import { splitLarge } from './split';
import { displayPath, weigh, type Weighed } from './weigh';

/** There is nothing to analyse: the user has to choose another scope. */
export class SizingError extends Error {
  readonly reason = 'nothing-analyzable';
}

type Tier = SizingReport['strategy']['tier'];

const AGENTS: Readonly<Record<Tier, { minimum: number; maximum: number }>> = {
  small: { minimum: 1, maximum: 1 },
  medium: { minimum: 2, maximum: 5 },
  large: { minimum: 5, maximum: 10 },
};

/** Components above this are split. */
const SPLIT_ABOVE = 3_000;
const TOKENS_PER_FILE = 500;
const TOKENS_PER_AGENT = 50_000;

/** Share of the files that a sampled component has read. */
const SAMPLED_SHARE = 0.3;

/** Fewer than 1,000 files are small, up to 10,000 medium, more large. */
export function tierOf(files: number): Tier {
  if (files < 1_000) return 'small';
  return files <= 10_000 ? 'medium' : 'large';
}

function baseOf(scope: string, files: readonly FileFact[]): string {
  const folder = scope
    .replace(/\\/g, '/')
    .replace(/^\.\/?/, '')
    .replace(/\/+$/, '');
  return folder !== '' && files.length > 0 && files.every((file) => isUnder(file.path, folder)) ? folder : '';
}

function topLevel(files: readonly FileFact[], base: string): Map<string, FileFact[]> {
  const found = new Map<string, FileFact[]>();
  const from = base === '' ? 0 : base.length + 1;
  for (const file of files) {
    const slash = file.path.indexOf('/', from);
    if (slash < 0) continue;
    const inside = found.get(file.path.slice(0, slash));
    if (inside) inside.push(file);
    else found.set(file.path.slice(0, slash), [file]);
  }
  return found;
}

/** Without known names: the three largest directories. Spec §3.1 step 10. */
function largestDirectories(files: readonly FileFact[], base: string): Part[] {
  const parts = [...topLevel(files, base)]
    .filter(([, inside]) => inside.some(isSource))
    .map(([path, inside]) => makePart(path, inside));
  const chosen = parts
    .filter((part) => part.type !== 'supporting')
    .sort((a, b) => b.files.length - a.files.length || (a.path < b.path ? -1 : 1))
    .slice(0, 3);
  if (chosen.length === 0) return files.some(isSource) ? [makePart(base, [...files])] : [];
  const inside = new Set(chosen.flatMap((part) => part.files));
  const rest = files.filter((file) => !inside.has(file));
  return rest.some(isSource) ? [...chosen, makePart(base, rest)] : chosen;
}

function spawnEntry({ part, sized }: Weighed): SpawnEntry {
  const depth = sized.recommended_depth === 'sampling' ? 'sampling' : 'full';
  return {
    path: sized.path,
    files: sized.files,
    recommended_depth: depth,
    ...(part.paths.length > 1 && { paths: part.paths.map(displayPath) }),
    priority: sized.priority,
  };
}

function metrics(inventory: Inventory, files: readonly FileFact[]): SizingReport['metrics'] {
  const byExtension = new Map<string, number>();
  for (const file of files) {
    const extension = extensionOf(file.path);
    if (extension.length > 1) byExtension.set(extension, (byExtension.get(extension) ?? 0) + 1);
  }
  return {
    total_files: inventory.estimatedFiles ?? files.length,
    total_directories: inventory.directories,
    estimated_loc: files.filter(isSource).reduce((sum, file) => sum + file.lines, 0),
    files_by_extension: Object.fromEntries([...byExtension].sort(([a], [b]) => (a < b ? -1 : 1))),
    truncated_paths: inventory.truncated,
    estimated: inventory.estimatedFiles !== undefined,
    unreadable_paths: inventory.unreadable.map((one) => one.path),
  };
}

function budget(entries: readonly SpawnEntry[]): number {
  const files = entries.reduce(
    (sum, entry) =>
      sum + (entry.recommended_depth === 'sampling' ? Math.ceil(entry.files * SAMPLED_SHARE) : entry.files),
    0,
  );
  return files * TOKENS_PER_FILE + entries.length * TOKENS_PER_AGENT;
}

interface Plan {
  components: SizedComponent[];
  entries: SpawnEntry[];
}

function highestPriority(read: readonly Weighed[]): SpawnEntry['priority'] {
  const priorities = new Set(read.map((one) => one.sized.priority));
  if (priorities.has('high')) return 'high';
  return priorities.has('medium') ? 'medium' : 'low';
}

function plan(
  parts: readonly Part[],
  tier: Tier,
  keywords: readonly string[],
  whole: { base: string; files: number },
): Plan {
  const again = (part: Part): Weighed => weigh(part, keywords, tier);
  const weighed = splitLarge(parts, SPLIT_ABOVE).map(again);
  const components = weighed.map((one) => one.sized).sort((a, b) => (a.path < b.path ? -1 : 1));
  const read = weighed.filter((one) => one.sized.recommended_depth !== 'skip');
  if (read.length === 0) throw new SizingError();
  if (tier === 'small') {
    const entry = { path: displayPath(whole.base), files: whole.files, priority: highestPriority(read) };
    return { components, entries: [{ ...entry, recommended_depth: 'full' }] };
  }
  const { minimum, maximum } = AGENTS[tier];
  const fitted = groupTo(splitTo(read, minimum, again), maximum, again);
  return { components, entries: fitted.map(spawnEntry).sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/**
 * Sizes a code base: tier, components, and which agents read what. Pure: the same files give the same
 * result. Throws SizingError when nothing is left to analyse. Spec §3.1 steps 3 to 10.
 */
export function sizeCodebase(
  inventory: Inventory,
  packages: CodeFacts['packages'],
  crownJewelKeywords: readonly string[],
  scope: string,
): Sized {
  const files = inventory.files.filter((file) => file.skipped !== 'outside-link' && file.skipped !== 'link-loop');
  const numbers = metrics(inventory, files);
  const tier = tierOf(numbers.total_files);
  const base = baseOf(scope, files);
  let standIns: string[] | undefined;
  let parts = discover(nestCandidates(candidatesOf(files, packages, base), files), files, base, AGENTS[tier].maximum);
  if (tier !== 'small' && parts.every((part) => part.path === base)) {
    parts = largestDirectories(files, base);
    standIns = parts.map((part) => displayPath(part.path));
  }
  const { components, entries } = plan(parts, tier, crownJewelKeywords, { base, files: files.length });
  const complete = inventory.unreadable.length === 0 && inventory.truncated.length === 0;
  return {
    schema_version: '1.0',
    status: complete ? 'complete' : 'partial',
    scope,
    metrics: numbers,
    components,
    strategy: {
      tier,
      parallelization: tier === 'small' || entries.length === 1 ? 'single' : 'by-component',
      components_to_spawn: entries,
      estimated_agents: entries.length,
      sampling_required: entries.some((entry) => entry.recommended_depth === 'sampling'),
      estimated_token_budget: budget(entries),
    },
    ...(standIns && { standIns }),
  };
}
