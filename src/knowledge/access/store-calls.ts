/**
 * What the methods of libraries that keep data do, by their names. They count only where the receiver is known to be
 * such a library, one of its models, or something it returned.
 */
export type StoreCall =
  'one' | 'many' | 'count' | 'create' | 'update' | 'delete' | 'save' | 'make' | 'flush' | 'narrow';

const CALLS: readonly [StoreCall, RegExp][] = [
  [
    'one',
    /^(?:a?get|find_?one\w*|findOneBy\w*|findUnique\w*|findFirst\w*|findByPk|find_?by_?id\w*|get_or_\w+|get_by_id|getOne\w*|getRow|getCell|a?first|first_or_404|firstOrFail|one|one_or_\w+|scalar|scalar_one\w*|fetch_?one|load|get_object_or_404|last|latest|earliest)$/i,
  ],
  [
    'many',
    /^(?:find|findAll|findMany|findBy|findAndCount\w*|all|paginate|toArray|getMany\w*|getRawMany|getAll|fetch_?all|fetchmany|scalars|values|values_list|get_list_or_404|list|iterator|mget|scan|getAssoc)$/i,
  ],
  ['count', /^(?:a?count\w*|estimatedDocumentCount|a?exists|aggregate|groupBy|distinct|sum|avg|average|min|max)$/i],
  ['create', /^(?:a?create|createMany\w*|insert\w*|bulk_?create|a?bulk_create|add_all|createAndSave)$/i],
  [
    'update',
    /^(?:a?update|update_?(?:one|many|by_?id)|findOneAnd(?:Update|Replace)|findByIdAndUpdate|findAndModify|find_one_and_(?:update|replace)|upsert|updateOrCreate|a?update_or_create|replace_?one|increment|decrement|patch|bulk_update|set|touch|restore)$/i,
  ],
  [
    'delete',
    /^(?:a?delete|delete_?(?:one|many|by_?id)|destroy|remove|findByIdAnd(?:Delete|Remove)|findOneAnd(?:Delete|Remove)|find_one_and_delete|del|trash|truncate|soft(?:Delete|Remove))$/i,
  ],
  ['save', /^(?:a?save|store|add|merge|persist\w*|put)$/i],
  ['make', /^(?:build|dispense|new)$/],
  ['flush', /^(?:commit|flush|saveChanges)$/],
];

/** What a method does by its name; whatever is not known narrows a query, or turns it into another. */
export function storeCall(method: string): StoreCall {
  return CALLS.find(([, names]) => names.test(method))?.[0] ?? 'narrow';
}

/** Asks for one and fails when there is none. */
export const FAILS_WITHOUT = /(?:_or_404|OrThrow|OrFail)$|^(?:one|scalar_one|get_object_or_404)$/;

/** Methods whose arguments say which objects are meant. */
export const NARROWING = /^(?:filter|filter_by|where|andWhere|orWhere|whereIn|having|equals|eq|by|match|exclude)$/i;

/** Methods that give what a store keeps where all they are handed are fields by their names: `get(pk=key)`. */
export const ASKED_BY_FIELDS = /^(?:a?get|filter|exclude|filter_by|a?first|latest|earliest)$/;

/** Methods whose arguments say which objects are not meant. */
export const EXCLUDING = /^(?:exclude|whereNot|andWhereNot)$/;

/** Methods of a connection that run the query they are handed. */
export const RUNS_QUERY = /^(?:exec|execute|scalars?|scalar_one\w*|stream(?:_scalars)?|fetch_?(?:all|one|val))$/;

/** Ways to say that one of several conditions suffices. */
export const EITHER = /^(?:\$or|OR|or_|or)$/;

/** Keys of an argument under which stands what is written. */
export const WRITTEN_KEYS: ReadonlySet<string> = new Set([
  'data',
  'set',
  '$set',
  'values',
  'defaults',
  'create',
  'update',
]);
/** Keys of an argument that say nothing about which objects are meant. */
export const SHAPING_KEYS: ReadonlySet<string> = new Set([
  'include',
  'attributes',
  'order',
  'orderBy',
  'select',
  'limit',
  'offset',
  'skip',
  'take',
  'raw',
  'transaction',
  'relations',
  'options',
  'projection',
  'sort',
  'load_only',
]);
/** Keys of an argument under which the condition stands. */
export const CONDITION_KEYS: ReadonlySet<string> = new Set(['where', 'filter', 'query', 'criteria', 'with_parent']);

/** Fields that take an object away without removing it. */
export const REMOVAL_FIELDS = /^(?:is_?)?(?:archived|deleted|removed|trashed)(?:_?at)?$/i;

/** Functions that set members of their first argument. */
export const SETTERS = /^(?:setattr|Object\.assign|_\.(?:assign|merge|extend))$/;

/** Libraries of `STORE_LIBRARIES` whose calls are no access to data of the application. */
export const NOT_DATA: ReadonlySet<string> = new Set(['filesystem', 'ldap', 'redis', 'elasticsearch']);
