import { readFileSync, rmSync } from 'node:fs';

/** Lock files of this process, with the token that proves them ours. */
const held = new Map<string, string>();

export const noteHeld = (path: string, token: string): void => void held.set(path, token);
export const noteReleased = (path: string): void => void held.delete(path);

function isOurs(path: string, token: string): boolean {
  try {
    return readFileSync(path, 'utf8').includes(token);
  } catch {
    return false;
  }
}

/** Releases every lock of this process without waiting for anything: for a process that ends at this moment. */
export function releaseHeldLocks(): void {
  for (const [path, token] of held) {
    if (isOurs(path, token)) rmSync(path, { force: true });
  }
  held.clear();
}
