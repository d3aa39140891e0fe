import { SEVERITIES } from '../../artifacts/enums';
import type { Component, DataFlow, EntryPoint } from '../../artifacts/phase3';
import { DEVELOPMENT_SETTINGS } from '../../knowledge/files';
import type { Weakness } from '../../knowledge/weakness';
import type { Circumstances } from '../cvss/base';
import type { Cause } from './causes';
import { type Landscape, changesState, isNetwork, isOpen } from './landscape';
import { say, type Said, type Sayable } from '../../messages/say';

const PRIVILEGED = /admin|role|permission|staff|superuser/i;

/** Flaws that are about this missing check, so that it is no obstacle to the attack. */
const IGNORES_SIGN_IN = new Set(['missing-authentication', 'jwt-verification-disabled']);
const NEEDS_ACCOUNT = new Set(['missing-authorization', 'insecure-direct-object-reference']);

/** Acted out by the browser of a signed-in victim: the attacker needs no account. */
const BY_VICTIM = new Set([
  'missing-csrf-protection',
  'cors-misconfiguration',
  'open-redirect',
  'session-fixation',
  'insecure-cookie',
  'missing-security-headers',
]);
/** What is right on a developer's machine and wrong elsewhere. */
const OF_SETTINGS = new Set(['debug-enabled', 'insecure-cookie', 'cors-misconfiguration', 'hardcoded-secret']);
const INJECTIONS = new Set(['input-validation', 'output-encoding']);

/** What a cause touches: the flows, data and parts that decide its effect. */
export interface Surroundings {
  component: Component | undefined;
  flows: readonly DataFlow[];
  crownJewels: readonly string[];
  sensitivity: 'critical' | 'high' | 'medium' | 'low' | undefined;
  landscape: Landscape;
}

/** The facts behind the base metrics of a threat. */
export function circumstancesOf(cause: Cause, around: Surroundings): Circumstances {
  const victim = victimOf(cause);
  const obstacle = obstacleOf(cause);
  const condition = conditionOf(cause, around);
  return {
    reach: reachOf(cause, around),
    privileges: privilegesOf(cause),
    impact: impactOf(cause, around),
    impactWhy: say(
      'threats/circumstances.effect',
      cause.weakness,
      ratedBelowUsual(cause) ? cause.gaps[0]?.severity : undefined,
    ),
    ...(victim ? { victim } : {}),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(condition === undefined ? {} : { condition }),
  };
}

function reachOf(cause: Cause, { component, landscape }: Surroundings): Circumstances['reach'] {
  const { from } = cause.requirement;
  if (isDevelopmentSetting(cause)) return { from: 'local', why: say('threats/circumstances.developmentSettings') };
  if (from === 'path') return { from: 'adjacent', why: say('threats/circumstances.onPath') };
  if (from === 'supply') return { from: 'network', why: say('threats/circumstances.packages') };
  const somewhere = landscape.entries.find(isNetwork);
  if (from === 'copy') return reachOfCopy(cause, somewhere !== undefined);
  if (cause.entries.length > 0) return reachOfEntries(cause.entries);
  return reachOfSystem(from, component, somewhere);
}

function isDevelopmentSetting({ weakness, locations }: Cause): boolean {
  if (!OF_SETTINGS.has(weakness.id) || locations.length === 0) return false;
  return locations.every((place) => DEVELOPMENT_SETTINGS.test(place.file_path));
}

/** `online`: something in the system answers over the network. */
function reachOfCopy({ weakness }: Cause, online: boolean): Circumstances['reach'] {
  if (weakness.testFamily === 'FILE') return { from: 'local', why: say('threats/circumstances.onHost') };
  if (weakness.id === 'hardcoded-secret' && online)
    return { from: 'network', why: say('threats/circumstances.secretOpens') };
  return { from: 'local', why: say('threats/circumstances.withCopy') };
}

function reachOfEntries(entries: readonly EntryPoint[]): Circumstances['reach'] {
  const network = entries.find(isNetwork);
  if (network) return { from: 'network', why: say('threats/circumstances.callable', network) };
  return { from: 'local', why: say('threats/circumstances.notCallable', entries) };
}

/** Where no entry point is known to lead to the place: what else answers requests. */
function reachOfSystem(
  from: Cause['requirement']['from'],
  component: Surroundings['component'],
  somewhere: EntryPoint | undefined,
): Circumstances['reach'] {
  const ofComponent = component?.entryPoints.find(isNetwork);
  if (ofComponent) return { from: 'network', why: say('threats/circumstances.componentAnswers', ofComponent) };
  if (from === 'system' && somewhere)
    return { from: 'network', why: say('threats/circumstances.systemAnswers', somewhere) };
  if (somewhere)
    return {
      from: 'network',
      why: say('threats/circumstances.leadUnknown'),
    };
  return { from: 'local', why: say('threats/circumstances.noneCallable') };
}

function privilegesOf(cause: Cause): Circumstances['privileges'] {
  const { id } = cause.weakness;
  if (cause.requirement.from === 'copy') return { needed: 'some', why: say('threats/circumstances.accessFirst') };
  if (BY_VICTIM.has(id)) return { needed: 'none', why: say('threats/circumstances.sessionOfVictim') };
  if (id === 'missing-audit-log') return { needed: 'some', why: say('threats/circumstances.carriedOut') };
  if (IGNORES_SIGN_IN.has(id)) return { needed: 'none', why: say('threats/circumstances.missingCheck') };
  if (cause.entries.length === 0)
    return NEEDS_ACCOUNT.has(id)
      ? { needed: 'some', why: say('threats/circumstances.ordinaryAccount') }
      : { needed: 'none', why: say('threats/circumstances.noSignIn') };
  const open = cause.entries.find(isOpen);
  if (open?.authentication === 'unknown')
    return { needed: 'none', why: say('threats/circumstances.signInUnknown', open) };
  if (open) return { needed: 'none', why: say('threats/circumstances.callableByAnyone', open) };
  const ordinary = cause.entries.find((entry) => !PRIVILEGED.test(entry.authorization));
  if (ordinary)
    return {
      needed: 'some',
      why: say('threats/circumstances.anyAccount', ordinary),
    };
  return { needed: 'high', why: say('threats/circumstances.privilegedRole', cause.entries) };
}

function victimOf({ weakness, requirement }: Cause): Circumstances['victim'] {
  if (!weakness.impact.victimActs) return undefined;
  if (requirement.victim === 'actively') return { acts: 'actively', why: say('threats/circumstances.followsLink') };
  return {
    acts: 'passively',
    why:
      requirement.from === 'supply' ? say('threats/circumstances.runsBuild') : say('threats/circumstances.usesAsUsual'),
  };
}

/** A check of input that is there but does not suffice still has to be evaded. */
function obstacleOf(cause: Cause): Said | undefined {
  const checked =
    INJECTIONS.has(cause.weakness.category) &&
    cause.gaps.every((gap) => gap.gap_type === 'incomplete' || gap.gap_type === 'weak');
  return checked ? say('threats/circumstances.incompleteCheck') : undefined;
}

function conditionOf(cause: Cause, around: Surroundings): Sayable | undefined {
  if (cause.requirement.condition !== undefined) return cause.requirement.condition;
  const unreached =
    cause.requirement.from === 'route' && cause.entries.length === 0 && around.landscape.entries.length > 0;
  return unreached ? say('threats/circumstances.noPath') : undefined;
}

/**
 * The investigation found the flaw less severe than usual, be it for its effect or for doubt, which no metric
 * carries; a privileged role has its own.
 */
function ratedBelowUsual(cause: Cause): boolean {
  const worst = Math.min(...cause.gaps.map((gap) => SEVERITIES.indexOf(gap.severity)));
  return (
    cause.gaps.length > 0 &&
    worst > SEVERITIES.indexOf(cause.weakness.severity) &&
    privilegesOf(cause).needed !== 'high'
  );
}

function ratedAboveUsual(cause: Cause): boolean {
  return cause.gaps.some((gap) => SEVERITIES.indexOf(gap.severity) < SEVERITIES.indexOf(cause.weakness.severity));
}

type Impact = Weakness['impact'];

const lowered = (level: Impact['availability']): Impact['availability'] => (level === 'H' ? 'L' : level);

const withoutHigh = (impact: Impact): Impact => ({
  ...impact,
  confidentiality: lowered(impact.confidentiality),
  integrity: lowered(impact.integrity),
});

/** What is read and changed is worth no more than the data on the way. */
function byData(typical: Impact, { entries }: Cause, { crownJewels, sensitivity }: Surroundings): Impact {
  const precious = crownJewels.length > 0 || sensitivity === 'critical' || sensitivity === 'high';
  const impact = precious ? { ...typical } : withoutHigh(typical);
  if (entries.length > 0 && !entries.some(changesState)) impact.integrity = 'N';
  if (impact.confidentiality === 'N' && impact.integrity === 'N') impact.confidentiality = 'L';
  return impact;
}

/** The typical impact, reduced to what these entry points and these data allow. */
function impactOf(cause: Cause, around: Surroundings): Impact {
  let impact = { ...cause.weakness.impact };
  if (cause.requirement.byData === true) impact = byData(impact, cause, around);
  if (ratedBelowUsual(cause)) impact = { ...withoutHigh(impact), availability: lowered(impact.availability) };
  // What was found to prove who somebody is discloses what that person may see.
  if (cause.weakness.category === 'cryptography' && ratedAboveUsual(cause) && impact.confidentiality === 'L')
    impact.confidentiality = 'H';
  if (cause.weakness.id === 'missing-csrf-protection' && around.crownJewels.length === 0) impact.integrity = 'L';
  return impact;
}
