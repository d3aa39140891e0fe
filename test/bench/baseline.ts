import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../src/artifacts/facts';

/** The floor every figure is compared with: read and hash (SHA-256) all bytes of the files the analysis is given. Milliseconds. */
export function readAndHash(root: string, inventory: Inventory): { milliseconds: number; bytes: number } {
  const start = performance.now();
  let bytes = 0;
  for (const file of inventory.files) {
    if (file.sha256 === '') continue;
    const content = readFileSync(join(root, file.path));
    createHash('sha256').update(content).digest('hex');
    bytes += content.length;
  }
  return { milliseconds: performance.now() - start, bytes };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
