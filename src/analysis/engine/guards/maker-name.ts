import type { Expr } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import { returnsOf } from '../link/walk';

/** What a check is called: a function that another one gives back has the name of that one, as with decorators. */
export function nameOfCheck(fn: FunctionNode): string {
  // One without a name is told by the call that made it.
  if (fn.fn.name.startsWith('<')) return fn.fn.name;
  let named = fn;
  while (named.parent && givesBack(named.parent, named)) named = named.parent;
  return named.fn.name;
}

const givesBack = (outer: FunctionNode, inner: FunctionNode): boolean =>
  returnsOf(outer.fn.body).some((value) => isFunction(value, inner));

const isFunction = (value: Expr, { fn }: FunctionNode): boolean =>
  (value.kind === 'name' && value.name === fn.name) || (value.kind === 'function' && value.fn === fn);
