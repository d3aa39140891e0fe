import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../../src/artifacts/inventory';
import { type Time, timed } from './time';

/** The floor every figure is compared with: read and hash (SHA-256) all bytes of the files the analysis is given. */
export async function readAndHash(root: string, inventory: Inventory): Promise<Time & { bytes: number }> {
  let bytes = 0;
  const time = await timed(async () => {
    for (const file of inventory.files) {
      if (file.sha256 === '') continue;
      const content = readFileSync(join(root, file.path));
      createHash('sha256').update(content).digest('hex');
      bytes += content.length;
    }
  });
  return { ...time, bytes };
}
