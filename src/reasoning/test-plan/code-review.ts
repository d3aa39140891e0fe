import type { TestPriority } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { ReviewTarget } from '../../artifacts/phase6';
import { CATEGORY_REVIEW } from '../../knowledge/tests';
import type { Ground, TestPlanOutput } from './input';
import { compareThreats, priorityOfGap, priorityOfThreat, timeFor, timeText } from './priority';
import { byText, unique } from '../text';
import { say, type Draft, type Sayable } from '../../messages/say';

type Level = 'critical' | 'high' | 'medium' | 'low';
const LEVEL: Readonly<Record<TestPriority, Level | undefined>> = {
  P0: 'critical',
  P1: 'high',
  P2: 'medium',
  P3: 'low',
  P4: undefined,
};

const SEVERITY_LEVEL: Readonly<Record<string, Level>> = {
  critical: 'critical',
  high: 'high',
  medium: 'medium',
  low: 'low',
  info: 'low',
};

const MAX_RANGES = 8;

interface Range {
  start: number;
  end: number;
}

/** What a reviewer finds in one file. */
interface Finding {
  file: string;
  ranges: Range[];
  threats: Threat[];
  gaps: ConsolidatedGap[];
}

/**
 * Files to review with their lines, the most urgent first; blocked investigations
 * become targets of their concern's severity.
 */
export function codeReview(ground: Ground): Draft<TestPlanOutput['codeReview']> {
  const plan: Record<Level, Draft<ReviewTarget>[]> = { critical: [], high: [], medium: [], low: [] };
  const confirmed = new Set(ground.input.files.files.map((file) => file.path));
  const proposed = new Set(ground.input.priorityFiles);
  const order = (file: string): number => {
    if (confirmed.has(file)) return 0;
    return proposed.has(file) ? 1 : 2;
  };
  const findings = collect(ground).sort(
    (a, b) =>
      urgency(b) - urgency(a) ||
      order(a.file) - order(b.file) ||
      b.threats.length - a.threats.length ||
      byText(a.file, b.file),
  );
  for (const finding of findings) {
    const level = levelOf(finding);
    if (level) plan[level].push(toTarget(finding, ground));
  }
  for (const gap of ground.input.gaps.filter((item) => item.status === 'investigation-blocked'))
    for (const target of blocked(gap)) plan[SEVERITY_LEVEL[gap.concern_severity] ?? 'low'].push(target);
  const all = [...plan.critical, ...plan.high, ...plan.medium, ...plan.low];
  return {
    totalTargets: all.length,
    estimatedEffort: timeText(all.reduce((sum, target) => sum + (target.estimatedMinutes ?? 0), 0)),
    ...plan,
  };
}

const urgency = (finding: Finding): number =>
  Math.max(0, ...finding.threats.map((threat) => threat.cvss.environmental.score));

function levelOf(finding: Finding): Level | undefined {
  const first = [...finding.threats].sort(compareThreats)[0];
  if (first) return LEVEL[priorityOfThreat(first)];
  const gap = finding.gaps[0];
  return gap ? LEVEL[priorityOfGap(gap)] : undefined;
}

function collect(ground: Ground): Finding[] {
  const findings = new Map<string, Finding>();
  const at = (file: string): Finding => {
    const known = findings.get(file) ?? { file, ranges: [], threats: [], gaps: [] };
    findings.set(file, known);
    return known;
  };
  const add = (
    finding: Finding,
    range: Range | undefined,
    threat: Threat | undefined,
    gap: ConsolidatedGap | undefined,
  ): void => {
    if (range) finding.ranges.push({ start: range.start, end: range.end });
    if (threat && !finding.threats.includes(threat)) finding.threats.push(threat);
    if (gap && !finding.gaps.includes(gap)) finding.gaps.push(gap);
  };
  const covered = new Set<string>();
  for (const threat of ground.input.model.threats.filter((item) => item.status === 'open')) {
    for (const place of threat.locations) add(at(place.file_path), place.line_range, threat, undefined);
    for (const gap of ground.gapsOf(threat)) {
      covered.add(gap.gap_id);
      for (const place of gap.locations) add(at(place.file_path), place.line_range, threat, gap);
      for (const step of gap.flow ?? []) add(at(step.file_path), { start: step.line, end: step.line }, threat, gap);
    }
    // A threat without places is reviewed where its way begins.
    if (threat.locations.length === 0)
      for (const file of threat.filesRequiringTesting) add(at(file), undefined, threat, undefined);
  }
  for (const gap of ground.input.gaps.filter(
    (item) => !covered.has(item.gap_id) && (item.status === 'open' || item.status === 'partial-investigation'),
  )) {
    for (const place of gap.locations) add(at(place.file_path), place.line_range, undefined, gap);
  }
  return [...findings.values()];
}

/** `12, 31-36`: ranges that touch are joined. */
export function linesText(ranges: readonly Range[]): Sayable {
  const joined: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined[joined.length - 1];
    if (last && range.start <= last.end + 1) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  const texts = joined.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`));
  return texts.length > MAX_RANGES ? say('test-plan/plan.andMore', texts, MAX_RANGES) : texts.join(', ');
}

function toTarget({ file, ranges, threats, gaps }: Finding, ground: Ground): Draft<ReviewTarget> {
  const ordered = [...threats].sort(compareThreats);
  const first = ordered[0];
  const categories = unique([
    ...ordered.map((threat) => ground.categoryOf(threat)),
    ...gaps.map((gap) => gap.category),
  ]);
  return {
    file,
    ...(ranges.length > 0 ? { lines: linesText(ranges) } : {}),
    focusAreas: unique([
      ...ordered.map((threat) => ground.weaknessOf(threat).title),
      ...gaps.map((gap) => gap.category),
    ]).slice(0, 8),
    relatedThreats: ordered.map((threat) => threat.id),
    gapIds: gaps.map((gap) => gap.gap_id).sort(byText),
    cvssEnvironmental: first?.cvss.environmental.score ?? 0,
    cvssVector: first?.cvss.environmental.vector ?? '',
    ...timeFor(Math.min(240, 20 + 10 * Math.max(ordered.length, 1) + 2 * Math.min(ranges.length, 20))),
    reviewChecklist: unique([
      ...ordered.slice(0, 3).map((threat) => `${threat.id}: ${ground.weaknessOf(threat).remedy.action}`),
      ...categories.slice(0, 3).flatMap((category) => CATEGORY_REVIEW[category]),
    ]),
  };
}

function blocked(gap: ConsolidatedGap): Draft<ReviewTarget>[] {
  const places =
    gap.locations.length > 0
      ? gap.locations.map((place) => ({ file: place.file_path, lines: linesText([place.line_range]) }))
      : gap.affected_components.slice(0, 1).map((file) => ({ file, lines: undefined }));
  return places.map(({ file, lines }) => ({
    file,
    ...(lines === undefined ? {} : { lines }),
    focusAreas: [gap.concern_name.replace(/-/g, ' '), gap.category],
    relatedThreats: [],
    gapIds: [gap.gap_id],
    cvssEnvironmental: 0,
    cvssVector: '',
    ...timeFor(45),
    reviewChecklist: [say('test-plan/plan.notFinished', gap), ...CATEGORY_REVIEW[gap.category]],
  }));
}
