import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { patiently } from '../../safety/files/patience';
import { entryAt, refusal } from './git-files';
import type { Repository } from './repository';

/** Of loose objects and packs; a repository with more has not been packed for years. */
const MAX_ENTRIES = 2_000_000;
const PLAIN_FOLDER = /^([0-9a-f]{2}|pack|info)$/;

async function checkedEntries(folder: string): Promise<Dirent[]> {
  const entries = await patiently(() => readdir(folder, { withFileTypes: true }));
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory());
  if (odd !== undefined) throw refusal(`${join(folder, odd.name)} is a link or a special file, among git's objects.`);
  return entries;
}

function refuseBorrowed(objects: string): void {
  for (const name of ['alternates', 'http-alternates']) {
    const file = join(objects, 'info', name);
    if (entryAt(file) !== undefined) throw refusal(`This repository borrows objects from another place (${file}).`);
  }
}

/**
 * The folder of a repository's objects, once it is known that git meets nothing but plain files in it: no link, no
 * pipe, no other place that objects are taken from.
 * @throws RunError `git-refused`
 */
export async function objectsOf({ commonDir }: Repository): Promise<string> {
  const objects = join(commonDir, 'objects');
  if (!entryAt(objects)?.isDirectory()) throw refusal(`${objects} is no folder of its own.`);
  const folders = (await checkedEntries(objects)).filter(({ name }) => PLAIN_FOLDER.test(name));
  refuseBorrowed(objects);
  let entries = 0;
  for (const { name } of folders) {
    entries += (await checkedEntries(join(objects, name))).length;
    if (entries > MAX_ENTRIES) throw refusal(`${objects} holds more than ${MAX_ENTRIES} files.`);
  }
  return objects;
}
