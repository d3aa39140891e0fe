import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, GuardFact } from '../../artifacts/facts';
import type { EntryPoint } from '../../artifacts/phase3';
import { LETS_THROUGH } from '../../knowledge/controls/mechanisms';
import { ADMINISTRATORS } from '../../knowledge/controls/own-checks';
import { isOrdinaryRole } from '../../knowledge/ordinary-roles';
import type { CodeIndex } from '../code-index';
import type { CrownJewels } from './crown-jewels';
import { entryName } from '../../artifacts/notation';
import { words } from '../text';
import { say, type Draft, type Sayable } from '../../messages/say';

const NETWORK = new Set<EntryPointFact['kind']>(['http', 'graphql', 'websocket', 'fileUpload', 'webhook']);
const PRIVILEGED = new Set([
  'admin',
  'administrator',
  'superuser',
  'staff',
  'internal',
  'private',
  'debug',
  'root',
  'backoffice',
  'sudo',
  'impersonate',
  'roles',
  'permissions',
]);

/** Where the code stands that answers: at the registration when that is all there is. */
export const answeredAt = ({ handler, at }: EntryPointFact): CodeSpan => handler?.at ?? at;

/** Reachable by someone else's machine. */
export const isNetwork = (entry: EntryPointFact): boolean => NETWORK.has(entry.kind);

/** Meant for administrators or operators, told by its address or handler. */
export function isPrivileged(entry: EntryPointFact): boolean {
  return words(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`).some((word) => PRIVILEGED.has(word));
}

/** A cookie or header in which senders say themselves what they may do. */
export const letsSendersDecide = (entry: EntryPointFact): boolean =>
  entry.params.some(
    ({ name, source }) =>
      (source === 'cookie' || source === 'header') && words(name).some((word) => PRIVILEGED.has(word)),
  );

/** Creates an account: the address is a collection of people and the request brings what an account needs. */
export function isRegistration(entry: EntryPointFact): boolean {
  if ((entry.method ?? '').toUpperCase() !== 'POST' || isPrivileged(entry)) return false;
  const last = words((entry.route ?? '').replace(/\/+$/, '').split('/').pop() ?? '');
  return (
    last.some((word) => ['users', 'accounts', 'members', 'signup', 'register', 'registration'].includes(word)) &&
    /creat|regist|sign|add|new|post|save/i.test(entry.handler?.name ?? 'post')
  );
}

export const guardsOf = (entry: EntryPointFact, category: GuardFact['category']): GuardFact[] =>
  entry.guards.filter((guard) => guard.category === category);

/** Whether nobody gets an effect or answer of it without an identity. */
export const needsIdentity = (entry: EntryPointFact): boolean => entry.authentication === 'required';

/** It is known that it answers everybody; where something was not understood nothing is said. */
export const answersEverybody = (entry: EntryPointFact): boolean =>
  entry.authentication !== 'required' && entry.authentication !== 'unknown';

/** Only some of the accounts get through: by a permission, or by roles that are not given to everybody. */
export const isForFew = (entry: EntryPointFact): boolean =>
  (entry.authorization === 'permission' || entry.authorization === 'role') && !entry.roles.some(isOrdinaryRole);

/** Only those who run the product get through. */
export const isForAdministrators = ({ roles }: EntryPointFact): boolean =>
  roles.length > 0 && roles.every((role) => ADMINISTRATORS.test(role));

/**
 * Guards that let only callers of a known identity through. Keeping a session or asking for some credentials is not
 * one.
 */
export const identityGuards = (entry: EntryPointFact): GuardFact[] =>
  guardsOf(entry, 'authentication').filter((guard) => !LETS_THROUGH.has(guard.establishes));

/** A site for everybody: of many entry points few ask who is there, so that not asking is no slip by itself. */
export function mostlyPublic(entries: readonly EntryPointFact[]): boolean {
  const guarded = entries.filter(needsIdentity).length;
  return entries.length >= 20 && guarded > 0 && guarded * 4 < entries.length;
}

/** How the sender is authenticated: the mechanism where that is required, else whether and how it is open. */
export const authenticationOf = (entry: EntryPointFact): string =>
  needsIdentity(entry) ? (entry.mechanism ?? 'custom') : entry.authentication;

const OWN_RECORD = /\/(?:me|self|myself|current[-_]?user)(?:\/(?![:{<[])[\w-]+)*\/?$/i;

/** What decides whether the sender may do this. Roles that every account has keep no account out. */
function authorizationOf(entry: EntryPointFact): string {
  switch (entry.authorization) {
    case 'none':
    case 'unknown':
      // `/users/me` reaches the caller's own record and no other.
      return needsIdentity(entry) && OWN_RECORD.test(entry.route ?? '') ? 'ownership' : entry.authorization;
    case 'role':
      return isForFew(entry) ? 'role-based' : 'any-account';
    case 'permission':
      return 'permission-based';
    case 'ownership':
    case 'policy':
      return entry.authorization;
  }
}

function riskFactors(entry: EntryPointFact, jewels: readonly string[]): Sayable[] {
  const factors: Sayable[] = [];
  if (isNetwork(entry) && entry.authentication === 'public') factors.push(say('mapping/components.openByDesign'));
  if (isNetwork(entry) && entry.authentication === 'none') factors.push('No authentication');
  if (entry.mutates) factors.push('Changes state');
  if (entry.params.some((param) => param.source === 'file')) factors.push('Receives files');
  if (entry.params.length > 0 && guardsOf(entry, 'input-validation').length === 0)
    factors.push(say('mapping/components.withoutSchema', entry));
  if (isPrivileged(entry)) factors.push(say('mapping/components.privilegedByName'));
  if (jewels.length > 0) factors.push(say('mapping/components.touches', jewels));
  return factors;
}

function criticalityOf(entry: EntryPointFact, touched: readonly string[]): EntryPoint['businessCriticality'] {
  if (touched.length > 0) return 'critical';
  return isNetwork(entry) ? 'high' : 'medium';
}

function riskOf(entry: EntryPointFact, touchesJewels: boolean): EntryPoint['riskLevel'] {
  if (entry.kind === 'scheduled') return 'low';
  if (!isNetwork(entry)) return 'medium';
  // What neither changes anything nor shows anything of value is as risky as what can be put into it.
  const calm =
    !entry.mutates &&
    !touchesJewels &&
    !isPrivileged(entry) &&
    entry.params.every((param) => param.source === 'path' || param.source === 'query');
  if (!calm) return 'high';
  return entry.params.length > 0 ? 'medium' : 'low';
}

/** An entry point as the mapping artifact names it. `id` is the id of the fact until consolidation numbers it. */
export function toEntryPoint(
  entry: EntryPointFact,
  component: string,
  jewels: CrownJewels,
  index: CodeIndex,
): Draft<EntryPoint> {
  const touched = jewels.inEntry(entry, index);
  const factors = riskFactors(entry, touched);
  const handler = answeredAt(entry);
  return {
    id: entry.id,
    type: entry.kind,
    ...(entry.method === undefined ? {} : { method: entry.method.toUpperCase() }),
    path: entry.route ?? entryName(entry),
    handler: { file: handler.file, line: handler.line, function: entry.handler?.name ?? '' },
    registration: { file: entry.at.file, line: entry.at.line },
    framework: entry.framework,
    riskLevel: riskOf(entry, touched.length > 0),
    riskFactors: factors,
    inputParameters: entry.params.map(({ name, type, source }) => ({ name, type, source })),
    authentication: authenticationOf(entry),
    authorization: authorizationOf(entry),
    rateLimited: guardsOf(entry, 'rate-limiting').length > 0,
    publicByDesign: entry.publicByDesign,
    component,
    businessCriticality: criticalityOf(entry, touched),
  };
}
