import { posix } from 'node:path';
import type { SourceReader } from '../agents/runner/source-reader';

const QUOTED_PATH = /['"](\.{1,2}\/[^'"\n]{0,300})['"]/g;
const PYTHON_IMPORT =
  /^\s{0,40}(?:from\s{1,4}(\.{0,5}[\w.]{0,200})\s{1,4}import\s{1,4}([\w, ]{1,400})|import\s{1,4}([\w., ]{1,400}))/;

const withoutExtension = (path: string): string => path.replace(/\.[A-Za-z]+$/, '').replace(/\/(index|__init__)$/, '');

function scriptTargets(file: string, text: string): string[] {
  return [...text.matchAll(QUOTED_PATH)].map((match) =>
    withoutExtension(posix.normalize(posix.join(posix.dirname(file), match[1] ?? ''))),
  );
}

/** Module names as paths; relative ones start at the folder of the file. */
function pythonTargets(file: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const match = PYTHON_IMPORT.exec(line);
    if (!match) return [];
    const [, from, names, modules] = match;
    if (from === undefined)
      return (modules ?? '').split(',').map((name) => (name.trim().split(' ')[0] ?? '').replaceAll('.', '/'));
    const dots = /^\.*/.exec(from)?.[0].length ?? 0;
    const base = dots === 0 ? '' : posix.join(posix.dirname(file), '../'.repeat(dots - 1));
    const module = posix.normalize(posix.join(base, from.slice(dots).replaceAll('.', '/')));
    return [module, ...(names ?? '').split(',').map((name) => posix.join(module, name.trim().split(' ')[0] ?? ''))];
  });
}

async function importedNames(file: string, reader: SourceReader): Promise<string[]> {
  const result = await reader.read(file);
  if (!result.ok) return [];
  const { lines } = result.file;
  return file.endsWith('.py') ? pythonTargets(file, lines) : scriptTargets(file, lines.join('\n'));
}

/**
 * Names by which a file can be imported. An absolute Python module may start below a source folder: `src/shop/db.py` is
 * `shop/db`.
 */
function namesOf(file: string): string[] {
  const name = withoutExtension(file);
  if (!file.endsWith('.py')) return [name];
  const parts = name.split('/');
  return parts
    .map((_, index) => parts.slice(index).join('/'))
    .filter((suffix) => suffix === name || suffix.includes('/'));
}

/** Files that import one of the changed ones directly, by the names they give. Sorted. */
export async function importersOf(
  changed: readonly string[],
  files: readonly string[],
  reader: SourceReader,
): Promise<string[]> {
  const targets = new Set(changed.flatMap(namesOf));
  const found: string[] = [];
  for (const file of files) {
    if (!changed.includes(file) && (await importedNames(file, reader)).some((name) => targets.has(name)))
      found.push(file);
  }
  return found.sort();
}

/** Files that these import, directly or through others. Sorted, without the files themselves. */
export async function importedBy(
  component: readonly string[],
  files: readonly string[],
  reader: SourceReader,
): Promise<string[]> {
  const byName = new Map(files.flatMap((file) => namesOf(file).map((name) => [name, file] as const)));
  const reached = new Set(component);
  for (const file of reached) {
    for (const name of await importedNames(file, reader)) {
      const target = byName.get(name);
      if (target !== undefined) reached.add(target);
    }
  }
  return [...reached].filter((file) => !component.includes(file)).sort();
}
