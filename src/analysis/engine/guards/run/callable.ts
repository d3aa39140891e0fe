import { CALLED_METHOD, ENTERED_METHOD } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { Definition, FunctionNode, Program, Scope } from '../../link/definitions';
import { ownMethod } from '../../link/own-method';
import type { Value } from './value';

const known = new WeakMap<Program, boolean>();

/** Most programs have no class whose objects can be called. */
function hasCallable(program: Program): boolean {
  let has = known.get(program);
  if (has === undefined) {
    has = [...program.classes.values()].some(({ cls }) => cls.members.some(({ name }) => CALLED_METHOD.test(name)));
    known.set(program, has);
  }
  return has;
}

/** The methods that run when objects are called. */
export const calledMethods = (program: Program, definitions: readonly Definition[]): FunctionNode[] =>
  methodsOf(program, definitions, CALLED_METHOD);

/** The methods that run when objects are entered: `with permission.require(403):`. */
export const enteredMethods = (program: Program, definitions: readonly Definition[]): FunctionNode[] =>
  methodsOf(program, definitions, ENTERED_METHOD);

const methodsOf = (program: Program, definitions: readonly Definition[], names: RegExp): FunctionNode[] =>
  definitions.flatMap((one) => {
    const method = one.kind === 'instance' && ownMethod(program, one.cls, ({ name }) => names.test(name));
    return method ? [method] : [];
  });

/** What runs when the object is called that a call makes: `Requires('admin')`, or a function that returns one. */
export function callableMade(program: Program, expr: Expr, scope: Scope): FunctionNode | undefined {
  if (!hasCallable(program)) return undefined;
  const [only, ...others] = program.resolve(expr, scope);
  return only && others.length === 0 ? calledMethods(program, [only])[0] : undefined;
}

/** An object that can be called, as the function that it runs. */
export const asFunction = (fn: FunctionNode): Value => ({ kind: 'closure', fn, env: { fn, names: new Map() } });
