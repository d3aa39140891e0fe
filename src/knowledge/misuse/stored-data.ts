/** Makes whatever objects a text asks for, by running what it names. */
export const REVIVES =
  /^(?:_?pickle|cPickle|dill|cloudpickle|jsonpickle)\.(?:loads|decode|Unpickler\(\)\.load)$|^node-serialize\.unserialize$/;

/** Asks a store for a record. */
export const FETCHES_RECORD =
  /(?:^|\.)(?:objects|query)\.(?:\w+\(\)\.)*(?:get|first|get_or_404|one|one_or_none|last)$|(?:^|\.)(?:get_object_or_404|findOne|findById|findByPk|findUnique|findFirst|find_one)$/;
