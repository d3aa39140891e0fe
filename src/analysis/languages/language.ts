import type { LanguageInfo } from '../../knowledge/languages';
import type { LinkedLanguage } from '../engine/link/linking';
import type { FileIr } from '../read/ir';

/** A language: which files are in it, how their text becomes the common tree, and what the tree means. */
export interface Language extends LanguageInfo, LinkedLanguage {
  /** Broken syntax is no error: what can be read is kept. Rejects with LowerError or GrammarError. */
  lower(path: string, text: string): Promise<FileIr>;
}
