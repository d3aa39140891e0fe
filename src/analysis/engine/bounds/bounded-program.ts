import type { Dialect } from '../dialect';
import type { LimitFact } from '../../../artifacts/limits';
import type { Part } from '../../../artifacts/unread';
import type { Expr, FileIr, FunctionIr } from '../../read/ir';
import type { CallSite, ClassNode, Definition, FunctionNode, Handover, Program, Scope } from '../link/definitions';
import { sizeOf } from '../link/size';
import { type StageLimits, StageSteps } from './stage-steps';

type CallExpr = Extract<Expr, { kind: 'call' }>;

/** Is told which file is looked at. */
export type LookedAt = (file: string) => void;

/** Where a definition stands; a library's stands nowhere. */
function fileOf(definition: Definition): string | undefined {
  switch (definition.kind) {
    case 'function':
    case 'parameter':
      return definition.fn.file;
    case 'class':
    case 'instance':
      return definition.cls.file;
    case 'module':
      return definition.file;
    case 'object':
      return definition.scope.file;
    default:
      return undefined;
  }
}

/**
 * A program as one stage sees it: what is asked about a file is counted there. When the file has used up its steps,
 * nothing more is known of it in this stage; other files and other stages notice nothing.
 */
class BoundedProgram implements Program {
  readonly conventions: Program['conventions'];
  readonly whole: Program;
  readonly files: ReadonlyMap<string, FileIr>;
  readonly functions: ReadonlyMap<string, FunctionNode>;
  readonly classes: ReadonlyMap<string, ClassNode>;
  readonly calls: readonly CallSite[];

  constructor(
    private readonly program: Program,
    private readonly budget: StageSteps,
    private readonly at: LookedAt,
  ) {
    this.conventions = program.conventions;
    this.whole = program.whole;
    this.files = program.files;
    this.functions = program.functions;
    this.classes = program.classes;
    this.calls = program.calls;
  }

  get steps(): number {
    return this.program.steps;
  }

  get cutShort(): ReadonlySet<string> {
    return this.program.cutShort;
  }

  private ask<T>(file: string | undefined, answer: () => readonly T[]): readonly T[] {
    if (file === undefined) return answer();
    if (!this.budget.has(file)) return [];
    this.at(file);
    const before = this.program.steps;
    const found = answer();
    this.budget.spend(file, 1 + this.program.steps - before);
    return found;
  }

  importedBy(file: string): { files: string[]; libraries: string[] } {
    return this.program.importedBy(file);
  }

  dialectOf(file: string): Dialect {
    return this.program.dialectOf(file);
  }

  fileNamed(module: string, from: string): string | undefined {
    return this.program.fileNamed(module, from);
  }

  moduleOf(file: string): FunctionNode | undefined {
    return this.program.moduleOf(file);
  }

  nodeOf(fn: FunctionIr, file: string): FunctionNode | undefined {
    return this.program.nodeOf(fn, file);
  }

  resolve(expr: Expr, scope: Scope): readonly Definition[] {
    return this.ask(scope.file, () => this.program.resolve(expr, scope));
  }

  typed(annotation: Expr, scope: Scope): readonly Definition[] {
    return this.ask(scope.file, () => this.program.typed(annotation, scope));
  }

  externalPaths(expr: Expr, scope: Scope): readonly string[] {
    return this.ask(scope.file, () => this.program.externalPaths(expr, scope));
  }

  member(definition: Definition, name: string): readonly Definition[] {
    return this.ask(fileOf(definition), () => this.program.member(definition, name));
  }

  callersOf(fn: FunctionNode, includeCallbacks?: boolean): readonly CallSite[] {
    return this.ask(fn.file, () => this.program.callersOf(fn, includeCallbacks));
  }

  handedTo(fn: FunctionNode): readonly Handover[] {
    return this.ask(fn.file, () => this.program.handedTo(fn));
  }

  callees(call: CallExpr, scope: Scope): readonly Extract<Definition, { kind: 'function' }>[] {
    return this.ask(scope.file, () => this.program.callees(call, scope));
  }

  called(definition: Definition): readonly Definition[] {
    return this.ask(fileOf(definition), () => this.program.called(definition));
  }

  basesOf(cls: ClassNode): readonly Definition[] {
    return this.ask(cls.file, () => this.program.basesOf(cls));
  }

  strings(expr: Expr, scope: Scope): readonly string[] {
    return this.ask(scope.file, () => this.program.strings(expr, scope));
  }
}

/**
 * Shows a program to the stages of an analysis, tells which file they look at, and knows afterwards what was too much
 * for them.
 */
export class StageViews {
  private readonly budgets: StageSteps[] = [];

  constructor(
    private readonly program: Program,
    private readonly limits?: StageLimits,
    private readonly at: LookedAt = () => undefined,
  ) {}

  /** `stage`: what is named where a file takes too many steps. */
  for(stage: Part): Program {
    const size = (file: string): number => {
      const tree = this.program.files.get(file);
      return tree ? sizeOf(tree) : 0;
    };
    const budget = new StageSteps(stage, size, this.limits);
    this.budgets.push(budget);
    return new BoundedProgram(this.program, budget, this.at);
  }

  limitFacts(): LimitFact[] {
    return this.budgets.flatMap((budget) => budget.exceeded());
  }
}
