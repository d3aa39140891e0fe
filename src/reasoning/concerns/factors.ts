import { SEVERITIES, type Sensitivity, type Severity } from '../../artifacts/enums';
import type { SeverityFactors } from '../../artifacts/phase3';
import { CONCERN_RULES } from '../../knowledge/concern-rules';
import { guardsOf, identityGuards, isNetwork } from '../mapping/entry-points';
import type { Candidate, Ground } from './candidate';
import { say, type Draft } from '../../messages/say';

type Factor = 0 | 1 | 2 | 3;
const SENSITIVITY: Record<Sensitivity, Factor> = { critical: 3, high: 2, medium: 1, low: 0 };
const LOWEST_SCORE: Record<Severity, number> = { critical: 8, high: 6, medium: 4, low: 2, info: 0 };

const clamp = (score: number): number => Math.max(0, Math.min(9, score));

function band(score: number): Severity {
  return SEVERITIES.find((severity) => score >= LOWEST_SCORE[severity]) ?? 'info';
}

const milder = (left: Severity, right: Severity): Severity =>
  SEVERITIES.indexOf(left) >= SEVERITIES.indexOf(right) ? left : right;

/**
 * Severity of a concern, from its factors alone: 8 and above critical, 6 high, 4 medium, 2 low; a place that handles a
 * crown jewel and is open to anyone is critical. A modifier with `at_most` caps the result.
 */
export function severityOf(factors: Draft<SeverityFactors>): Severity {
  const raw = factors.crown_jewel_proximity === 3 && factors.exposure === 3 ? 'critical' : band(factors.score);
  return factors.modifiers.reduce<Severity>(
    (severity, { at_most: cap }) => (cap ? milder(severity, cap) : severity),
    raw,
  );
}

/** Crown jewels near a candidate: those its requests touch, else those of its files. */
export function jewelsOf(candidate: Candidate, ground: Ground): string[] {
  if (candidate.jewels) return candidate.jewels;
  const found = new Set([
    ...candidate.entries.slice(0, 40).flatMap((entry) => ground.jewels.inEntry(entry, ground.index)),
    ...ground.jewels.inFiles(candidate.locations.map((place) => place.file_path)),
  ]);
  return ground.jewels.all.filter((id) => found.has(id));
}

function proximity(candidate: Candidate, jewels: readonly string[]): Factor {
  const handled = jewels.length > 0;
  switch (candidate.reach) {
    // Code that runs on the server is as near to the crown jewels as the server is.
    case 'system':
      return 3;
    case 'store':
      return handled ? 3 : 2;
    case 'user':
      return handled ? 2 : 1;
    case 'place':
      return handled ? 2 : 1;
  }
}

function exposure(candidate: Candidate, ground: Ground): Factor {
  if (candidate.exposure !== undefined) return candidate.exposure;
  const network = candidate.entries.filter(isNetwork);
  if (network.some((entry) => identityGuards(entry).length === 0)) return 3;
  if (network.length > 0) return 2;
  if (candidate.entries.length > 0) return 1;
  const tested = candidate.locations.every(
    (place) => ground.facts.inventory.files.find((file) => file.path === place.file_path)?.role === 'test',
  );
  return tested ? 0 : 1;
}

function sensitivity(candidate: Candidate, jewels: readonly string[], ground: Ground): Factor {
  // Code that runs on the server reaches everything the server holds.
  const reached = candidate.reach === 'system' && jewels.length === 0 ? ground.jewels.all : jewels;
  const level = ground.jewels.sensitivity(reached);
  if (level) return SENSITIVITY[level];
  return candidate.rule === 'C-SECRET' ? 3 : 1;
}

function demandedBy(candidate: Candidate, jewels: readonly string[], ground: Ground): string | undefined {
  if (jewels.length === 0) return undefined;
  const category = candidate.categories?.[0]?.category ?? CONCERN_RULES[candidate.rule].primary;
  for (const regulation of ground.business.compliance_requirements.applicable_regulations) {
    if (!regulation.applicable) continue;
    const requirement = regulation.requirements?.find((item) => item.control_categories[0] === category);
    if (requirement) return requirement.requirement_id;
  }
  return undefined;
}

/** Every request that leads here has passed a check of role or permission. */
function onlyPrivileged(candidate: Candidate): boolean {
  const network = candidate.entries.filter(isNetwork);
  return (
    network.length > 0 &&
    network.every((entry) => guardsOf(entry, 'authorization').some((guard) => !/owner/i.test(guard.establishes)))
  );
}

function modifiers(
  candidate: Candidate,
  jewels: readonly string[],
  ground: Ground,
): Draft<SeverityFactors>['modifiers'] {
  const requirement = demandedBy(candidate, jewels, ground);
  const rule = CONCERN_RULES[candidate.rule];
  const ruleCap =
    rule.cap && requirement !== undefined && candidate.rule === 'C-LOG'
      ? { at: 'high' as const, why: say('concerns/factors.demanded', rule.cap.why, requirement) }
      : rule.cap;
  return [
    ...(candidate.verified ? [{ name: say('concerns/factors.verifiedPattern'), delta: 1 }] : []),
    ...(requirement === undefined ? [] : [{ name: say('concerns/factors.requirement', requirement), delta: 1 }]),
    ...(candidate.partlyCovered ? [{ name: say('concerns/factors.partlyCovered'), delta: -1 }] : []),
    ...(onlyPrivileged(candidate) ? [{ name: say('concerns/factors.onlyPrivileged'), delta: -1 }] : []),
    ...(candidate.namingOnly ? [{ name: say('concerns/factors.onlyNaming'), delta: -2 }] : []),
    ...(candidate.confidence === 'low' ? [{ name: 'low confidence', delta: -2 }] : []),
    ...(candidate.extra ?? []),
    ...[candidate.cap, ruleCap].flatMap((cap) =>
      cap ? [{ name: say('concerns/factors.atMost', cap), delta: 0, at_most: cap.at }] : [],
    ),
  ];
}

/** The three factors, each 0 to 3, what shifts them, and their sum from 0 to 9. */
export function factorsOf(candidate: Candidate, jewels: readonly string[], ground: Ground): Draft<SeverityFactors> {
  const factors = {
    crown_jewel_proximity: proximity(candidate, jewels),
    exposure: exposure(candidate, ground),
    data_sensitivity: sensitivity(candidate, jewels, ground),
  };
  const shifts = modifiers(candidate, jewels, ground);
  const score = clamp(
    factors.crown_jewel_proximity +
      factors.exposure +
      factors.data_sensitivity +
      shifts.reduce((sum, shift) => sum + shift.delta, 0),
  );
  const missing = candidate.floor === undefined ? 0 : LOWEST_SCORE[candidate.floor] - score;
  return missing <= 0
    ? { ...factors, modifiers: shifts, score }
    : {
        ...factors,
        modifiers: [...shifts, { name: say('concerns/factors.flawItself', candidate.floor), delta: missing }],
        score: score + missing,
      };
}
