import type { LanguageInfo } from '../../knowledge/languages';
import type { SpecialCalls } from '../engine/flow/machine';
import type { LinkedLanguage } from '../engine/link/linking';
import type { FileIr } from '../read/ir';

/** A language: which files are in it, how their text becomes the common tree, and what the tree means. */
export interface Language extends LanguageInfo, LinkedLanguage {
  /** Calls of libraries whose meaning is more than a row in the dialect's models. */
  specialCalls: SpecialCalls;
  /** Broken syntax is no error: what can be read is kept. Rejects with LowerError or GrammarError. */
  lower(path: string, text: string): Promise<FileIr>;
}
