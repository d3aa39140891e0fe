import type { FileIr } from '../../read/ir';
import type { ProjectLayout } from './layout';
import type { LinkedLanguage, LinkedLanguages, Linking, ModuleFinder } from './linking';

/** The languages of the files of one program, and how each of them finds modules. */
export class LanguagesOfFiles {
  private readonly byFile = new Map<string, LinkedLanguage>();
  private readonly ofFolders: LinkedLanguage | undefined;
  private readonly finders = new Map<Linking, ModuleFinder>();
  private readonly paths: ReadonlySet<string>;

  /** Throws TypeError when a tree is in none of the languages. */
  constructor(
    files: ReadonlyMap<string, FileIr>,
    languages: LinkedLanguages,
    private readonly layout: ProjectLayout,
  ) {
    for (const [path, { language }] of files) {
      const known = languages.get(language);
      if (!known) throw new TypeError(`${path} is in ${language}, which the linker was not given.`);
      this.byFile.set(path, known);
    }
    this.ofFolders = [...languages.values()].find(({ dialect }) => dialect.foldersAreModules);
    this.paths = new Set([...files.keys()].sort());
  }

  /** The language of a file of the program, or of a folder that is imported as a module. */
  of(file: string): LinkedLanguage {
    const found = this.byFile.get(file) ?? (file.endsWith('/') ? this.ofFolders : undefined);
    if (!found) throw new TypeError(`${file} is no file of the program.`);
    return found;
  }

  finder(file: string): ModuleFinder {
    const { linking } = this.of(file);
    let finder = this.finders.get(linking);
    if (!finder) this.finders.set(linking, (finder = linking.modules(this.paths, this.layout)));
    return finder;
  }
}
