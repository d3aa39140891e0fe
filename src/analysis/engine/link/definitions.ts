import type { Conventions } from '../conventions';
import type { ClassIr, Expr, FileIr, FunctionIr } from '../../read/ir';
import type { Dialect } from '../dialect';

/**
 * A function of the analysed code. `key` is `<file>#<FunctionIr.id>`; the module body of a file has the id
 * `<module>`.
 */
export interface FunctionNode {
  key: string;
  file: string;
  fn: FunctionIr;
  /** The class it is a member of. */
  cls?: ClassNode;
  /** The function it is written in. */
  parent?: FunctionNode;
  scope: Scope;
}

export interface ClassNode {
  key: string;
  file: string;
  cls: ClassIr;
  scope: Scope;
}

/** A lexical scope: a module, a class body or a function. Names are resolved outwards. */
export interface Scope {
  file: string;
  owner?: FunctionNode;
  cls?: ClassNode;
  parent?: Scope;
}

/**
 * What an expression stands for. `external` is a library API, spelled as module, then members and calls:
 * `express`, `express()`, `express.Router()`, `express.Router().get`, `flask.Flask()`, `flask.request.args`. A default
 * import is the module itself, a named import is a member of it. Undeclared names are globals: `process.env`, `open`.
 */
export type Definition =
  /** `origin` is the call that made it, of a closure. */
  | { kind: 'function'; fn: FunctionNode; receiver?: Definition; origin?: CallOrigin }
  | { kind: 'class'; cls: ClassNode }
  /** `origin` is the call that made it, where one was seen. */
  | { kind: 'instance'; cls: ClassNode; origin?: CallOrigin }
  | { kind: 'module'; file: string }
  /** `origin` is the call that made it: two routers have the same path and different origins. */
  | { kind: 'external'; path: string; origin?: CallOrigin }
  | { kind: 'literal'; value: string | number | boolean | null }
  /** An object or array literal of the analysed code. */
  | { kind: 'object'; expr: Expr; scope: Scope }
  /** A parameter nobody could be seen passing; `path` are the members taken from it. */
  | { kind: 'parameter'; fn: FunctionNode; index: number; path: string[] };

export interface CallOrigin {
  expr: Extract<Expr, { kind: 'call' }>;
  scope: Scope;
}

export interface CallSite {
  caller: FunctionNode;
  expr: Extract<Expr, { kind: 'call' }>;
  /** Where callee and arguments are read. */
  scope: Scope;
}

/** A function handed to a call as an argument. */
export interface Handover extends CallSite {
  argument: number;
}

/** The linked program: names bound to definitions across files. Demand-driven, memoised, bounded in depth and width. */
export interface Program {
  /** What the servers that are known hand to the functions of the program. */
  readonly conventions: Conventions;
  /** The program without the bounds of a stage, for work that is bounded by itself. */
  readonly whole: Program;
  readonly files: ReadonlyMap<string, FileIr>;
  /** Questions the linker has answered so far, other than from memory. */
  readonly steps: number;
  /** Files with names that were not followed, because names were asked for too often in all. */
  readonly cutShort: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, FunctionNode>;
  readonly classes: ReadonlyMap<string, ClassNode>;
  /** The files of the program that a file loads, and the modules of libraries it names. */
  importedBy(file: string): { files: string[]; libraries: string[] };
  /** What the language of a file means by its tree. Throws TypeError for a path that is none of the program's. */
  dialectOf(file: string): Dialect;
  /** The file of a module that a text in a file names, as settings do. */
  fileNamed(module: string, from: string): string | undefined;
  /** The module body of a file as a function. */
  moduleOf(file: string): FunctionNode | undefined;
  nodeOf(fn: FunctionIr, file: string): FunctionNode | undefined;
  /** Every definition the expression can stand for when read in `scope`; empty when nothing is known. */
  resolve(expr: Expr, scope: Scope): readonly Definition[];
  /** What a value of a written type is an instance of: classes of the program, and library types as `module.Type()`. */
  typed(annotation: Expr, scope: Scope): readonly Definition[];
  /** Library paths only, for model look-ups. */
  externalPaths(expr: Expr, scope: Scope): readonly string[];
  /** A member of a definition: module export, class member (with base classes), object property. */
  member(definition: Definition, name: string): readonly Definition[];
  /**
   * All calls that can reach the function, including as a callback value handed to a library when `includeCallbacks`.
   */
  callersOf(fn: FunctionNode, includeCallbacks?: boolean): readonly CallSite[];
  /** The calls that get the function as an argument. */
  handedTo(fn: FunctionNode): readonly Handover[];
  /** Every call of the program, by file and place. */
  readonly calls: readonly CallSite[];
  /** The functions of the program a call can run: methods, constructors, closures. */
  callees(call: Extract<Expr, { kind: 'call' }>, scope: Scope): readonly Extract<Definition, { kind: 'function' }>[];
  /** The definitions a definition gives when called (results, instances). */
  called(definition: Definition): readonly Definition[];
  /** The base classes of a class, own and external. */
  basesOf(cls: ClassNode): readonly Definition[];
  /** The constant string value(s) the expression can have. */
  strings(expr: Expr, scope: Scope): readonly string[];
}
