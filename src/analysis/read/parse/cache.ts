import { createHash } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { readWhole } from '../../../safety/files/guarded-read';
import { patientlySync } from '../../../safety/files/patience';
import { KnownSecrets } from '../../../safety/secrets/known-secrets';
import type { Code } from '../code';

const MAX_BYTES = 256 * 1024 * 1024;
/** A cached tree is never larger than this; more is no entry of ours. */
const MAX_ENTRY = 256 * 1024 * 1024;
/** A process that writes an entry is done with it long before. Milliseconds. */
const LEFT_OVER = 24 * 60 * 60 * 1000;
/** What this module names its files: everything else in the folder is somebody else's. */
const SHELF = /^[0-9a-f]{2}$/;
const ENTRY = /^[0-9a-f]{64}-[a-z]+-[0-9a-z]+\.json\.gz$/;
const TEMPORARY = /^[0-9a-f]{64}-[a-z]+-[0-9a-z]+\.json\.gz\.\d+-\d+\.tmp$/;
const SUM_LENGTH = 64;

/** Trees made by another build of this program are another program's. */
export function cacheVersion(programFile: string): string {
  const program = patientlySync(() => readFileSync(programFile));
  return createHash('sha256').update(program).digest('hex').slice(0, 12);
}

const Span = z.object({ line: z.int(), column: z.int(), endLine: z.int(), endColumn: z.int() });
const Node = z.looseObject({ kind: z.string(), span: Span });
/** The frame of a tree; what is inside was whole when it was written, which the sum proves. */
const Tree = z.looseObject({
  path: z.string(),
  language: z.string(),
  body: z.array(Node),
  syntaxErrors: z.array(Span),
});

function holdsTree(json: Buffer, language: string): boolean {
  const tree = Tree.safeParse(JSON.parse(json.toString('utf8')));
  return tree.success && tree.data.language === language;
}

/**
 * Lowered files on disk, by content: the same bytes are lowered once, wherever they lie. Losing entries costs only
 * time, so
 * nothing here fails: what cannot be read, is not whole or is no tree is made again, what cannot be written is not
 * kept.
 * The folder must not lie in what is analysed: who can write it decides what is found.
 */
export class IrCache {
  constructor(
    private readonly directory: string,
    private readonly version: string,
  ) {}

  private shelf(sha256: string): string {
    return join(this.directory, sha256.slice(0, 2));
  }

  private path(sha256: string, language: string): string {
    return join(this.shelf(sha256), `${sha256}-${language}-${this.version}.json.gz`);
  }

  /** Bound to what the entry is for: one that was renamed or copied over another is not taken for it. */
  private sum(sha256: string, language: string, json: Buffer): string {
    return createHash('sha256').update(`${this.version}\n${language}\n${sha256}\n`).update(json).digest('hex');
  }

  /** The JSON text of the tree. */
  read(sha256: string, language: string): Buffer | undefined {
    const path = this.path(sha256, language);
    try {
      if (!isFolder(this.shelf(sha256))) return undefined;
      const entry = gunzipSync(readWhole(path, MAX_ENTRY), { maxOutputLength: MAX_ENTRY });
      const json = entry.subarray(SUM_LENGTH);
      if (entry.toString('latin1', 0, SUM_LENGTH) !== this.sum(sha256, language, json) || !holdsTree(json, language))
        return undefined;
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
      mkdirSync(this.shelf(sha256), { recursive: true, mode: 0o700 });
      if (!isFolder(this.shelf(sha256))) return;
      const entry = Buffer.concat([Buffer.from(this.sum(sha256, language, json), 'latin1'), json]);
      writeFileSync(temporary, gzipSync(entry, { level: 1 }), { flag: 'wx', mode: 0o600 });
      renameSync(temporary, path);
    } catch {
      // Disk full or read-only: the next run parses again.
      removeQuietly(temporary);
    }
  }
}

/**
 * Takes out the trees of files in which a secret stands that was recognised elsewhere in the folder: a tree holds its
 * texts.
 */
export function forgetSecrets(
  directory: string,
  programFile: string,
  { inventory, files, texts }: Code,
  secrets: Iterable<string>,
): void {
  const known = new KnownSecrets();
  known.add(secrets);
  const cache = new IrCache(directory, cacheVersion(programFile));
  for (const { path, sha256, language } of inventory.files) {
    if (files.has(path) && known.spansIn(`${path}\n${texts.text(path)}`).length > 0) cache.drop(sha256, language ?? '');
  }
}

/** A folder itself, not a link to one. */
const isFolder = (path: string): boolean => lstatSync(path).isDirectory();

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

/** The files of ours on a shelf. Links are not followed, whatever their names. */
function entriesOn(shelf: string, pattern: RegExp): Entry[] {
  return readdirSync(shelf).flatMap((name) => {
    const path = join(shelf, name);
    const found = pattern.test(name) ? lstatSync(path) : undefined;
    return found?.isFile() ? [{ path, size: found.size, used: found.mtimeMs }] : [];
  });
}

function entries(directory: string, pattern: RegExp): Entry[] {
  const shelves = readdirSync(directory)
    .filter((name) => SHELF.test(name))
    .map((name) => join(directory, name));
  return shelves.filter(isFolder).flatMap((shelf) => entriesOn(shelf, pattern));
}

function dropOldest(directory: string, maxBytes: number): void {
  let total = 0;
  for (const entry of entries(directory, ENTRY).sort((a, b) => b.used - a.used)) {
    total += entry.size;
    if (total > maxBytes) rmSync(entry.path, { force: true });
  }
}

/**
 * Drops the entries that were not used for longest until the cache is below `maxBytes`, and what a killed process left
 * half-written. Deletes nothing but regular files with the names that this module gives.
 */
export function pruneCache(directory: string, maxBytes = MAX_BYTES): void {
  try {
    dropOldest(directory, maxBytes);
    const old = Date.now() - LEFT_OVER;
    for (const { path, used } of entries(directory, TEMPORARY)) if (used < old) rmSync(path, { force: true });
  } catch {
    // Someone else is pruning, or there is no cache: nothing to do.
    return;
  }
}
