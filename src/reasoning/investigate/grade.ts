import { SEVERITIES, type Severity } from '../../artifacts/enums';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import { WEAKNESS_READINGS } from '../../knowledge/weakness-readings';
import { isCredentialName } from '../../knowledge/sensitive-names';
import { weaknessOf } from '../../knowledge/weaknesses';
import { answersEverybody, isForFew, isNetwork, needsIdentity } from '../mapping/entry-points';
import { say, type Sayable } from '../../messages/say';

export interface Grade {
  severity: Severity;
  /** One sentence: what makes it so. */
  why: Sayable;
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
  milder?: Sayable | undefined;
  /** Why it weighs more than usual. */
  graver?: Sayable | undefined;
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

function whoCanReach(entries: readonly EntryPointFact[]): { steps: number; why: Sayable; anyone: boolean } {
  const network = entries.filter(isNetwork);
  if (network.length === 0) return { steps: 0, why: '', anyone: false };
  if (network.some((entry) => meantForStrangers(entry) || answersEverybody(entry)))
    return { steps: 0, why: say('investigate/grade.withoutSignIn'), anyone: true };
  if (!network.every(needsIdentity)) return { steps: 0, why: '', anyone: false };
  const privileged = network.every(isForFew);
  return privileged
    ? { steps: -1, why: say('investigate/grade.withPrivilege'), anyone: false }
    : { steps: 0, why: say('investigate/grade.withAccount'), anyone: false };
}

/** So many steps graver, milder when below zero, and why. */
interface Shift {
  steps: number;
  why: Sayable;
}

const FOR_DEVELOPMENT =
  /(?:^|[/._-])(?:test|tests|dev|development|local|example|sample|seed|demo|fixture|reset|ci|cypress)(?:[/._-]|$)/i;

/** By what is behind it. */
function shiftOfJewels({ weakness, crownJewels }: Circumstances): Shift[] {
  const reach = WEAKNESS_READINGS[weakness]?.reach;
  return crownJewels && (reach === 'system' || reach === 'store')
    ? [{ steps: 1, why: say('investigate/grade.opensJewels') }]
    : [];
}

/** By who sends what it begins with. */
function shiftOfSource({ sourceKind }: Circumstances): Shift[] {
  if (sourceKind === 'cli' || sourceKind === 'env') return [{ steps: -2, why: say('investigate/grade.fromOperator') }];
  return sourceKind === 'library-input' ? [{ steps: -1, why: say('investigate/grade.onCallers') }] : [];
}

/** By where it stands. */
function shiftOfFile({ weakness, file = '' }: Circumstances): Shift[] {
  if (!SETTINGS.has(weakness) || !FOR_DEVELOPMENT.test(file)) return [];
  return [{ steps: weakness === 'hardcoded-secret' ? -1 : -2, why: say('investigate/grade.notProduction') }];
}

/** By how sure it is, and what the investigation says. */
function shiftOfDoubt({ confidence, graver, milder: doubt }: Circumstances): Shift[] {
  return [
    ...(confidence === 'low' ? [{ steps: -1, why: 'not certain' }] : []),
    ...(graver === undefined ? [] : [{ steps: 1, why: graver }]),
    ...(doubt === undefined ? [] : [{ steps: -1, why: doubt }]),
  ];
}

/** Severity of a gap: that of the catalogue, shifted by who can reach it, what is behind it and how sure it is. */
export function gradeGap(circumstances: Circumstances): Grade {
  const { weakness, entries } = circumstances;
  const reach = whoCanReach(entries);
  const shifts: Shift[] = [
    reach,
    ...(reach.anyone ? shiftOfJewels(circumstances) : []),
    ...shiftOfSource(circumstances),
    ...shiftOfFile(circumstances),
    ...shiftOfDoubt(circumstances),
  ];
  const steps = shifts.reduce((sum, one) => sum + one.steps, 0);
  const cap = WEAKNESS_READINGS[weakness]?.cap ?? 'critical';
  const severity = milder(shift(weaknessOf(weakness).severity, steps), cap);
  const shown = shifts.map(({ why }) => why).filter((why) => why !== '');
  return {
    severity,
    why:
      shown.length > 0
        ? say('investigate/grade.ratedBecause', severity, shown)
        : say('investigate/grade.rated', severity),
  };
}
