/** Python files by the last part of the name they are imported by. */
function byName(files: Iterable<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of files) {
    const name = /([^/]+)(?:\/__init__)?\.py$/.exec(file)?.[1];
    if (name === undefined) continue;
    const list = found.get(name);
    if (list) list.push(file);
    else found.set(name, [file]);
  }
  return found;
}

/** Files by dotted module names: the one whose path ends with the name, nearest to the file that names it. */
export class NamedModules {
  private known: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(private readonly files: ReadonlySet<string>) {}

  find(module: string, from: string): string | undefined {
    if (!/^[\w.]+$/.test(module)) return undefined;
    this.known ??= byName(this.files);
    const path = module.replaceAll('.', '/');
    const ends = [`${path}.py`, `${path}/__init__.py`];
    const named = this.known.get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
    const candidates = named.filter((file) => ends.some((end) => file === end || file.endsWith(`/${end}`)));
    const folders = from.split('/');
    const shared = (file: string): number => file.split('/').findIndex((part, at) => folders[at] !== part);
    return candidates.sort((a, b) => shared(b) - shared(a) || a.length - b.length || (a < b ? -1 : 1))[0];
  }
}
