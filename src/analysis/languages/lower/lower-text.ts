import type { FileIr } from '../../read/ir';
import type { Language } from '../language';
import { type Registry, REGISTRY } from '../registry';
import { LowerError } from './lower-error';

function languageFor(path: string, text: string, registry: Registry): Language {
  const language = registry.of(path) ?? registry.ofScript(text.slice(0, text.indexOf('\n') + 1 || text.length));
  if (!language) throw new LowerError('unknown-language', { is: 'language-unknown', name: path });
  return language;
}

/**
 * Parses a file and lowers it to the common tree. Broken syntax is no error: what can be read is kept.
 * Rejects with LowerError (unknown language, too complex) or GrammarError (broken installation).
 */
export async function lowerText(path: string, text: string, registry: Registry = REGISTRY): Promise<FileIr> {
  return languageFor(path, text, registry).lower(path, text);
}
