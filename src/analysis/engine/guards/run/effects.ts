import { CHANGING_STATEMENT, QUERYING, RUNS } from '../../../../knowledge/controls/identity';
import { writesByName } from '../../evidence/called-names';
import type { Call } from './call';

/** Whether a call does something that is not undone by turning the request away afterwards. */
export function effectOf({ path, name, given, object }: Pick<Call, 'path' | 'name' | 'given' | 'object'>): boolean {
  if (object?.kind === 'sent' || object?.kind === 'list' || /(?:^|\.)(?:session|logger|log|console)\b/.test(path))
    return false;
  if (RUNS.test(path)) return true;
  if (!QUERYING.test(path)) return writesByName(path);
  const [first] = given;
  return first?.value.kind === 'const' && CHANGING_STATEMENT.test(String(first.value.value)) && name !== '';
}
