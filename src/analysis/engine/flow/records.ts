import { REST } from './cells';
import { bits, hasFamily } from '../../../knowledge/flow/families';
import { objectsOf } from './collections';
import { ENTRY, ITEM } from './identities';
import type { Machine } from './machine';
import { COPIED } from './cells';
import { isWholeOf, type Identity, type Mark } from './mark';
import type { Value } from './value';
import { joinMarks } from './join';

/** Which outside data can name fields of its own choice. */

const MASS = bits('mass-assignment');
const CHOOSES_KEYS = new Set(['body', 'form', 'message']);

/** The data as a whole, with every key the sender liked. */
export function isWhole(mark: Mark): boolean {
  return isWholeOf(mark.identity) && CHOOSES_KEYS.has(mark.origin.kind) && (mark.bits & MASS) !== 0;
}

/** What of `value` takes over whole requests: the request itself, or an object it was spread into. */
export function wholeRecord(m: Machine, value: Value): Value {
  let marks: readonly Mark[] = value.marks.filter(isWhole);
  for (const object of objectsOf(value)) {
    if (object.ambient) continue;
    const copied = object.cells.get(COPIED);
    const whole = copied && m.state.get(copied);
    if (whole) marks = joinMarks(marks, openMarks(whole));
    const rest = object.cells.get(REST);
    const held = rest && m.state.get(rest);
    if (held)
      marks = joinMarks(
        marks,
        held.marks.filter((mark) => isAnyPart(m, mark)),
      );
  }
  return { ...value, marks };
}
/** What was copied under whatever name it had. */
const openMarks = (copied: Value): readonly Mark[] =>
  objectsOf(copied).flatMap((object) => (object.admits ? [] : (object.ambient?.marks ?? []).filter(isWhole)));

function isAnyPart(m: Machine, mark: Mark): boolean {
  const parent: Identity | undefined = mark.identity.parent;
  return (
    parent !== undefined &&
    isWholeOf(parent) &&
    (m.identity(parent, ITEM) === mark.identity || m.identity(parent, ENTRY) === mark.identity) &&
    CHOOSES_KEYS.has(mark.origin.kind)
  );
}

export const isName = ({ identity: { any, parent }, ...mark }: Mark): boolean =>
  any === 'name' && parent !== undefined && isWhole({ ...mark, identity: parent });

/** `record[key] = …` and `setattr(record, key, …)` with a key out of the request: the sender chooses the field. */
export function chosenField(object: Value, key: Value): readonly Mark[] {
  const record = object.refs.some((ref) =>
    ref.kind === 'external' ? !ref.path.startsWith('@') : ref.kind === 'object' && ref.object.shape === 'instance',
  );
  return record ? key.marks.filter((mark) => isName(mark) && hasFamily(mark.bits, 'mass-assignment')) : [];
}
