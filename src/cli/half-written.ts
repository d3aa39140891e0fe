import { rmSync } from 'node:fs';

/** Files of this process beside what the user named, which have not got their names yet. */
const halfWritten = new Set<string>();

export const noteHalfWritten = (path: string): void => void halfWritten.add(path);
export const noteWritten = (path: string): void => void halfWritten.delete(path);

/** Removes them without waiting for anything: for a process that ends at this moment. */
export function removeHalfWritten(): void {
  for (const path of halfWritten) rmSync(path, { force: true });
  halfWritten.clear();
}
