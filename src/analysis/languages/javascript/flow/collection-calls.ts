import { arrayLike, elementOf, entryOf, namesIn, objectsOf } from '../../../engine/flow/collections';
import type { Machine, SpecialCall } from '../../../engine/flow/machine';
import { argumentAt as at } from '../../../engine/flow/special-values';
import { type Value, UNKNOWN } from '../../../engine/flow/value';
import type { Span } from '../../../read/ir';
import { COLLECTION_MODULES, OVER_ITEMS, OVER_NAMES } from '../../../../knowledge/flow/collection-calls';

/** Functions of libraries that call what they are given with each value of a collection, and its name or number. */

const isList = (value: Value): boolean => objectsOf(value).some((object) => object.shape === 'array');

function eachOf(m: Machine, collection: Value, callback: Value, span: Span, named: boolean): Value {
  const value = named ? entryOf(m, collection, span) : elementOf(m, collection, span);
  const name = isList(collection) ? UNKNOWN : namesIn(m, collection);
  const positional = [value, name, collection].map((one) => ({ value: one, span }));
  const { result, state } = m.branch(() => m.call(callback, { positional, named: new Map() }, span));
  m.state.absorb(state);
  m.endedAt = undefined;
  return result;
}

const over =
  (named: boolean, gives: 'answers' | 'collection'): SpecialCall =>
  (m, args, span) => {
    const [collection, callback] = [at(args, 0), at(args, 1)];
    if (!callback.refs.some((ref) => ref.kind === 'function')) return undefined;
    const answer = eachOf(m, collection, callback, span, named);
    return gives === 'answers' ? arrayLike(m, answer) : collection;
  };

const paths = (name: string): string[] => [
  ...COLLECTION_MODULES.flatMap((module) => [`${module}.${name}`, `${module}/${name}`, `${module}/${name}.default`]),
  `lodash.${name.toLowerCase()}`,
];

export const COLLECTION_CALLS: readonly (readonly [string, SpecialCall])[] = [
  ...OVER_NAMES.flatMap((name) => paths(name).map((path) => [path, over(true, 'collection')] as const)),
  ...Object.entries(OVER_ITEMS).flatMap(([name, gives]) =>
    paths(name).map((path) => [path, over(false, gives)] as const),
  ),
];
