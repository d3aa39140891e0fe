import { ANY_ITEM, ANY_NAME, ANY_VALUE, type SentField } from '../../artifacts/way';
import { type SentValue, textOf } from '../../knowledge/witness/meets';
import { ordinary } from '../../knowledge/witness/samples';

/** Fields that may have any name, under a name; items of lists at their places. */

/** A field with the value it is sent with. */
export interface Filled {
  field: SentField;
  value: SentValue;
}

/** What the value is called where nothing says what it has to be called. */
const SOME_NAME = 'x';

export const isAny = (step: string): boolean => step === ANY_NAME || step === ANY_VALUE;

/** The place in a list that a step of a path stands for. */
export function itemAt(step: string): number | undefined {
  if (step === ANY_ITEM) return 0;
  const at = /^\[(\d+)\]$/.exec(step)?.[1];
  return at === undefined ? undefined : Number(at);
}

const recordOf = ({ source }: SentField, path: readonly string[]): string => `${source} ${path.join('.')}`;

/** The fields with the names that were chosen for them. A name that carries something has some value. */
export function placed(filled: readonly Filled[]): Filled[] {
  const names = new Map<string, string>();
  for (const { field, value } of filled)
    if (field.path.at(-1) === ANY_NAME) names.set(recordOf(field, field.path.slice(0, -1)), textOf(value));
  const found = filled.flatMap(({ field, value }): Filled[] => {
    const carrier = field.path.at(-1) === ANY_NAME;
    const below = recordOf(field, field.path.slice(0, -1));
    if (carrier && filled.some((other) => recordOf(other.field, other.field.path).startsWith(join(below, ANY_VALUE))))
      return [];
    const path = field.path.map((step, at) =>
      isAny(step) ? (names.get(recordOf(field, field.path.slice(0, at))) ?? SOME_NAME) : step,
    );
    return [{ field: { ...field, path }, value: carrier ? ordinary('') : value }];
  });
  return found;
}

const join = (record: string, step: string): string =>
  record.endsWith(' ') ? `${record}${step}` : `${record}.${step}`;
