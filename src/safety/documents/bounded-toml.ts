import { parse, TomlError } from 'smol-toml';
import { DocumentError } from './document-error';

/** Characters and levels; no manifest comes near. */
const TOML_LIMITS = { length: 4 * 1024 * 1024, depth: 100 };

/** TOML that somebody else may have written. Throws DocumentError when it is none, or exceeds the limits. */
export function parseToml(text: string, limits = TOML_LIMITS): Readonly<Record<string, unknown>> {
  if (text.length > limits.length)
    throw new DocumentError('too-large', `it is longer than ${limits.length} characters`);
  try {
    return parse(text, { maxDepth: limits.depth });
  } catch (error) {
    if (error instanceof TomlError)
      throw new DocumentError('malformed', `not TOML: ${error.message.split('\n', 1)[0] ?? ''}`);
    throw error;
  }
}
