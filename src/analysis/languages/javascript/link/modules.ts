import { posix } from 'node:path';
import { directoryOf, type ProjectLayout } from '../../../engine/link/layout';
import type { ModuleFinder } from '../../../engine/link/linking';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];
/** TypeScript sources import each other by the name of the compiled file. */
const COMPILED = new Map([
  ['.js', ['.ts', '.tsx']],
  ['.jsx', ['.tsx']],
  ['.mjs', ['.mts']],
  ['.cjs', ['.cts']],
]);

/** What stands before and behind the star of its pattern; without one, nothing stands behind. */
interface Alias {
  alias: ProjectLayout['aliases'][number];
  head: string;
  tail: string | undefined;
}

/** Finds the file a JavaScript or TypeScript import means, if it is one of the analysed files. */
export class JavaScriptModules implements ModuleFinder {
  private readonly manifests: ReadonlyMap<string, ProjectLayout['packages'][number]>;
  private readonly aliases: readonly Alias[];
  private readonly found = new Map<string, string | undefined>();

  constructor(
    private readonly files: ReadonlySet<string>,
    private readonly layout: ProjectLayout,
  ) {
    this.aliases = layout.aliases.map((alias) => {
      const [head = '', tail] = alias.pattern.split('*');
      return { alias, head, tail };
    });
    this.manifests = new Map([...layout.packages].reverse().map((one) => [one.directory, one]));
  }

  /** Depends on the importing file's directory alone. */
  resolve(from: string, specifier: string): string | undefined {
    const key = `${directoryOf(from)}\0${specifier}`;
    if (!this.found.has(key)) this.found.set(key, this.look(from, specifier));
    return this.found.get(key);
  }

  /** Modules hold no modules: what a file exports is a member of it. */
  submodule(): undefined {
    return undefined;
  }

  named(): undefined {
    return undefined;
  }

  private look(from: string, specifier: string): string | undefined {
    if (/^\.{1,2}(\/|$)/.test(specifier)) return this.file(posix.join(directoryOf(from), specifier));
    if (specifier.startsWith('/')) return this.file(specifier.slice(1));
    return this.aliased(from, specifier) ?? this.workspace(specifier);
  }

  private file(path: string): string | undefined {
    const clean = path === '.' ? '' : path.replace(/\/$/, '');
    if (clean.startsWith('..')) return undefined;
    if (this.files.has(clean)) return clean;
    const extension = posix.extname(clean);
    for (const source of COMPILED.get(extension) ?? []) {
      const candidate = clean.slice(0, -extension.length) + source;
      if (this.files.has(candidate)) return candidate;
    }
    const direct = EXTENSIONS.map((end) => clean + end).find((candidate) => this.files.has(candidate));
    return direct ?? this.directory(clean);
  }

  private directory(path: string): string | undefined {
    const manifest = this.manifests.get(path);
    for (const entry of manifest?.entries ?? []) {
      const target = posix.join(path, entry);
      if (target !== path) {
        const found = this.file(target);
        if (found !== undefined) return found;
      }
    }
    const index = path === '' ? 'index' : `${path}/index`;
    return EXTENSIONS.map((end) => index + end).find((candidate) => this.files.has(candidate));
  }

  private aliased(from: string, specifier: string): string | undefined {
    for (const { alias, head, tail } of this.aliases) {
      if (alias.directory !== '' && !from.startsWith(`${alias.directory}/`)) continue;
      const exact = tail === undefined;
      if (exact ? specifier !== head : !(specifier.startsWith(head) && specifier.endsWith(tail))) continue;
      const middle = exact ? '' : specifier.slice(head.length, specifier.length - tail.length);
      for (const target of alias.targets) {
        const found = this.file(target.replace('*', () => middle));
        if (found !== undefined) return found;
      }
    }
    return undefined;
  }

  private workspace(specifier: string): string | undefined {
    const owner = this.layout.packages.find((one) => specifier === one.name || specifier.startsWith(`${one.name}/`));
    if (!owner) return undefined;
    const rest = specifier.slice(owner.name.length + 1);
    if (rest === '') return this.directory(owner.directory) ?? this.directory(posix.join(owner.directory, 'src'));
    return this.file(posix.join(owner.directory, rest)) ?? this.file(posix.join(owner.directory, 'src', rest));
  }
}
