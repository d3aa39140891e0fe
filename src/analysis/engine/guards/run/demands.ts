import { type Asked, GRANTED, MEMBER, SOME_ROLE, type World } from './world';

/** What more than a sign-in a check asks for. */
export interface Demand {
  establishes: 'role' | 'permission' | 'policy' | 'ownership';
  /** The roles that are let through, where their names are known. */
  roles: string[];
}

/** How one caller fares, and what was looked at on the way. */
type Trial = (world: World) => { through: boolean; asked: Asked } | undefined;

/** What a check asks for that turns away members who have nothing more. */
export function demandsOf(asked: Asked, trial: Trial): Demand[] {
  const passes = (world: World): boolean => trial(world)?.through === true;
  const roles = [...asked.roles].sort();
  const found: Demand[] = [];
  const through = roles.filter((role) => passes({ ...MEMBER, role }));
  if (through.length > 0) found.push(ofRoles(through));
  if (asked.policy && passes({ ...MEMBER, permitted: true })) found.push({ establishes: 'policy', roles: [] });
  else if (asked.permission && passes({ ...MEMBER, permitted: true }))
    found.push({ establishes: 'permission', roles: [] });
  if (asked.owner && passes({ ...MEMBER, owner: true })) found.push({ establishes: 'ownership', roles: [] });
  return found.length > 0 ? found : together(asked, roles, trial);
}

const ofRoles = (roles: readonly string[]): Demand => ({
  establishes: 'role',
  roles: roles.filter((role) => role !== SOME_ROLE),
});

/** Several things are asked for at once: each is that without which nobody passes who has all the others. */
function together(first: Asked, roles: readonly string[], trial: Trial): Demand[] {
  const met = [first];
  const passes = (world: World): boolean => {
    const ended = trial(world);
    if (ended) met.push(ended.asked);
    return ended?.through === true;
  };
  const through = roles.filter((role) => passes({ ...GRANTED, role }));
  if (through.length === 0 && !passes(GRANTED)) return [];
  const [role] = through;
  const everything: World = role === undefined ? GRANTED : { ...GRANTED, role };
  const needsPermission = !passes({ ...everything, permitted: false });
  const needsOwner = !passes({ ...everything, owner: false });
  const isAsked = (what: 'policy' | 'permission' | 'owner'): boolean => met.some((one) => one[what]);
  const demands = through.length > 0 ? [ofRoles(through)] : [];
  if (needsPermission && isAsked('policy')) demands.push({ establishes: 'policy', roles: [] });
  if (needsPermission && isAsked('permission')) demands.push({ establishes: 'permission', roles: [] });
  if (needsOwner && isAsked('owner')) demands.push({ establishes: 'ownership', roles: [] });
  return demands;
}
