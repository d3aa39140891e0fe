import { SEVERITIES } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import { categoriesOf, type Candidate, type Ground, type Place } from './candidate';
import { factorsOf, jewelsOf, severityOf } from './factors';
import { byText, kebab } from '../text';
import * as say from '../../wording/concerns/changes';

const MAX_LOCATIONS = 12;
const MAX_CONCERNS = 999;

/** A concern whose number and name are still empty. */
type Draft = Concern;

const overlap = (left: Place, right: Place): boolean =>
  left.file_path === right.file_path &&
  left.line_range.start <= right.line_range.end &&
  right.line_range.start <= left.line_range.end;

const primary = (candidate: Candidate): string =>
  (candidate.categories ?? categoriesOf(candidate.rule))[0]?.category ?? '';

function union(into: Candidate, other: Candidate): Candidate {
  const entries = [...new Map([...into.entries, ...other.entries].map((entry) => [entry.id, entry] as const)).values()];
  return {
    ...into,
    locations: [...into.locations, ...other.locations],
    entries,
    sources: [...into.sources, ...other.sources],
    verified: into.verified || other.verified,
    ...((into.floor ?? other.floor) ? { floor: into.floor ?? other.floor } : {}),
    description: into.description.includes(other.description)
      ? into.description
      : `${into.description} ${other.description}`,
  };
}

/** Same root cause, or the same primary category at overlapping places when both are about the same kind of flaw. */
function mergeCandidates(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    const at = kept.findIndex(
      (other) =>
        other.root === candidate.root ||
        (other.rule === candidate.rule &&
          other.aspect === candidate.aspect &&
          primary(other) === primary(candidate) &&
          candidate.locations.every((place) => other.locations.some((known) => overlap(known, place)))),
    );
    const known = kept[at];
    if (known) kept[at] = union(known, candidate);
    else kept.push(candidate);
  }
  return kept;
}

function places(candidate: Candidate): Concern['locations'] {
  const unique = new Map(
    candidate.locations.map(
      (place) => [`${place.file_path}:${place.line_range.start}-${place.line_range.end}`, place] as const,
    ),
  );
  return [...unique.values()]
    .sort((a, b) => byText(a.file_path, b.file_path) || a.line_range.start - b.line_range.start)
    .slice(0, MAX_LOCATIONS);
}

function draft(candidate: Candidate, ground: Ground): Draft {
  const jewels = jewelsOf(candidate, ground);
  const factors = factorsOf(candidate, jewels, ground);
  const locations = places(candidate);
  const total = new Set(candidate.locations.map((place) => `${place.file_path}:${place.line_range.start}`)).size;
  const sources = [
    ...new Map(candidate.sources.map((source) => [`${source.artifact} ${source.id}`, source] as const)).values(),
  ];
  return {
    id: '',
    name: '',
    title: candidate.title.length > 140 ? `${candidate.title.slice(0, 139).trimEnd()}…` : candidate.title,
    severity: severityOf(factors),
    description:
      total > locations.length
        ? say.morePlaces(candidate.description, total - locations.length)
        : candidate.description,
    locations,
    crown_jewels_affected: jewels,
    expected_control_categories: candidate.categories ?? categoriesOf(candidate.rule),
    source: sources,
    rule: candidate.rule,
    aspect: candidate.aspect,
    severity_factors: factors,
    rationale: candidate.rationale,
    confidence: candidate.confidence,
    component: ground.componentOf(locations[0]?.file_path ?? ''),
  };
}

function compare(left: Draft, right: Draft): number {
  return (
    SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
    right.severity_factors.score - left.severity_factors.score ||
    byText(left.locations[0]?.file_path ?? '', right.locations[0]?.file_path ?? '') ||
    (left.locations[0]?.line_range.start ?? 0) - (right.locations[0]?.line_range.start ?? 0) ||
    byText(left.title, right.title)
  );
}

/** Above 999 the mildest ones are united by component. */
function withinLimit(drafts: Draft[]): Draft[] {
  if (drafts.length <= MAX_CONCERNS) return drafts;
  const serious = drafts
    .filter((item) => item.severity !== 'low' && item.severity !== 'info')
    .slice(0, MAX_CONCERNS - 50);
  const rest = new Map<string, Draft>();
  for (const item of drafts) {
    if (serious.includes(item)) continue;
    const known = rest.get(item.component ?? '');
    rest.set(
      item.component ?? '',
      known
        ? {
            ...known,
            locations: [...known.locations, ...item.locations].slice(0, MAX_LOCATIONS),
            description: `${known.description} ${item.title}.`.slice(0, 4000),
          }
        : { ...item, title: say.minorConcerns(item) },
    );
  }
  return [...serious, ...[...rest.values()].slice(0, 50)];
}

/**
 * File part of a concern: the title in kebab case, unique among `taken`. `next` remembers which numbers are taken:
 * hundreds of concerns may share a title.
 */
export function concernName(title: string, taken: Set<string>, next = new Map<string, number>()): string {
  const base = kebab(title, 50);
  let name = base;
  let n = next.get(base) ?? 2;
  for (; taken.has(name); n += 1) name = `${base}-${n}`;
  next.set(base, n);
  taken.add(name);
  return name;
}

/** Merged, graded, sorted and numbered. */
export function toConcerns(candidates: readonly Candidate[], ground: Ground): Concern[] {
  const drafts = withinLimit(
    mergeCandidates(candidates)
      .filter((candidate) => candidate.locations.length > 0)
      .map((candidate) => draft(candidate, ground))
      .sort(compare),
  );
  const names = new Set<string>();
  const next = new Map<string, number>();
  return drafts.map((item, position) => ({
    ...item,
    id: String(position + 1).padStart(3, '0'),
    name: concernName(item.title, names, next),
  }));
}
