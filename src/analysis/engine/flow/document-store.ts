import { DOCUMENT_STORES } from '../../../knowledge/flow/stores';
import type { Program } from '../link/definitions';

/** Whether a program talks to a document store, so that a query of a receiver nobody could follow may be one of it. */
export function documentStoreIn(program: Program): boolean {
  return [...program.files.keys()].some((file) =>
    librariesOf(program, file).some((name) => DOCUMENT_STORES.test(name)),
  );
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
