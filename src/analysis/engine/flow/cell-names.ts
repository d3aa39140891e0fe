/** Cells of an object that are no members of their own name. */

/** Items of an array in order, while they are all known. */
export const ITEMS = '#items';
/** What was put in under a name, or at a place, that is not known. */
export const REST = '#rest';
/** Outside data that an object holds copies of, name by name. */
export const COPIED = '#copied';
