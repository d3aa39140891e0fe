import type { Sensitivity } from '../artifacts/enums';

/** A kind of data, recognised by the names of fields, with what follows from holding it. */
export interface DataClass {
  id: string;
  /** As stored in `data_types[].category`. */
  category: string;
  label: string;
  sensitivity: Sensitivity;
  /**
   * Word sequences: a field belongs to the class if all words of one appear in
   * its name, in this order and side by side.
   */
  words: readonly string[];
  /** Words that count only in a structure about a person, or one that has a stronger field of the class. */
  weakWords: readonly string[];
  regulations: readonly string[];
  /** Id of the crown jewel this class makes. */
  crownJewel: string;
  rationale: string;
  /** Matching hints for files and flows. */
  keywords: readonly string[];
  protection: readonly string[];
}
