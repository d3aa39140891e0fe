import { directoryOf } from '../../../engine/link/layout';
import type { ModuleFinder } from '../../../engine/link/linking';
import { NamedModules } from './named-module';

/** Directories whose content is imported by its own name, wherever the importing file stands. */
const SOURCE_ROOT = /(^|\/)(src|lib|python|app|apps|backend|server|api|project)$/;

/**
 * Finds the file a Python import means. A package without `__init__.py` is a directory, spelled with a slash at the
 * end.
 */
export class PythonModules implements ModuleFinder {
  private readonly directories = new Set<string>();
  private readonly suffixes = new Map<string, string[]>();
  private readonly dotted: NamedModules;

  constructor(private readonly files: ReadonlySet<string>) {
    this.dotted = new NamedModules(files);
    for (const file of [...files].sort()) {
      if (!file.endsWith('.py')) continue;
      const first = file.replace(/(\/__init__)?\.py$/, '');
      for (let directory = directoryOf(file); directory !== ''; directory = directoryOf(directory)) {
        if (this.directories.has(directory)) break;
        this.directories.add(directory);
        this.remember(directory);
      }
      this.remember(first);
    }
  }

  resolve(from: string, module: string, level: number): string | undefined {
    const path = module.replaceAll('.', '/');
    if (level > 0) {
      let base = directoryOf(from);
      for (let step = 1; step < level; step += 1) base = directoryOf(base);
      return this.at(path === '' ? base : join(base, path));
    }
    return path === '' ? undefined : this.absolute(directoryOf(from), path);
  }

  /** A module inside a package, given the package's file or directory. */
  submodule(of: string, name: string): string | undefined {
    if (of.endsWith('/')) return this.at(of + name);
    return of.endsWith('/__init__.py') || of === '__init__.py' ? this.at(join(directoryOf(of), name)) : undefined;
  }

  named(module: string, from: string): string | undefined {
    return this.dotted.find(module, from);
  }

  private at(path: string): string | undefined {
    if (this.files.has(`${path}.py`)) return `${path}.py`;
    const init = path === '' ? '__init__.py' : `${path}/__init__.py`;
    if (this.files.has(init)) return init;
    return this.directories.has(path) ? `${path}/` : undefined;
  }

  private absolute(directory: string, path: string): string | undefined {
    for (let root = directory; ; root = directoryOf(root)) {
      // Inside a package only its own modules are reached relatively; scripts see the files next to them.
      const inPackage = root !== '' && this.files.has(`${root}/__init__.py`);
      if (!inPackage || root === directory) {
        const found = this.at(join(root, path));
        if (found !== undefined && !(inPackage && found.endsWith('/'))) return found;
      }
      if (root === '') break;
    }
    const roots = (this.suffixes.get(path.slice(path.lastIndexOf('/') + 1)) ?? [])
      .filter((full) => full.endsWith(`/${path}`))
      .map((full) => full.slice(0, -path.length - 1))
      .filter((root) => SOURCE_ROOT.test(root) && !this.files.has(`${root}/__init__.py`));
    return roots[0] === undefined ? undefined : this.at(join(roots[0], path));
  }

  private remember(path: string): void {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const list = this.suffixes.get(name);
    if (!list) this.suffixes.set(name, [path]);
    else if (list.length < 200) list.push(path);
  }
}

function join(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}
