import type { Expr, FileIr, FunctionIr } from '../../read/ir';
import { type Conventions, NO_CONVENTIONS } from '../conventions';
import { ParameterValues } from './arguments';
import { asCallSite, calledFunctions, CallGraph } from './call-graph';
import type { CallSite, ClassNode, Definition, FunctionNode, Handover, Program, Scope } from './definitions';
import { type CallExpr, ProgramIndex } from './index-data';
import { indexFile } from './index-file';
import type { Dialect } from '../dialect';
import { LanguagesOfFiles } from './languages-of-files';
import { NO_LAYOUT, type ProjectLayout } from './layout';
import type { LinkedLanguages } from './linking';
import { memberOf } from './members';
import { importedBy } from './module-imports';
import { Resolver } from './resolver';
import { sizeOf } from './size';
import { typeInstances } from './types';
import { constantStrings } from './strings';

/**
 * Binds the names of all files to what they stand for. `languages` are those of the files; `layout` is what the
 * manifests say about module names, `conventions` what is known of the servers that call the program; `at` is told
 * which file is looked at. Throws TypeError when a file is in none of the languages.
 */
export function linkProgram(
  files: ReadonlyMap<string, FileIr>,
  languages: LinkedLanguages,
  layout: ProjectLayout = NO_LAYOUT,
  conventions: Conventions = NO_CONVENTIONS,
  at: (file: string) => void = () => undefined,
): Program {
  return new LinkedProgram(files, languages, layout, conventions, at);
}

const NO_PATHS: readonly string[] = [];

/** What an expression stands for, and the library paths in that once somebody has asked for them. */
interface Answer {
  readonly definitions: readonly Definition[];
  paths: readonly string[] | undefined;
}

/** Most expressions stand for nothing that is known: their answers are one. */
const NOTHING: Answer = { definitions: [], paths: NO_PATHS };

function externalPathsOf(definitions: readonly Definition[]): readonly string[] {
  const paths = definitions.flatMap((one) => (one.kind === 'external' ? [one.path] : NO_PATHS));
  return paths.length < 2 ? paths : [...new Set(paths)];
}

class LinkedProgram implements Program {
  readonly whole: Program = this;
  readonly functions: ReadonlyMap<string, FunctionNode>;
  readonly classes: ReadonlyMap<string, ClassNode>;
  readonly calls: readonly CallSite[];
  private readonly languages: LanguagesOfFiles;
  private readonly index: ProgramIndex;
  private readonly resolver: Resolver;
  private readonly graph: CallGraph;
  private readonly parameters: ParameterValues;
  private readonly imports = new Map<string, { files: string[]; libraries: string[] }>();
  private readonly memo = new Map<Expr, Answer>();
  private readonly types = new Map<Expr, readonly Definition[]>();

  constructor(
    readonly files: ReadonlyMap<string, FileIr>,
    languages: LinkedLanguages,
    layout: ProjectLayout,
    readonly conventions: Conventions,
    at: (file: string) => void,
  ) {
    this.languages = new LanguagesOfFiles(files, languages, layout);
    this.index = new ProgramIndex(files);
    const paths = [...files.keys()].sort();
    for (const path of paths) {
      const file = files.get(path);
      at(path);
      if (file) indexFile(this.index, file, this.languages.of(path));
    }
    const size = [...files.values()].reduce((sum, file) => sum + sizeOf(file), 0);
    this.resolver = new Resolver(this.index, this.languages, size);
    this.functions = this.index.functions;
    this.classes = this.index.classes;
    this.graph = new CallGraph(this.resolver, at);
    const first = new ParameterValues(this.resolver, this.graph);
    this.graph.complete((definitions) => first.expand(definitions));
    this.parameters = new ParameterValues(this.resolver, this.graph);
    this.calls = this.index.calls.map(asCallSite);
  }

  importedBy(file: string): { files: string[]; libraries: string[] } {
    const known = this.imports.get(file);
    if (known) return known;
    const ir = this.files.get(file);
    const found = ir ? importedBy(ir, this.resolver) : { files: [], libraries: [] };
    this.imports.set(file, found);
    return found;
  }

  get steps(): number {
    return this.resolver.asked;
  }

  get cutShort(): ReadonlySet<string> {
    return this.resolver.cutShort;
  }

  dialectOf(file: string): Dialect {
    return this.languages.of(file).dialect;
  }

  fileNamed(module: string, from: string): string | undefined {
    return this.languages.finder(from).named(module, from);
  }

  moduleOf(file: string): FunctionNode | undefined {
    return this.index.modules.get(file)?.fn;
  }

  nodeOf(fn: FunctionIr, file: string): FunctionNode | undefined {
    return this.index.nodeOf(fn, file);
  }

  resolve(expr: Expr, scope: Scope): readonly Definition[] {
    return this.answerFor(expr, scope).definitions;
  }

  private answerFor(expr: Expr, scope: Scope): Answer {
    const known = this.memo.get(expr);
    if (known) return known;
    const definitions = this.parameters.expand(this.resolver.resolve(expr, scope));
    const answer = definitions.length === 0 ? NOTHING : { definitions, paths: undefined };
    this.memo.set(expr, answer);
    return answer;
  }

  typed(annotation: Expr, scope: Scope): readonly Definition[] {
    let found = this.types.get(annotation);
    if (!found) this.types.set(annotation, (found = typeInstances(this.resolver, annotation, scope)));
    return found;
  }

  externalPaths(expr: Expr, scope: Scope): readonly string[] {
    const answer = this.answerFor(expr, scope);
    answer.paths ??= externalPathsOf(answer.definitions);
    return answer.paths;
  }

  member(definition: Definition, name: string): readonly Definition[] {
    return this.parameters.expand(memberOf(this.resolver, definition, name));
  }

  called(definition: Definition): readonly Definition[] {
    return this.parameters.expand(this.resolver.called(definition));
  }

  basesOf(cls: ClassNode): readonly Definition[] {
    return this.resolver.basesOf(cls);
  }

  callersOf(fn: FunctionNode, includeCallbacks = false): readonly CallSite[] {
    const calls = this.graph.callsOf(fn).map(asCallSite);
    return includeCallbacks ? [...calls, ...this.handedTo(fn)] : calls;
  }

  handedTo(fn: FunctionNode): readonly Handover[] {
    return this.graph.handedTo(fn).map(({ call, argument }) => ({ ...asCallSite(call), argument }));
  }

  callees(call: CallExpr, scope: Scope): readonly Extract<Definition, { kind: 'function' }>[] {
    return this.resolve(call.callee, scope).flatMap((callee) => calledFunctions(this.resolver, callee));
  }

  strings(expr: Expr, scope: Scope): readonly string[] {
    return constantStrings(expr, scope, (one, where) => this.resolve(one, where));
  }
}
