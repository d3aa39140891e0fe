import { SEVERITIES, type Severity } from '../../artifacts/enums';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import { WEAKNESS_READINGS } from '../../knowledge/weakness-readings';
import { isCredentialName } from '../../knowledge/sensitive-names';
import { weaknessOf } from '../../knowledge/weaknesses';
import { answersEverybody, isForFew, isNetwork, needsIdentity } from '../mapping/entry-points';
import * as say from '../../wording/investigate/grade';

export interface Grade {
  severity: Severity;
  /** One sentence: what makes it so. */
  why: string;
}

/** Values and switches that are right in one environment and wrong in another. */
const SETTINGS: ReadonlySet<string> = new Set([
  'hardcoded-secret',
  'debug-enabled',
  'insecure-cookie',
  'cors-misconfiguration',
]);

const shift = (severity: Severity, steps: number): Severity =>
  SEVERITIES[Math.max(0, Math.min(SEVERITIES.length - 1, SEVERITIES.indexOf(severity) - steps))] ?? severity;
const milder = (left: Severity, right: Severity): Severity =>
  SEVERITIES.indexOf(left) >= SEVERITIES.indexOf(right) ? left : right;

export interface Circumstances {
  weakness: string;
  entries: readonly EntryPointFact[];
  confidence: WeaknessFact['confidence'];
  crownJewels: boolean;
  sourceKind?: string | undefined;
  /** Where it stands: values for development, tests and examples weigh less. */
  file?: string;
  /** Why it weighs less than usual: another control remains, or it is less than certain. */
  milder?: string | undefined;
  /** Why it weighs more than usual. */
  graver?: string | undefined;
}

/**
 * Signing in comes before being signed in, whatever stands in front of all routes. A signed message is from somebody
 * known.
 */
const meantForStrangers = (entry: EntryPointFact): boolean =>
  entry.publicByDesign &&
  entry.kind === 'http' &&
  !entry.guards.some((guard) => guard.establishes === 'signature') &&
  isCredentialName(entry.route ?? '');

function whoCanReach(entries: readonly EntryPointFact[]): { steps: number; why: string; anyone: boolean } {
  const network = entries.filter(isNetwork);
  if (network.length === 0) return { steps: 0, why: '', anyone: false };
  if (network.some((entry) => meantForStrangers(entry) || answersEverybody(entry)))
    return { steps: 0, why: say.withoutSignIn, anyone: true };
  if (!network.every(needsIdentity)) return { steps: 0, why: '', anyone: false };
  const privileged = network.every(isForFew);
  return privileged
    ? { steps: -1, why: say.withPrivilege, anyone: false }
    : { steps: 0, why: say.withAccount, anyone: false };
}

/** Severity of a gap: that of the catalogue, shifted by who can reach it, what is behind it and how sure it is. */
export function gradeGap(circumstances: Circumstances): Grade {
  const { weakness, entries, confidence, crownJewels, sourceKind } = circumstances;
  const reading = WEAKNESS_READINGS[weakness];
  const reach = whoCanReach(entries);
  const reasons = [reach.why];
  let steps = reach.steps;
  if (reach.anyone && crownJewels && (reading?.reach === 'system' || reading?.reach === 'store')) {
    steps += 1;
    reasons.push(say.opensJewels);
  }
  if (sourceKind === 'cli' || sourceKind === 'env') {
    steps -= 2;
    reasons.push(say.fromOperator);
  }
  if (sourceKind === 'library-input') {
    steps -= 1;
    reasons.push(say.onCallers);
  }
  if (
    SETTINGS.has(weakness) &&
    /(?:^|[/._-])(?:test|tests|dev|development|local|example|sample|seed|demo|fixture|reset|ci|cypress)(?:[/._-]|$)/i.test(
      circumstances.file ?? '',
    )
  ) {
    steps -= weakness === 'hardcoded-secret' ? 1 : 2;
    reasons.push(say.notProduction);
  }
  if (confidence === 'low') {
    steps -= 1;
    reasons.push('not certain');
  }
  if (circumstances.graver !== undefined) {
    steps += 1;
    reasons.push(circumstances.graver);
  }
  if (circumstances.milder !== undefined) {
    steps -= 1;
    reasons.push(circumstances.milder);
  }
  const severity = milder(shift(weaknessOf(weakness).severity, steps), reading?.cap ?? 'critical');
  const shown = reasons.filter((reason) => reason !== '');
  return { severity, why: shown.length > 0 ? say.ratedBecause(severity, shown) : say.rated(severity) };
}
