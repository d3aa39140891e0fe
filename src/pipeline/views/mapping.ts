import type { ViewOf } from '../../artifacts/checkpoint-views';
import type { Component, EntryPoint } from '../../artifacts/phase3';
import type { SizingReport } from '../../artifacts/phase2';
import { UNREAD_GROUPS } from '../../artifacts/coverage';
import type { CodeFacts } from '../../artifacts/facts';
import { coverageInWords, notUnderstoodSentence } from '../../wording/coverage';
import { linksTo } from '../checkpoint';
import type { Mapping } from '../../reasoning/mapping/consolidate';
import type { RunContext } from '../context';
import * as say from '../../wording/run/checkpoints';

const MOST_NOT_READ = 50;
const MOST_EXAMPLES = 5;
type View = ViewOf<'mapping'>;

const needsNoLogin = (entry: EntryPoint): boolean =>
  /^(none|unknown|not required|no)\b/i.test(entry.authentication.trim());

function attackSurface(map: Mapping): View['attackSurface'] {
  const types = [...new Set(map.entryPoints.entryPoints.map((entry) => entry.type))].sort();
  const rows: View['attackSurface'] = types.map((type) => {
    const entries = map.entryPoints.entryPoints.filter((entry) => entry.type === type);
    const examples = entries.slice(0, MOST_EXAMPLES).map((entry) => ({
      label: [entry.method, entry.path].filter(Boolean).join(' '),
      file: entry.handler.file,
      line: entry.handler.line,
    }));
    return { type, count: entries.length, unauthenticated: entries.filter(needsNoLogin).length, examples };
  });
  const integrations = map.dataFlows.externalIntegrations;
  if (integrations.length > 0) {
    const examples = integrations.slice(0, MOST_EXAMPLES).map((item) => placeLink(item.name, item.location));
    rows.push({ type: 'external integration', count: integrations.length, unauthenticated: 0, examples });
  }
  return rows;
}

/** `path:line` in text form as a link. */
function placeLink(label: string, place: string): { label: string; file: string; line?: number } {
  const match = /^(.*?):(\d+)(?:-\d+)?$/.exec(place);
  return match ? { label, file: match[1] ?? place, line: Number(match[2]) } : { label, file: place };
}

function architecture(map: Mapping): View['architecture'] {
  const { technologies } = map.manifest;
  const stores = map.components.flatMap((component) => component.dataStores);
  const authentication = [
    ...new Set(map.components.flatMap((component) => component.securityRelevant.authReferences ?? [])),
  ];
  const rows: View['architecture'] = [
    {
      label: 'Stack',
      value: [technologies.primaryLanguage, ...technologies.frameworks.map((framework) => framework.name)].join(', '),
    },
    {
      label: 'Storage',
      value:
        [...new Set([...technologies.databases.map((database) => database.type), ...stores.map((store) => store.name)])]
          .slice(0, 8)
          .join(', ') || 'none seen',
    },
    { label: 'Authentication', value: authentication.slice(0, 3).join(', ') || 'none seen' },
    { label: 'Infrastructure', value: technologies.infrastructure.type },
  ];
  const boundary = map.boundaries.boundaries.find((item) => item.controls.missing.length > 0);
  if (boundary)
    rows.push({
      label: 'Notable',
      value: say.boundaryLacks(boundary.name, boundary.controls.missing),
      link: placeLink(boundary.name, boundary.location),
    });
  return rows;
}

function coverage(facts: CodeFacts, components: readonly Component[]): View['coverage'] {
  const { files, unread, notUnderstood } = coverageInWords(facts.coverage);
  const misunderstood = notUnderstood.map((item) => ({
    path: item.file,
    reason: notUnderstoodSentence(item),
    group: 'production' as const,
  }));
  // What counts against the share of production code comes first.
  const notRead = [...misunderstood, ...unread]
    .sort((a, b) => UNREAD_GROUPS.indexOf(a.group) - UNREAD_GROUPS.indexOf(b.group) || byPath(a, b))
    .map(({ path, reason }) => ({ path, reason }));
  return {
    filesInScope: files.code,
    filesRead: files.read,
    sampledComponents: components.filter((component) => component.coverage.sampled).map((component) => component.name),
    notRead: notRead.slice(0, MOST_NOT_READ),
    notReadTotal: notRead.length,
  };
}

const sizingOf = (report: SizingReport): View['sizing'] => ({
  tier: report.strategy.tier,
  agents: report.strategy.estimated_agents,
  sampling: report.strategy.sampling_required,
  overrides: (report.overrides ?? []).map((override) => override.reason),
});

/** What the mapping checkpoint shows: the attack surface, what was not read, and the concerns to be edited. */
export async function mappingView(context: RunContext): Promise<View> {
  const map = await context.artifacts.mapping();
  const concerns = await context.artifacts.concerns();
  const facts = await context.facts();
  const severe = concerns.filter((concern) => concern.severity === 'critical' || concern.severity === 'high');
  return {
    kind: 'mapping',
    counts: {
      files: facts.inventory.files.length,
      components: map.components.length,
      entryPoints: map.entryPoints.entryPoints.length,
      dataFlows: map.dataFlows.flows.length,
      trustBoundaries: map.boundaries.boundaries.length,
      dependencies: map.dependencies.dependencies.length,
    },
    architecture: architecture(map),
    attackSurface: attackSurface(map),
    components: map.components.map((component) => ({
      name: component.name,
      type: component.type,
      files: component.coverage.filesInScope,
      criticality: component.business_criticality,
      crownJewels: component.crown_jewels_handled,
    })),
    sizing: sizingOf(await context.artifacts.sizing()),
    coverage: coverage(facts, map.components),
    concerns: concerns.map(
      ({ id, title, severity, description, rationale, locations, expected_control_categories }) => ({
        id,
        title,
        severity,
        description,
        rationale,
        locations,
        categories: expected_control_categories.map((item) => item.category),
      }),
    ),
    keyFindings: [say.concerns(concerns.length, severe.length), ...severe.slice(0, 4).map((concern) => concern.title)],
    questions: [...say.aboutMap],
    artifacts: linksTo(context.state, ['phase-2/', 'phase-3/']),
    next: say.afterMap(concerns.length),
  };
}

function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
