import type { Span } from '../../read/ir';

/** An item of a list, as a part of a path. */
export const ITEM_OF = '[]';

/** A value that a template writes into the page as it is, of those that a call hands to it. */
export interface RawUse {
  /** The template, and the place in it. */
  file: string;
  span: Span;
  /** From the name that the template is given to the value; `[]` is an item of a list. */
  path: readonly string[];
  /** Of the positional arguments, those from here on hold what the template is given. */
  from: number;
  /** There is no other template that may be meant. */
  sure: boolean;
}
