import type { FileIr } from '../../read/ir';
import { walkDeep } from './walk';

const SIZES = new WeakMap<FileIr, number>();

/** How much code a file holds: its expressions, those of functions and classes included. Never 0. */
export function sizeOf(file: FileIr): number {
  let size = SIZES.get(file);
  if (size === undefined) {
    size = 1;
    walkDeep(file.body, () => (size = (size ?? 0) + 1));
    SIZES.set(file, size);
  }
  return size;
}
