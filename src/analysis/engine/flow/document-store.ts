import { DOCUMENT_STORES, SQL_MAPPERS } from '../../../knowledge/flow/stores';
import type { Program } from '../link/definitions';

/**
 * Whether a program talks to a document store, so that a query of a receiver nobody could follow may be one of it.
 * Beside a mapper of relational tables, whose queries look the same, that is a guess.
 */
export function documentStoreIn(program: Program): 'medium' | 'low' | undefined {
  const libraries = [...program.files.keys()].flatMap((file) => librariesOf(program, file));
  if (!libraries.some((name) => DOCUMENT_STORES.test(name))) return undefined;
  return libraries.some((name) => SQL_MAPPERS.test(name)) ? 'low' : 'medium';
}

/** A file that cannot be walked costs itself alone. */
function librariesOf(program: Program, file: string): string[] {
  try {
    return program.importedBy(file).libraries;
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}
