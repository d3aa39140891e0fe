import type { AccessFact } from '../../../artifacts/access';
import type { EntryPointFact } from '../../../artifacts/facts';

/**
 * Accesses for which no condition was seen, behind an entry point of which it is not known who may call it: that
 * anybody gets there was not established either.
 */
export function withUnknownCallers(
  access: readonly AccessFact[],
  entryPoints: readonly EntryPointFact[],
): AccessFact[] {
  const unknown = new Set(
    entryPoints.filter(({ authentication }) => authentication === 'unknown').map(({ id }) => id),
  );
  return access.map((one) =>
    unknown.has(one.entryPoint.id) && one.deviation === undefined && isAnybody(one)
      ? { ...one, who: ['unknown'] }
      : one,
  );
}

const isAnybody = ({ who, conditions }: AccessFact): boolean => who.includes('anonymous') && conditions.length === 0;
