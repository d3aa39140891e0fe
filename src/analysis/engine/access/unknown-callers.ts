import type { AccessFact } from '../../../artifacts/access';
import type { EntryPointFact } from '../../../artifacts/facts';
import { READING } from './groups';

/**
 * Accesses for which no condition was seen, behind an entry point of which it is not known who may call it: that
 * anybody gets there was not established either. What is only read is often meant for everybody: that is doubted
 * where the application asks in no way that was understood.
 */
export function withUnknownCallers(
  access: readonly AccessFact[],
  entryPoints: readonly EntryPointFact[],
): AccessFact[] {
  const unknown = new Set(entryPoints.filter(({ authentication }) => authentication === 'unknown').map(({ id }) => id));
  const understood = entryPoints.some(({ authentication }) => authentication === 'required');
  const isUnsettled = (one: AccessFact): boolean =>
    unknown.has(one.entryPoint.id) && one.deviation === undefined && !(understood && READING.has(one.operation));
  return access.map((one) => (isUnsettled(one) && isAnybody(one) ? { ...one, who: ['unknown'] } : one));
}

const isAnybody = ({ who, conditions }: AccessFact): boolean => who.includes('anonymous') && conditions.length === 0;
