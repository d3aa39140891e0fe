import { SEVERITIES } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import { categoriesOf, grouped, type Candidate, type Ground, type Place } from './candidate';
import { factorsOf, jewelsOf, severityOf } from './factors';
import { byText } from '../text';
import { say, type Draft } from '../../messages/say';

const MAX_LOCATIONS = 12;
const MAX_CONCERNS = 999;

/** A concern whose number is still empty; its name stays so until its title is made. */
type Unnamed = Draft<Concern>;

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
    description: say('concerns/changes.both', into.description, other.description),
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

function places(candidate: Candidate): Place[] {
  const unique = new Map(
    candidate.locations.map(
      (place) => [`${place.file_path}:${place.line_range.start}-${place.line_range.end}`, place] as const,
    ),
  );
  return [...unique.values()]
    .sort((a, b) => byText(a.file_path, b.file_path) || a.line_range.start - b.line_range.start)
    .slice(0, MAX_LOCATIONS);
}

function draft(candidate: Candidate, ground: Ground): Unnamed {
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
    title: say('concerns/changes.title', candidate.title),
    severity: severityOf(factors),
    description:
      total > locations.length
        ? say('concerns/changes.morePlaces', candidate.description, total - locations.length)
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

function compare(left: Unnamed, right: Unnamed): number {
  return (
    SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity) ||
    right.severity_factors.score - left.severity_factors.score ||
    byText(left.locations[0]?.file_path ?? '', right.locations[0]?.file_path ?? '') ||
    (left.locations[0]?.line_range.start ?? 0) - (right.locations[0]?.line_range.start ?? 0)
  );
}

/** Above 999 the mildest ones are united by component. */
function withinLimit(drafts: Unnamed[]): Unnamed[] {
  if (drafts.length <= MAX_CONCERNS) return drafts;
  const serious = drafts
    .filter((item) => item.severity !== 'low' && item.severity !== 'info')
    .slice(0, MAX_CONCERNS - 50);
  const rest = grouped(
    drafts.filter((item) => !serious.includes(item)),
    (item) => item.component ?? '',
  );
  return [...serious, ...[...rest.values()].slice(0, 50).flatMap(united)];
}

function united([first, ...others]: readonly Unnamed[]): Unnamed[] {
  if (!first) return [];
  const titled = { ...first, title: say('concerns/changes.minorConcerns', first.component) };
  if (others.length === 0) return [titled];
  return [
    {
      ...titled,
      locations: [first, ...others].flatMap((item) => item.locations).slice(0, MAX_LOCATIONS),
      description: say(
        'concerns/changes.withOthers',
        first.description,
        others.map((item) => item.title),
      ),
    },
  ];
}

/** Merged, graded, sorted and numbered; `named` gives them names once their titles are made. */
export const toConcerns = (candidates: readonly Candidate[], ground: Ground): Draft<Concern>[] =>
  withinLimit(
    mergeCandidates(candidates)
      .filter((candidate) => candidate.locations.length > 0)
      .map((candidate) => draft(candidate, ground))
      .sort(compare),
  ).map((item, position) => ({ ...item, id: String(position + 1).padStart(3, '0') }));
