/** The last part of a path, without its extension. */
const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

const endsIn = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

/** `shipments/show` names `views/shipments/show.ejs`. */
function names(path: string, template: string): boolean {
  return endsIn(path, template) || endsIn(path.replace(/\.\w+$/, ''), template);
}

/** How many folders two files share, from the top. */
function sharedFolders(a: string, b: string): number {
  const left = a.split('/').slice(0, -1);
  const right = b.split('/').slice(0, -1);
  const differs = left.findIndex((name, index) => name !== right[index]);
  return differs === -1 ? left.length : differs;
}

/** Templates by the names that code renders them by. */
export class NamedTemplates {
  private readonly byStem = new Map<string, string[]>();

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      const stem = stemOf(path);
      this.byStem.set(stem, [...(this.byStem.get(stem) ?? []), path]);
    }
  }

  /**
   * The templates that a name in a file may mean: of several applications in one folder each has its own, so that of
   * those of this name the nearest count.
   */
  meantBy(name: string, file: string): string[] {
    const plain = name.replace(/^\.?\//, '');
    const last = plain.slice(plain.lastIndexOf('/') + 1);
    const candidates = new Set([last, stemOf(last)].flatMap((stem) => this.byStem.get(stem) ?? []));
    const named = [...candidates].filter((path) => names(path, plain));
    const nearest = Math.max(0, ...named.map((path) => sharedFolders(path, file)));
    return named.filter((path) => sharedFolders(path, file) === nearest);
  }
}
