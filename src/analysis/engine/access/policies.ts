import type { AccessFact, AccessPattern, PolicyFact } from '../../../artifacts/access';
import { compareText } from '../../read/order';
import { withDeviations } from './deviations';
import { type Around, grouped } from './groups';
import { withUnknownCallers } from './unknown-callers';

/** The policy that the accesses show, and where single ones differ from it. */
export function judgedAccess(
  access: readonly AccessFact[],
  around: Around,
): { access: AccessFact[]; policies: PolicyFact[] } {
  const judged = withDeviations(access, around);
  return { access: withUnknownCallers(judged, around.entryPoints), policies: policiesOf(access) };
}

function policiesOf(access: readonly AccessFact[]): PolicyFact[] {
  const named = access.filter((one) => one.resource !== '');
  const groups = grouped(named, ({ resource, operation }) => `${resource}\n${operation}`);
  return [...groups.values()]
    .flatMap((group) => policyOf(group) ?? [])
    .sort((a, b) => compareText(a.resource, b.resource) || compareText(a.operation, b.operation));
}

function policyOf(group: readonly AccessFact[]): PolicyFact | undefined {
  const [first] = group;
  if (!first) return undefined;
  const byPattern = [...grouped(group, patternOf)].sort((a, b) => b[1].length - a[1].length || compareText(a[0], b[0]));
  const [pattern, members] = byPattern[0] ?? [];
  if (pattern === undefined || !members) return undefined;
  return {
    resource: first.resource,
    operation: first.operation,
    pattern: pattern as AccessPattern,
    condition: conditionOf(members),
    support: members.length,
    of: group.length,
    declared: false,
  };
}

/** What all of them ask for, as it is spelled; the most specific comes first. */
function conditionOf(members: readonly AccessFact[]): string {
  const counts = new Map<string, number>();
  for (const { conditions } of members)
    for (const text of new Set(conditions.map(({ kind, value }) => `${kind} ${value}`)))
      counts.set(text, (counts.get(text) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count === members.length).map(([text]) => text);
  return shared.sort((a, b) => rank(a) - rank(b) || compareText(a, b))[0] ?? '';
}

const ORDER = ['owner', 'token', 'member', 'policy', 'permission', 'role', 'signed-in'];
const rank = (text: string): number => {
  const at = ORDER.findIndex((kind) => text.startsWith(kind));
  return at === -1 ? ORDER.length : at;
};

/** The kind of policy that explains an access. */
function patternOf({ who, conditions }: AccessFact): AccessPattern {
  if (who.includes('anonymous')) return conditions.some(({ kind }) => kind === 'state') ? 'public' : 'none';
  if (who.includes('unknown')) return 'none';
  if (who.includes('signed-in')) return 'signed-in';
  if (who.includes('owner')) return who.includes('role') ? 'own-or-administrator' : 'owner';
  if (who.includes('member')) return 'member';
  if (who.includes('token')) return 'token';
  return conditions.some(({ kind }) => kind === 'permission') ? 'permission' : 'role';
}
