import type { Expr } from '../../read/ir';
import type { ClassNode, Definition, Scope } from './definitions';
import type { CallExpr } from './index-data';
import type { Linker, Linking } from './linking';
import type { LinkScope, Step } from './scopes';
import type { SyntheticClasses } from './synthetic-classes';

/** The call a function's results are looked at for: its arguments replace the parameters in them. */
export interface CallContext {
  expr: CallExpr;
  scope: Scope;
}

/** What the kinds of expressions may ask while one of them is followed. */
export interface Following extends Linker {
  readonly synthetic: SyntheticClasses;
  linking(file: string): Linking;
  resolve(expr: Expr, scope: Scope): readonly Definition[];
  /** Instances made by calling a class, or a function as a constructor. */
  instanceOf(definition: Definition): Definition[];
  /** What `super` stands for in a scope. */
  superValue(scope: LinkScope): Definition[];
  basesOf(cls: ClassNode): readonly Definition[];
  /** Follows members, calls and elements from definitions. */
  steps(start: readonly Definition[], steps: readonly Step[]): readonly Definition[];
  called(definition: Definition, context?: CallContext): readonly Definition[];
}
