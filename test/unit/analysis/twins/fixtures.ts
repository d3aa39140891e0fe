import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const FIXTURES = join(__dirname, '../../../fixtures');
export const SAMPLE = join(FIXTURES, 'sample');

/** Texts by path, with forward slashes. */
export type Files = Readonly<Record<string, string>>;

const foldersIn = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [join(folder, entry.name)] : [],
  );

/** The programs among the fixtures: the outermost folders that have a manifest. A new one is found by itself. */
export function programFolders(folder: string): string[] {
  const names = readdirSync(folder);
  const isProgram = names.includes('package.json') || names.includes('requirements.txt');
  return isProgram ? [folder] : foldersIn(folder).flatMap(programFolders);
}

export function filesBelow(folder: string): Files {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(folder, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}
