import { type Dirent, lstatSync, opendirSync } from 'node:fs';
import { join } from 'node:path';
import { patientlySync } from '../../../safety/files/patience';

/** Entries of one folder. A folder with more is made by a machine, or to be in the way: it is named and not entered. */
const MAX_ENTRIES = 200_000;
/** Read from the system at once. */
const BUFFERED = 512;

export type FolderEntries = { entries: Dirent[] } | { failed: string };

/** The entries of a folder, sorted by name, so that the order of the file system shows nowhere. Never throws. */
export function entriesOf(path: string, most = MAX_ENTRIES): FolderEntries {
  const entries: Dirent[] = [];
  try {
    const folder = patientlySync(() => opendirSync(path, { bufferSize: BUFFERED }));
    try {
      for (let entry = folder.readSync(); entry; entry = folder.readSync()) {
        if (entries.length >= most) return { failed: 'crowded' };
        entries.push(entry);
      }
    } finally {
      folder.closeSync();
    }
  } catch (error) {
    return { failed: (error as NodeJS.ErrnoException).code ?? 'unreadable' };
  }
  return { entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** Whether a name was changed while it was turned into text, so that the file cannot be reached by it. */
export function isUnreachable(folder: string, name: string): boolean {
  if (!name.includes('\ufffd')) return false;
  try {
    lstatSync(join(folder, name));
    return false;
  } catch {
    // There is nothing of that name: its bytes are no UTF-8.
    return true;
  }
}
