import type { AccessFact } from '../../../artifacts/access';
import type { EntryPointFact } from '../../../artifacts/facts';
import { grouped } from './groups';

/**
 * Entry points whose every effect is reached only by those whose the object is, or whom a policy lets through: what
 * stands inside the handler and in its queries tells that, not what stands in front.
 */
export function withAuthorization(entries: readonly EntryPointFact[], access: readonly AccessFact[]): EntryPointFact[] {
  const byEntry = grouped(access, (one) => one.entryPoint.id);
  return entries.map((entry) => {
    if (entry.authorization !== 'none' && entry.authorization !== 'unknown') return entry;
    const told = authorizationOf(byEntry.get(entry.id) ?? []);
    return told ? { ...entry, authorization: told } : entry;
  });
}

function authorizationOf(access: readonly AccessFact[]): EntryPointFact['authorization'] | undefined {
  const chosen = access.filter((one) => one.operation !== 'create' && one.selector === 'key');
  if (chosen.length === 0) return undefined;
  if (chosen.every((one) => asks(one, 'policy'))) return 'policy';
  return chosen.every((one) => asks(one, 'owner') || asks(one, 'member') || asks(one, 'policy'))
    ? 'ownership'
    : undefined;
}

const asks = ({ conditions, who }: AccessFact, kind: AccessFact['conditions'][number]['kind']): boolean =>
  !who.includes('signed-in') && !who.includes('anonymous') && conditions.some((one) => one.kind === kind);
