import type { Program } from './definitions';

const names = new WeakMap<Program, ReadonlyMap<string, readonly string[]>>();

/** Python files by the last part of the name they are imported by. */
function filesByName(program: Program): ReadonlyMap<string, readonly string[]> {
  const known = names.get(program);
  if (known) return known;
  const byName = new Map<string, string[]>();
  for (const file of program.files.keys()) {
    const name = /([^/]+)(?:\/__init__)?\.py$/.exec(file)?.[1];
    if (name === undefined) continue;
    const list = byName.get(name);
    if (list) list.push(file);
    else byName.set(name, [file]);
  }
  names.set(program, byName);
  return byName;
}

/** The file of a dotted module name: the one whose path ends with it, nearest to the file that names it. */
export function moduleFile(program: Program, module: string, from: string): string | undefined {
  if (!/^[\w.]+$/.test(module)) return undefined;
  const path = module.replaceAll('.', '/');
  const ends = [`${path}.py`, `${path}/__init__.py`];
  const named = filesByName(program).get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  const candidates = named.filter((file) => ends.some((end) => file === end || file.endsWith(`/${end}`)));
  const folders = from.split('/');
  const shared = (file: string): number => file.split('/').findIndex((part, at) => folders[at] !== part);
  return candidates.sort((a, b) => shared(b) - shared(a) || a.length - b.length || (a < b ? -1 : 1))[0];
}
