import type { AccessFact } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import { entrySources, grouped, placeOf, registrationOf, type Candidate, type Ground } from './candidate';
import { say, type Said } from '../../messages/say';

/** What is done to an object, in the third person. */
export const DOES: Record<AccessFact['operation'], string> = {
  read: 'reads',
  list: 'lists',
  create: 'creates',
  update: 'changes',
  delete: 'deletes',
  run: 'runs',
  send: 'sends',
};

/** Accesses to one resource that differ from what others ask, with the entry points that people can call. */
export interface Deviating {
  resource: string;
  /** A role is missing, not a look at whose it is. */
  lacksRole: boolean;
  accesses: AccessFact[];
  entries: EntryPointFact[];
}

/** The deviations, by resource. */
export function deviatingAccess(access: readonly AccessFact[], network: readonly EntryPointFact[]): Deviating[] {
  const byId = new Map(network.map((entry) => [entry.id, entry]));
  const found = access.filter((one) => {
    const entry = byId.get(one.entryPoint.id);
    // Where nobody asks who is there is a concern of its own.
    const expected = one.deviation?.expected;
    const claimed = expected === 'owner' || expected === 'member' || expected === 'role';
    return claimed && entry !== undefined && !entry.publicByDesign && !entry.onlyInDevelopment;
  });
  const lacksRole = (one: AccessFact): boolean => one.deviation?.expected === 'role';
  const groups = grouped(found, (one) => `${one.resource}${lacksRole(one) ? ' role' : ''}`);
  return [...groups.values()].map((accesses) => ({
    resource: accesses[0]?.resource ?? '',
    lacksRole: accesses.some(lacksRole),
    accesses,
    entries: [...new Set(accesses.map((one) => one.entryPoint.id))].flatMap((id) => byId.get(id) ?? []),
  }));
}

function titleOf({ resource, lacksRole, accesses, entries }: Deviating): Said {
  const [first] = accesses;
  const how = lacksRole ? say('concerns/deviations.withoutRole') : say('concerns/deviations.byKey');
  const verb = DOES[first?.operation ?? 'read'];
  return entries.length === 1
    ? say('concerns/deviations.oneReachesAny', { entries, verb, resource, how })
    : say('concerns/deviations.severalReachAny', entries, resource, how);
}

/** C-AUTHZ: an object is reached without what others of its kind are only reached with. */
export function deviationConcerns(ground: Ground): Candidate[] {
  return deviatingAccess(ground.facts.access, ground.network).map((group) => {
    const { resource, accesses, entries } = group;
    const certain = accesses.some((one) => one.deviation?.certain === true);
    const changes = accesses.some(({ operation }) => operation === 'update' || operation === 'delete');
    return {
      rule: 'C-AUTHZ',
      aspect: 'object-reference',
      title: titleOf(group),
      description: say('concerns/deviations.deviation', entries, resource, group.lacksRole),
      rationale: say('concerns/deviations.deviationReason'),
      root: `deviation ${resource}${group.lacksRole ? ' role' : ''}`,
      locations: [
        ...accesses.map((one) => placeOf(one.at, `${DOES[one.operation]} ${resource}`)),
        ...entries.map(registrationOf),
      ],
      entries,
      sources: entrySources(ground, entries),
      reach: 'store',
      ...(changes ? {} : { cap: { at: 'high' as const, why: say('concerns/deviations.nothingChanged') } }),
      confidence: certain ? 'high' : 'medium',
      verified: certain,
      partlyCovered: false,
      namingOnly: false,
    };
  });
}
