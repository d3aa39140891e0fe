import type { EntryPointFact, GuardFact } from '../../../artifacts/facts';
import { ABOUT_RIGHTS } from '../../../knowledge/controls/own-checks';
import { LETS_THROUGH, MECHANISM_NAMES } from '../../../knowledge/controls/mechanisms';

/** Who an entry point lets through, as its guards say. */
export type WhoMayCall = Pick<EntryPointFact, 'authentication' | 'authorization' | 'mechanism' | 'roles'>;

type Judged = Pick<EntryPointFact, 'guards' | 'unexplained' | 'publicByDesign' | 'handler' | 'answeredByLibrary'> & {
  /** The handler looks at who asks, and lets strangers through. */
  asksIdentity?: boolean;
};

/** Nobody has these without being signed in. */
const NEEDS_IDENTITY = new Set(['role', 'permission', 'policy']);

export const identifies = ({ category, establishes }: GuardFact): boolean =>
  category === 'authentication' ? !LETS_THROUGH.has(establishes) : NEEDS_IDENTITY.has(establishes);

const always = ({ condition, openWhen }: GuardFact): boolean => condition === undefined && openWhen === undefined;

/** The one answer to who may call an entry point; everything that asks reads it. */
export function whoMayCall(entry: Judged): WhoMayCall {
  const identity = entry.guards.filter(identifies);
  const mechanism = identity.length > 0 ? mechanismOf(identity) : undefined;
  return {
    authentication: authenticationOf(entry, identity),
    authorization: authorizationOf(entry),
    ...(mechanism !== undefined && { mechanism }),
    roles: rolesOf(entry.guards),
  };
}

/** By its name it decides who may do this. */
const isAboutRights = ({ name }: EntryPointFact['unexplained'][number]): boolean => ABOUT_RIGHTS.test(name);

/** Checks may stand in a handler that was not found; what a library answers has none. */
function isFollowed({ handler, answeredByLibrary }: Judged): boolean {
  return answeredByLibrary === true || handler?.functionId !== undefined;
}

function authenticationOf(entry: Judged, identity: readonly GuardFact[]): EntryPointFact['authentication'] {
  if (identity.some(always)) return 'required';
  // What it is called says less than what stands in front of it.
  if (entry.publicByDesign) return entry.unexplained.some(isAboutRights) ? 'unknown' : 'public';
  if (identity.length > 0) return 'optional';
  if (entry.unexplained.length > 0 || !isFollowed(entry)) return 'unknown';
  return entry.asksIdentity === true ? 'optional' : 'none';
}

/** The narrowest check holds: an owner is one caller, a policy and a permission are given to some, a role to many. */
export const NARROWEST_FIRST = ['ownership', 'policy', 'permission', 'role'] as const;

function authorizationOf(entry: Judged): EntryPointFact['authorization'] {
  const { guards, unexplained } = entry;
  const established = new Set(guards.filter(always).map((guard) => guard.establishes));
  const narrowest = NARROWEST_FIRST.find((one) => established.has(one));
  if (narrowest !== undefined) return narrowest;
  return unexplained.length > 0 || !isFollowed(entry) ? 'unknown' : 'none';
}

/** By how the sender proves who it is; a proof of the program's own is `custom`. */
function mechanismOf(identity: readonly GuardFact[]): EntryPointFact['mechanism'] {
  const seen = new Set(identity.map((guard) => guard.mechanism));
  return MECHANISM_NAMES.find((one) => seen.has(one)) ?? 'custom';
}

/** The roles that every check of a role lets through. */
function rolesOf(guards: readonly GuardFact[]): string[] {
  const lists = guards.flatMap(({ roles }) => (roles && roles.length > 0 ? [roles] : []));
  const [first = [], ...rest] = lists;
  return [...new Set(first)].filter((role) => rest.every((list) => list.includes(role))).sort();
}
