/** Modules whose functions go through collections that they are given. */
export const COLLECTION_MODULES: readonly string[] = [
  'lodash',
  'lodash-es',
  'lodash/fp',
  'lodash/object',
  'lodash/collection',
  'underscore',
  '_',
];

/** Functions that go through the named values of an object. */
export const OVER_NAMES: readonly string[] = ['forOwn', 'forIn', 'forOwnRight', 'forInRight', 'mapValues', 'mapKeys'];

/** Functions that go through the items of a list, or the values of an object, and what they give back. */
export const OVER_ITEMS: Readonly<Record<string, 'answers' | 'collection'>> = {
  each: 'collection',
  forEach: 'collection',
  eachRight: 'collection',
  forEachRight: 'collection',
  filter: 'collection',
  reject: 'collection',
  map: 'answers',
  flatMap: 'answers',
  collect: 'answers',
};
