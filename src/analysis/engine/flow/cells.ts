import { Cell, type HeapObject } from './value';

/** What items of a list hold, and members whose names are not known. */
export const ITEMS = '#items';
export const REST = '#rest';
/** Outside data that an object holds copies of, name by name. */
export const COPIED = '#copied';

export function cellOf(object: HeapObject, key: string): Cell {
  let cell = object.cells.get(key);
  if (!cell) object.cells.set(key, (cell = new Cell(object.id)));
  return cell;
}
