import type { AccessFact } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import { entrySources, grouped, placeOf, registrationOf, type Candidate, type Ground } from './candidate';
import { listed } from '../../wording/text';
import { entryName } from '../../wording/names';

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

function titleOf({ resource, lacksRole, accesses, entries }: Deviating): string {
  const [first] = accesses;
  const how = lacksRole ? 'without a role' : 'by its key';
  const verb = DOES[first?.operation ?? 'read'];
  return entries.length === 1
    ? `${listed(entries.map(entryName), 1)} ${verb} any ${resource} ${how}`
    : `${entries.length} entry points reach any ${resource} ${how}`;
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
      description: `${listed(entries.map(entryName), 6)} ${entries.length === 1 ? 'takes' : 'take'} the key of a ${resource} from the request, and ${group.lacksRole ? 'no role is asked for' : 'nothing ties it to the caller'}, as other entry points do. Any caller who gets this far may reach what belongs to others.`,
      rationale: 'Other accesses to the same data ask whose it is.',
      root: `deviation ${resource}${group.lacksRole ? ' role' : ''}`,
      locations: [
        ...accesses.map((one) => placeOf(one.at, `${DOES[one.operation]} ${resource}`)),
        ...entries.map(registrationOf),
      ],
      entries,
      sources: entrySources(ground, entries),
      reach: 'store',
      ...(changes ? {} : { cap: { at: 'high' as const, why: 'nothing is changed' } }),
      confidence: certain ? 'high' : 'medium',
      verified: certain,
      partlyCovered: false,
      namingOnly: false,
    };
  });
}
