import { join } from 'node:path';
import { FOREIGN_DIRECTORIES } from '../../../knowledge/made-folders';
import { languageOf } from '../../../knowledge/languages';
import { unreadCodeByName } from '../../../knowledge/unread-code';
import { entriesOf } from './entries';

/** Entries looked at in all places that are left out, in one listing. */
const MAX_SURVEYED = 50_000;

export interface Surveyed {
  /** Relative paths of code files, in order. */
  code: string[];
  /** The budget ended before the place did: there is more. */
  cut: boolean;
}

export const isCodeName = (path: string): boolean =>
  languageOf(path) !== undefined || unreadCodeByName(path)?.kind === 'language';

/** Looks through places that are not read for code, by name only and with one budget of steps for all of them. */
export class Survey {
  private left: number;

  constructor(
    private readonly root: string,
    most = MAX_SURVEYED,
  ) {
    this.left = most;
  }

  /** Code below a folder. Installed dependencies and links are passed over. */
  folder(path: string): Surveyed {
    const code: string[] = [];
    const open = [path];
    for (let next = open.shift(); next !== undefined; next = open.shift()) {
      if (this.left <= 0) return { code, cut: true };
      const read = entriesOf(join(this.root, next), this.left);
      if ('failed' in read) return { code, cut: true };
      this.left -= read.entries.length + 1;
      for (const entry of read.entries) {
        const inner = `${next}/${entry.name}`;
        if (entry.isDirectory() && !FOREIGN_DIRECTORIES.has(entry.name)) open.push(inner);
        else if (entry.isFile() && isCodeName(inner)) code.push(inner);
      }
    }
    return { code, cut: false };
  }
}
