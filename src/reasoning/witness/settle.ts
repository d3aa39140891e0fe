import type { CodeSpan } from '../../artifacts/code-span';
import type { FieldTest, Need, PassedCondition, SentField } from '../../artifacts/way';
import type { NoWitness } from '../../artifacts/witness';
import { ordinary, passing } from '../../knowledge/witness/samples';
import { answers, type SentValue, STORED } from '../../knowledge/witness/meets';
import { readPattern } from '../../safety/text/read-pattern';

/** Values for fields that meet every condition. */
export interface Settled {
  values: Map<string, { field: SentField; value: SentValue }>;
  /** What must not be sent. */
  absent: Set<string>;
  meets: CodeSpan[];
  given: { at: CodeSpan; holds: boolean }[];
}

interface Leaf {
  field: SentField;
  test: FieldTest;
  holds: boolean;
  at: CodeSpan;
}

/** So many ways to meet all conditions are tried. */
const MOST_TRIES = 24;

const CLASSES: Readonly<Record<string, string>> = {
  form: 'body',
  'text-query': 'query',
  'path-segment': 'path',
  referrer: 'header',
};

/** What names the same field of the same part of a request, whatever the part is called where it is read. */
export const keyOf = ({ source, path }: SentField): string =>
  `${CLASSES[source] ?? source} ${path.join('.').toLowerCase()}`;

/** Leaves of which all must hold, for each way to meet a need; undefined when something was not understood. */
function waysToMeet(need: Need, at: CodeSpan): Leaf[][] | undefined {
  switch (need.kind) {
    case 'field':
      return need.field.piece ? undefined : [[{ field: need.field, test: need.test, holds: need.holds, at }]];
    case 'state':
      return [[]];
    case 'unknown':
      return undefined;
    case 'any': {
      const all = need.of.flatMap((one) => waysToMeet(one, at) ?? []);
      return all.length === 0 ? undefined : all;
    }
    case 'all':
      return product(need.of.map((one) => waysToMeet(one, at)));
  }
}

function product(parts: readonly (Leaf[][] | undefined)[]): Leaf[][] | undefined {
  let all: Leaf[][] = [[]];
  for (const part of parts) {
    if (!part) return undefined;
    all = all.flatMap((left) => part.map((right) => [...left, ...right])).slice(0, MOST_TRIES);
  }
  return all;
}

/** The values that a test suggests for its field. */
function suggested({ test, holds, field }: Leaf): SentValue[] {
  if (!holds) return test.is === 'present' ? [undefined, ''] : [];
  switch (test.is) {
    case 'equal':
      return test.to;
    case 'starts':
    case 'contains':
      return [test.text, `${test.text}abc`];
    case 'ends':
      return [`abc${test.text}`];
    case 'matches':
      return [readPattern(test.pattern, test.flags, test.anchors)?.sample()];
    case 'type':
      return [{ string: 'abc', number: 1, boolean: true, object: {} }[test.type]];
    case 'compares':
      return [test.to, test.to + 1, test.to - 1];
    case 'length':
      return [Math.max(0, test.to), test.to + 1, Math.max(0, test.to - 1)].map((count) =>
        'a'.repeat(Math.min(count, 300)),
      );
    case 'passes':
      return [passing(test.check)];
    case 'stored':
      return [STORED];
    default:
      return [ordinary(field.path.at(-1) ?? '')];
  }
}

/** That it is what is stored is for whoever knows it to say. */
const isStored = ({ test }: Leaf): boolean => test.is === 'stored';

const METHODS = ['POST', 'GET', 'PUT', 'DELETE'];

const usual = ({ source, path }: SentField): SentValue[] =>
  source === 'method' ? METHODS : [ordinary(path.at(-1) ?? ''), '1', 'abc'];

/** A check of a library is met by the value that is known to pass it. */
const meets = ({ test, holds }: Leaf, value: SentValue): boolean =>
  test.is === 'passes' ? !holds || value === passing(test.check) : answers(test, value) === holds;

/** Whether something below the field is sent: then it is there. */
const holdsBelow = ({ test, holds }: Leaf, key: string, fixed: ReadonlyMap<string, SentValue>): boolean =>
  holds &&
  (test.is === 'present' || (test.is === 'type' && test.type === 'object')) &&
  [...fixed.keys()].some((other) => (key.endsWith(' ') ? other.startsWith(key) : other.startsWith(`${key}.`)));

/**
 * Values that meet all conditions, with those in `fixed` as they are; else the place of the first condition that was
 * not understood, or that no value was found for.
 */
export function settle(
  conditions: readonly PassedCondition[],
  fixed: ReadonlyMap<string, SentValue>,
): Settled | NoWitness {
  const spoken = conditions.filter(({ need }) => need.kind !== 'state');
  let all: Leaf[][] = [[]];
  for (const { need, at } of spoken) {
    const ways = waysToMeet(need, at);
    if (!ways) return { why: 'not-understood', at };
    all = all.flatMap((left) => ways.map((right) => [...left, ...right])).slice(0, MOST_TRIES);
  }
  let failed: CodeSpan | undefined;
  for (const leaves of all) {
    const found = assign(leaves, fixed);
    if ('values' in found)
      return {
        ...found,
        meets: spoken.filter(({ at }) => !leaves.some((leaf) => leaf.at === at && isStored(leaf))).map(({ at }) => at),
        given: conditions
          .filter(({ need, at }) => need.kind === 'state' || leaves.some((leaf) => leaf.at === at && isStored(leaf)))
          .map(({ at, holds }) => ({ at, holds })),
      };
    failed ??= found.failed;
  }
  return { why: 'cannot-hold', at: failed ?? (spoken[0] as PassedCondition).at };
}

function assign(
  leaves: readonly Leaf[],
  fixed: ReadonlyMap<string, SentValue>,
): Pick<Settled, 'values' | 'absent'> | { failed: CodeSpan } {
  const byField = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const key = keyOf(leaf.field);
    byField.set(key, [...(byField.get(key) ?? []), leaf]);
  }
  const values: Settled['values'] = new Map();
  const absent = new Set<string>();
  const sent = new Map(fixed);
  // What is deeper down is settled first: what is around it is there then.
  const inOrder = [...byField].sort(([a], [b]) => b.length - a.length);
  for (const [key, mine] of inOrder) {
    if (mine.every((leaf) => holdsBelow(leaf, key, sent))) continue;
    const candidates = fixed.has(key)
      ? [fixed.get(key)]
      : [...mine.flatMap(suggested), ...usual((mine[0] as Leaf).field), undefined];
    const value = candidates.findIndex((one) => mine.every((leaf) => meets(leaf, one)));
    if (value < 0) return { failed: (mine[0] as Leaf).at };
    const chosen = candidates[value];
    if (chosen === undefined) absent.add(key);
    if (chosen === undefined || fixed.has(key)) continue;
    values.set(key, { field: (mine[0] as Leaf).field, value: chosen });
    sent.set(key, chosen);
  }
  return { values, absent };
}
