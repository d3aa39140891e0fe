import { CONTROL_CATEGORIES, SEVERITIES, type ControlCategory } from '../../artifacts/enums';
import type { ConsolidatedGap, ControlGaps, Gap, Investigation } from '../../artifacts/phase4';
import type { ErrorRecord } from '../../artifacts/batch';
import { strideDefense } from '../../knowledge/stride';
import { findWeakness } from '../../knowledge/weaknesses';
import { canonicalCategory, canonicalTerm, overlap, similarity } from '../../knowledge/terms';
import { rank, sortedInvestigations, tally, worst, type ConsolidationInput, type Found } from './input';
import { byText } from '../text';
import { say, type Draft } from '../../messages/say';
import { defined } from '../defined';

const SAME_TEXT = 0.8;
const RELATED = 0.3;
const STATUSES = [
  'open',
  'investigation-blocked',
  'partial-investigation',
  'accepted',
  'fixed',
  'false-positive',
  'mitigated',
] as const;

/** Of a gap that an agent wrote down without its category: its words are all there is to go by. */
function categoryOf(gap: Gap, investigation: Investigation): ControlCategory {
  if (gap.category) return canonicalCategory(gap.category) ?? gap.category;
  const text = gap.description.toLowerCase();
  const named = investigation.controls_found.find(
    (control) =>
      text.includes(canonicalTerm(control.control_name).toLowerCase()) ||
      text.includes(control.control_name.toLowerCase()),
  );
  return named?.control_type ?? investigation.control_categories[0] ?? 'input-validation';
}

function recommendationFor(
  gap: Gap,
  investigation: Investigation,
): Investigation['recommendations'][number] | undefined {
  const named = investigation.recommendations.find((item) => item.addresses_gaps?.includes(gap.gap_id));
  if (named) return named;
  // An agent that does not say which gap it is for says so in its words.
  const ranked = investigation.recommendations
    .map((item) => ({ item, score: overlap(`${item.action} ${item.rationale}`, gap.description) }))
    .sort((a, b) => b.score - a.score);
  return ranked[0] && ranked[0].score >= RELATED ? ranked[0].item : undefined;
}

function locationsOf(gap: Gap, investigation: Investigation): ConsolidatedGap['locations'] {
  if (gap.locations && gap.locations.length > 0) return gap.locations;
  const investigated = investigation.locations_investigated.filter((place) =>
    gap.affected_components.includes(place.file_path),
  );
  if (investigated.length > 0) return investigated;
  return gap.affected_components
    .filter((name) => /[./]/.test(name))
    .map((file_path) => ({ file_path, line_range: { start: 1, end: 1 } }));
}

function consolidated(gap: Gap, found: Found): ConsolidatedGap {
  const { investigation, path } = found;
  const category = categoryOf(gap, investigation);
  const requirements = investigation.compliance_impact
    .filter((item) => item.impact !== 'passes')
    .map((item) => item.requirement_id);
  const recommendation = recommendationFor(gap, investigation);
  const weakness = typeof gap['weakness'] === 'string' ? gap['weakness'] : undefined;
  const stride = (weakness === undefined ? undefined : findWeakness(weakness)?.stride) ?? strideDefense(category);
  return {
    gap_id: `${investigation.concern_id}-${gap.gap_id}`,
    category,
    severity: gap.gap_severity,
    gap_type: gap.gap_type,
    description: gap.description,
    ...defined({
      finding: gap.finding,
      rated: gap.rated,
      sink: gap.sink,
      effect: gap.effect,
      resource: gap.resource,
      parameters: gap.parameters,
    }),
    status: investigation.status === 'partial-investigation' ? 'partial-investigation' : 'open',
    concern_source: path,
    concern_sources: [path],
    concern_id: investigation.concern_id,
    concern_name: investigation.concern_name,
    concern_severity: investigation.severity,
    crown_jewels_affected: [...investigation.crown_jewels_affected],
    compliance_impact: [...new Set(requirements)],
    ...(requirements[0] === undefined ? {} : { compliance_requirement: requirements[0] }),
    recommendation: recommendation ? `${recommendation.action} ${recommendation.implementation_guidance}`.trim() : null,
    cvss_score: gap.cvss_score ?? null,
    affected_components: [...gap.affected_components],
    locations: locationsOf(gap, investigation),
    ...defined({
      flow: gap.flow,
      entry_points: gap.entry_points,
      cwe: gap.cwe,
      confidence: gap.confidence,
      remedies: recommendation?.remedies,
      proof: gap.proof,
      zone: gap.zone,
      witness: gap.witness,
      obstacle: gap.obstacle,
    }),
    attack_vector: gap.attack_vector,
    ...(recommendation ? { estimated_effort: recommendation.effort_estimate, priority: recommendation.priority } : {}),
    stride_impact: [...stride],
    ...(weakness === undefined ? {} : { weakness }),
  };
}

function overlapping(left: ConsolidatedGap, right: ConsolidatedGap): boolean {
  if (left.locations.length === 0 || right.locations.length === 0)
    return left.affected_components.some((name) => right.affected_components.includes(name));
  return left.locations.some((a) =>
    right.locations.some(
      (b) =>
        a.file_path === b.file_path && a.line_range.start <= b.line_range.end && b.line_range.start <= a.line_range.end,
    ),
  );
}

const isWithin = (part: readonly string[] = [], whole: readonly string[] = []): boolean =>
  part.every((one) => whole.includes(one));

/** Whether it adds nothing to what is kept; by the words where an agent wrote a gap without its weakness. */
function saysTheSame(kept: ConsolidatedGap, gap: ConsolidatedGap): boolean {
  if (kept.weakness === undefined || gap.weakness === undefined)
    return similarity(kept.description, gap.description) >= SAME_TEXT;
  return (
    kept.weakness === gap.weakness &&
    kept.sink === gap.sink &&
    kept.effect === gap.effect &&
    kept.resource === gap.resource &&
    isWithin(gap.parameters, kept.parameters) &&
    isWithin(gap.entry_points, kept.entry_points)
  );
}

const sameGap = (kept: ConsolidatedGap, gap: ConsolidatedGap): boolean =>
  kept.category === gap.category && overlapping(kept, gap) && saysTheSame(kept, gap);

function highest(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.max(left, right);
}

/** `kept` comes from the more severe concern, since investigations are merged in that order. */
function unite(kept: ConsolidatedGap, other: ConsolidatedGap): ConsolidatedGap {
  const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];
  return {
    ...kept,
    severity: worst(kept.severity, other.severity),
    concern_sources: union(kept.concern_sources, other.concern_sources),
    merged_from: union([...(kept.merged_from ?? [])], [other.gap_id, ...(other.merged_from ?? [])]),
    compliance_impact: union(kept.compliance_impact, other.compliance_impact),
    crown_jewels_affected: union(kept.crown_jewels_affected, other.crown_jewels_affected),
    affected_components: union(kept.affected_components, other.affected_components),
    cvss_score: highest(kept.cvss_score, other.cvss_score),
  };
}

function blocked(
  { path, record }: { path: string; record: ErrorRecord },
  input: ConsolidationInput,
): Draft<ConsolidatedGap> {
  const concern = input.concerns.find((item) => item.id === record.concern_id);
  const category =
    concern?.expected_control_categories.find((item) => item.role === 'primary')?.category ?? 'input-validation';
  return {
    gap_id: `G${record.concern_id}`,
    category,
    severity: record.severity,
    description: say('controls/verdict.blocked', concern, record),
    status: 'investigation-blocked',
    concern_source: path,
    concern_id: record.concern_id,
    concern_name: record.concern_name,
    concern_severity: record.severity,
    crown_jewels_affected: [...(concern?.crown_jewels_affected ?? [])],
    compliance_impact: [],
    recommendation: null,
    cvss_score: null,
    affected_components: [...new Set((concern?.locations ?? []).map((place) => place.file_path))],
    locations: concern?.locations ?? [],
    stride_impact: strideDefense(category),
  };
}

function compare(left: Draft<ConsolidatedGap>, right: Draft<ConsolidatedGap>): number {
  return (
    rank(left.severity) - rank(right.severity) ||
    (right.cvss_score ?? -1) - (left.cvss_score ?? -1) ||
    byText(left.gap_id, right.gap_id)
  );
}

/** All gaps, each once, those of blocked investigations included; most severe first. */
export function mergeGaps(input: ConsolidationInput): Draft<ControlGaps> {
  const kept: ConsolidatedGap[] = [];
  for (const found of sortedInvestigations(input)) {
    for (const local of found.investigation.control_gaps) {
      const gap = consolidated(local, found);
      const at = kept.findIndex((other) => other.concern_id !== gap.concern_id && sameGap(other, gap));
      const known = kept[at];
      if (known) kept[at] = unite(known, gap);
      else kept.push(gap);
    }
  }
  const skipped = input.errors
    .filter((item) => item.record.resolution === 'skipped')
    .map((item) => blocked(item, input));
  const gaps = [...kept, ...skipped].sort(compare);
  return {
    gaps,
    metadata: {
      total_gaps: gaps.length,
      gaps_by_severity: tally(gaps, SEVERITIES, (gap) => gap.severity),
      gaps_by_category: tally(gaps, CONTROL_CATEGORIES, (gap) => gap.category),
      gaps_by_status: tally(gaps, STATUSES, (gap) => gap.status),
      batches_completed: [...input.batchesCompleted],
      last_updated: input.now,
    },
  };
}
