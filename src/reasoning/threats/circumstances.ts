import { SEVERITIES } from '../../artifacts/enums';
import type { Component, DataFlow, EntryPoint } from '../../artifacts/phase3';
import { DEVELOPMENT_SETTINGS } from '../../knowledge/files';
import type { Weakness } from '../../knowledge/weakness';
import type { Circumstances } from '../cvss/base';
import type { Cause } from './causes';
import { type Landscape, changesState, isNetwork, isOpen } from './landscape';
import { listed, lowerFirst } from '../../wording/text';
import { entryLabel } from '../../wording/names';

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
    impactWhy: `${lowerFirst(cause.weakness.consequence)}${ratedBelowUsual(cause) ? ` The investigation rated it ${cause.gaps[0]?.severity ?? ''}, below the usual ${cause.weakness.severity}.` : ''}`,
    ...(victim ? { victim } : {}),
    ...(obstacle === undefined ? {} : { obstacle }),
    ...(condition === undefined ? {} : { condition }),
  };
}

function reachOf(cause: Cause, { component, landscape }: Surroundings): Circumstances['reach'] {
  const { from } = cause.requirement;
  if (isDevelopmentSetting(cause))
    return { from: 'local', why: 'The settings are those for the machines of developers.' };
  if (from === 'path')
    return { from: 'adjacent', why: 'The attacker has to be on a network that the connection passes.' };
  if (from === 'supply') return { from: 'network', why: 'Packages are delivered over the network.' };
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
  if (weakness.testFamily === 'FILE') return { from: 'local', why: 'The attack takes place on the host.' };
  if (weakness.id === 'hardcoded-secret' && online)
    return { from: 'network', why: 'What the secret opens can be used over the network.' };
  return { from: 'local', why: 'The attacker works with a copy of data, code or logs.' };
}

function reachOfEntries(entries: readonly EntryPoint[]): Circumstances['reach'] {
  const network = entries.find(isNetwork);
  if (network) return { from: 'network', why: `${entryLabel(network)} can be called over the network.` };
  return { from: 'local', why: `${listed(entries.map(entryLabel), 2)} is not called over the network.` };
}

/** Where no entry point is known to lead to the place: what else answers requests. */
function reachOfSystem(
  from: Cause['requirement']['from'],
  component: Surroundings['component'],
  somewhere: EntryPoint | undefined,
): Circumstances['reach'] {
  const ofComponent = component?.entryPoints.find(isNetwork);
  if (ofComponent)
    return { from: 'network', why: `The component answers requests such as ${entryLabel(ofComponent)}.` };
  if (from === 'system' && somewhere)
    return { from: 'network', why: `The setting acts on a system that answers ${entryLabel(somewhere)}.` };
  if (somewhere)
    return {
      from: 'network',
      why: 'The system answers requests over the network; which of them lead here was not established.',
    };
  return { from: 'local', why: 'No entry point that can be called over the network was found.' };
}

function privilegesOf(cause: Cause): Circumstances['privileges'] {
  const { id } = cause.weakness;
  if (cause.requirement.from === 'copy')
    return { needed: 'some', why: 'Access to the code, a copy, the logs or the host comes first.' };
  if (BY_VICTIM.has(id)) return { needed: 'none', why: 'The browser of the victim brings the session along.' };
  if (id === 'missing-audit-log')
    return { needed: 'some', why: 'Whoever denies an operation must have been able to carry it out.' };
  if (IGNORES_SIGN_IN.has(id)) return { needed: 'none', why: 'The missing check is what the threat is about.' };
  if (cause.entries.length === 0)
    return NEEDS_ACCOUNT.has(id)
      ? { needed: 'some', why: 'An ordinary account suffices.' }
      : { needed: 'none', why: 'No sign-in was found in front of it.' };
  const open = cause.entries.find(isOpen);
  if (open?.authentication === 'unknown')
    return { needed: 'none', why: `Whether ${entryLabel(open)} asks for a sign-in was not established.` };
  if (open) return { needed: 'none', why: `${entryLabel(open)} can be called without signing in.` };
  const ordinary = cause.entries.find((entry) => !PRIVILEGED.test(entry.authorization));
  if (ordinary)
    return {
      needed: 'some',
      why: `${entryLabel(ordinary)} requires a sign-in (${ordinary.authentication}), and any account will do.`,
    };
  return { needed: 'high', why: `${listed(cause.entries.map(entryLabel), 2)} requires a privileged role.` };
}

function victimOf({ weakness, requirement }: Cause): Circumstances['victim'] {
  if (!weakness.impact.victimActs) return undefined;
  if (requirement.victim === 'actively')
    return { acts: 'actively', why: 'A victim must follow a link or open a page of the attacker.' };
  return {
    acts: 'passively',
    why:
      requirement.from === 'supply'
        ? 'Somebody must run a build that takes in the code.'
        : 'A victim must use the application as usual.',
  };
}

/** A check of input that is there but does not suffice still has to be evaded. */
function obstacleOf(cause: Cause): string | undefined {
  const checked =
    INJECTIONS.has(cause.weakness.category) &&
    cause.gaps.every((gap) => gap.gap_type === 'incomplete' || gap.gap_type === 'weak');
  return checked ? 'An incomplete check stands in the way and must be evaded.' : undefined;
}

function conditionOf(cause: Cause, around: Surroundings): string | undefined {
  if (cause.requirement.condition !== undefined) return cause.requirement.condition;
  const unreached =
    cause.requirement.from === 'route' && cause.entries.length === 0 && around.landscape.entries.length > 0;
  return unreached ? 'No path from an entry point to the place was established.' : undefined;
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
