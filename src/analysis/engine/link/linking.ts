import type { Expr } from '../../read/ir';
import type { Dialect } from '../dialect';
import type { Definition, Scope } from './definitions';
import type { CallExpr, IndexedCall, ProgramIndex } from './index-data';
import type { ProjectLayout } from './layout';
import type { PendingPlace } from './places';
import type { Binding, LinkScope } from './scopes';

/** Finds the files of the program that modules are, by the names code gives them. */
export interface ModuleFinder {
  /**
   * The file, or folder, that an import means. `level` counts the folders it starts above its own, where it says so.
   */
  resolve(from: string, module: string, level: number): string | undefined;
  /** A module inside a package, given the package's file or folder. */
  submodule(of: string, name: string): string | undefined;
  /** The file of a module that a text names, as settings do, looked for near the file that names it. */
  named(module: string, from: string): string | undefined;
}

/** What a language may ask while names are followed. */
export interface Linker {
  readonly index: ProgramIndex;
  /** The modules as the language of the file finds them. */
  finder(file: string): ModuleFinder;
  resolve(expr: Expr, scope: Scope): readonly Definition[];
  bound(binding: Binding): readonly Definition[];
  member(definition: Definition, name: string): readonly Definition[];
  /** The answer to a question that the key names, worked out once. */
  once(key: string, work: () => readonly Definition[]): readonly Definition[];
}

export type ImportBinding = Extract<Binding, { kind: 'import' }>;

/** How a family of languages binds names beyond the scopes of one file. */
export interface Linking {
  /** Modules are named by the paths of their files, so that a file of any name can be one. */
  readonly importsByPath: boolean;
  /** A module that is found among what is read is not looked for in what is left out. */
  readonly prefersRead: boolean;
  modules(files: ReadonlySet<string>, layout: ProjectLayout): ModuleFinder;
  /** The name of a library's module as models spell it. */
  libraryName(module: string): string;
  /** What an imported name stands for. */
  importedValue(linker: Linker, binding: ImportBinding): readonly Definition[];
  /** What a module gives under a name. */
  moduleMember(linker: Linker, file: string, name: string): readonly Definition[];
  /** What a name stands for that no scope declares. */
  undeclared(linker: Linker, name: string, scope: LinkScope): Definition[];
  /** What a call stands for that loads a module or hands one on; undefined for other calls. */
  moduleCall(linker: Linker, call: CallExpr, scope: LinkScope): readonly Definition[] | undefined;
  /** Whether a member is what the module itself exports. */
  isOwnExports(member: Extract<Expr, { kind: 'member' }>, scope: LinkScope): boolean;
  /** Reads a call that defines members of something. */
  definingCall(index: ProgramIndex, file: string, call: IndexedCall, pending: PendingPlace[]): void;
}

/** All the engine knows of a language. */
export interface LinkedLanguage {
  dialect: Dialect;
  linking: Linking;
}

/** The languages of files by the name that trees carry. */
export type LinkedLanguages = ReadonlyMap<string, LinkedLanguage>;
