import { posix } from 'node:path';
import type { FileFact } from '../../../artifacts/inventory';
import { TRANSLATION_DIRECTORIES } from '../../../knowledge/files';
import { isWordLike } from '../../../safety/secrets/known-secrets';
import { everySecretIn, secretsIn, textKindOf } from '../../../safety/secrets/recognise';
import type { SecretSpan } from '../../../safety/secrets/span';

const MAX_TEXT = 1024 * 1024;

/** Bytes of all files that are looked through, in the order of their paths. */
const MAX_ALL = 256 * 1024 * 1024;

/** Translations of the word password stand where a password would. */
export function isTranslation(path: string): boolean {
  return posix
    .dirname(path)
    .toLowerCase()
    .split('/')
    .some((part) => TRANSLATION_DIRECTORIES.has(part));
}

function isWorthKnowing(span: SecretSpan, translation: boolean): boolean {
  if (span.kind === 'private-key' || span.kind === 'token') return true;
  return !translation && !isWordLike(span.value);
}

/**
 * The secrets of one folder while it is analysed: where they stand in a file,
 * and the values that outputs are swept for.
 */
export class FolderSecrets {
  private readonly byPath = new Map<string, readonly SecretSpan[]>();
  private names: ReadonlySet<string> = new Set();
  /** They leave the analysis beside its result, for redaction, and are never written down. */
  readonly values = new Set<string>();

  /**
   * A name of a file that stands where a secret would is none, whatever it is put under: it would be struck out
   * wherever the file is named.
   */
  leaveNamesOf(files: readonly FileFact[]): void {
    this.names = new Set(files.map(({ path }) => path));
  }

  /** Takes over what was recognised in a file before: it need not be looked through again. */
  know(path: string, spans: readonly SecretSpan[]): void {
    this.byPath.set(path, spans);
  }

  /** All that is recognised in a file, in order of place. A file is looked through once. */
  in(path: string, text: string): readonly SecretSpan[] {
    let spans = this.byPath.get(path);
    if (!spans) {
      spans = everySecretIn(text, textKindOf(path));
      this.byPath.set(path, spans);
    }
    return spans.filter(({ value }) => !this.names.has(value));
  }

  /** Remembers what stands in file names and texts, tests and documents included. */
  collect(files: readonly FileFact[], read: (file: FileFact) => string | undefined): void {
    let left = MAX_ALL;
    this.leaveNamesOf(files);
    for (const file of files) {
      for (const { value } of secretsIn(file.path)) this.values.add(value);
      if (file.sha256 === '' || file.size > MAX_TEXT || file.size > left) continue;
      left -= file.size;
      const text = this.byPath.has(file.path) ? '' : read(file);
      if (text === undefined) continue;
      const translation = isTranslation(file.path);
      for (const span of this.in(file.path, text)) if (isWorthKnowing(span, translation)) this.values.add(span.value);
    }
  }
}
