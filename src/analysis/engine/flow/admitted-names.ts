import { ANY_NAME, type Need, type SentField } from '../../../artifacts/way';
import { answers } from '../../../knowledge/witness/meets';
import { fieldOf } from './asks';
import type { Passed } from './conditions';
import type { Value } from './value';

/** What was asked on a path of the names in a record of named values. */

const keyOf = ({ source, path }: SentField): string => `${source} ${path.join('.')}`;

/** Whether a name can have met the need; undefined where that is not known of a name. */
function met(need: Need, fields: ReadonlySet<string>, name: string): boolean | undefined {
  switch (need.kind) {
    case 'field': {
      if (!fields.has(keyOf(need.field)) || need.test.is === 'passes') return undefined;
      const answer = answers(need.test, name);
      return answer === undefined ? undefined : answer === need.holds;
    }
    case 'all':
      return need.of.some((one) => met(one, fields, name) === false) ? false : undefined;
    case 'any':
      return need.of.every((one) => met(one, fields, name) === false) ? false : undefined;
    default:
      return undefined;
  }
}

const mentions = (need: Need, fields: ReadonlySet<string>): boolean => {
  if (need.kind === 'field') return fields.has(keyOf(need.field));
  return (need.kind === 'all' || need.kind === 'any') && need.of.some((one) => mentions(one, fields));
};

/** Tells which names can have got to the end of the path; undefined where nothing was asked of `name`. */
export function admittedNames(passed: Passed | undefined, name: Value): ((candidate: string) => boolean) | undefined {
  const fields = new Set(
    name.marks
      .map(fieldOf)
      .filter(({ path }) => path.at(-1) === ANY_NAME)
      .map(keyOf),
  );
  const needs: Need[] = [];
  for (let at = passed; at; at = at.before) if (mentions(at.condition.need, fields)) needs.push(at.condition.need);
  return needs.length === 0 ? undefined : (candidate) => needs.every((need) => met(need, fields, candidate) !== false);
}
