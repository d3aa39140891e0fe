import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { gunzipSync, gzipSync } from 'node:zlib';
import { KnownSecrets } from '../../safety/secrets/known-secrets';
import type { Code } from '../code';

const MAX_BYTES = 256 * 1024 * 1024;
/** A cached tree is never larger than this; more is no entry of ours. */
const MAX_ENTRY = 256 * 1024 * 1024;

/** Trees made by another build of this program are another program's. */
export function cacheVersion(programFile: string): string {
  return createHash('sha256').update(readFileSync(programFile)).digest('hex').slice(0, 12);
}

/**
 * Lowered files on disk, by content: the same bytes are lowered once, wherever they lie. Losing entries costs only time, so
 * nothing here fails: what cannot be read is made again, what cannot be written is not kept.
 */
export class IrCache {
  constructor(
    private readonly directory: string,
    private readonly version: string,
  ) {}

  private path(sha256: string, language: string): string {
    return join(this.directory, sha256.slice(0, 2), `${sha256}-${language}-${this.version}.json.gz`);
  }

  /** The JSON text of the tree. */
  read(sha256: string, language: string): Buffer | undefined {
    const path = this.path(sha256, language);
    try {
      const json = gunzipSync(readFileSync(path), { maxOutputLength: MAX_ENTRY });
      // The time of the last use decides what is dropped first.
      utimesSync(path, new Date(), new Date());
      return json;
    } catch {
      // Not there, or damaged: either way it is made again.
      return undefined;
    }
  }

  drop(sha256: string, language: string): void {
    removeQuietly(this.path(sha256, language));
  }

  /** Written beside and renamed: another process sees the whole entry or none. */
  write(sha256: string, language: string, json: Buffer): void {
    const path = this.path(sha256, language);
    const temporary = `${path}.${process.pid}-${threadId}.tmp`;
    try {
      mkdirSync(join(this.directory, sha256.slice(0, 2)), { recursive: true });
      writeFileSync(temporary, gzipSync(json, { level: 1 }));
      renameSync(temporary, path);
    } catch {
      // Disk full or read-only: the next run parses again.
      removeQuietly(temporary);
    }
  }
}

/** Takes out the trees of files in which a secret stands that was recognised elsewhere in the folder: a tree holds its texts. */
export function forgetSecrets(directory: string, programFile: string, { inventory, files, texts }: Code, secrets: Iterable<string>): void {
  const known = new KnownSecrets();
  known.add(secrets);
  const cache = new IrCache(directory, cacheVersion(programFile));
  for (const { path, sha256, language } of inventory.files) {
    if (files.has(path) && known.spansIn(`${path}\n${texts.text(path)}`).length > 0) cache.drop(sha256, language ?? '');
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // There is no such place at all.
    return;
  }
}

interface Entry {
  path: string;
  size: number;
  used: number;
}

function entries(directory: string): Entry[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const path = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(path);
    return [{ path, size, used: mtimeMs }];
  });
}

/** Drops the entries that were not used for longest until the cache is below `maxBytes`. */
export function pruneCache(directory: string, maxBytes = MAX_BYTES): void {
  try {
    const all = entries(directory).sort((a, b) => b.used - a.used);
    let total = 0;
    for (const entry of all) {
      total += entry.size;
      if (total > maxBytes) rmSync(entry.path, { force: true });
    }
  } catch {
    // Someone else is pruning, or there is no cache: nothing to do.
    return;
  }
}
