import type { Expr } from '../../read/ir';
import type { FunctionNode } from './definitions';
import type { ProgramIndex } from './index-data';
import { aliasValue, type Target } from './patterns';
import { ELEMENT, type LinkScope, type Root, type Step } from './scopes';

/** An assignment to a member, read after all names of the file are known. */
export interface PendingPlace {
  place: Expr;
  target: Target;
  scope: LinkScope;
  file: string;
}

export interface RootPath {
  root: Root;
  path: readonly Step[];
}

export function assignPlace(index: ProgramIndex, pending: PendingPlace): void {
  const found = rootOf(index, pending.place, pending.scope, true);
  if (!found) return;
  const { expr, scope, steps } = pending.target;
  found.root.add(found.path, { kind: 'value', expr, scope, steps });
  if (steps.length === 0) aliasValue(index, expr, found);
  const fn = expr.kind === 'function' ? expr.fn : undefined;
  const owner = fn && prototypeOwner(pending.place);
  if (fn && owner) index.prototypeOf.set(fn, { expr: owner, scope: pending.scope });
}

/** The variable, `this` or module export a chain of members starts at, with the members from there. */
export function rootOf(index: ProgramIndex, expr: Expr, scope: LinkScope, create: boolean): RootPath | undefined {
  const path: Step[] = [];
  let base = expr;
  while (base.kind === 'member' || base.kind === 'index') {
    path.unshift(base.kind === 'member' ? base.property : constantKey(base.index));
    base = base.object;
  }
  if (base.kind === 'name') return variableRoot(index, base.name, path, scope, create);
  return base.kind === 'this' ? thisRoot(index, path, scope) : undefined;
}

function constantKey(index: Expr): Step {
  return index.kind === 'literal' && (typeof index.value === 'string' || typeof index.value === 'number')
    ? String(index.value)
    : ELEMENT;
}

function variableRoot(
  index: ProgramIndex,
  name: string,
  path: Step[],
  scope: LinkScope,
  create: boolean,
): RootPath | undefined {
  const declaring = scope.declaring(name);
  if (!declaring) return exportsRoot(index, name, path, scope);
  const method = selfOf(declaring, name);
  if (method?.cls) return { root: index.thisRoot(method.cls.key), path };
  if (!create && !declaring.roots.has(name)) return undefined;
  return { root: declaring.root(name), path };
}

function exportsRoot(index: ProgramIndex, name: string, path: Step[], scope: LinkScope): RootPath | undefined {
  const exported = scope.dialect.exportedPath(name, path);
  const root = exported && index.modules.get(scope.file)?.common;
  return root && { root, path: exported };
}

/** The method whose receiver the name is: `self`, `cls`. */
export function selfOf(scope: LinkScope, name: string): FunctionNode | undefined {
  const fn = scope.owner;
  if (!fn?.cls || fn.fn.params[0]?.name !== name) return undefined;
  return scope.dialect.receiver(fn.fn) === undefined ? undefined : fn;
}

/** The function `this` belongs to: arrow functions pass it on. */
export function thisFunction(scope: LinkScope): FunctionNode | undefined {
  let fn = scope.owner;
  while (fn?.fn.arrow && fn.parent && !fn.cls) fn = fn.parent;
  return fn;
}

function thisRoot(index: ProgramIndex, path: Step[], scope: LinkScope): RootPath | undefined {
  if (scope.isClass && scope.cls) return { root: index.thisRoot(scope.cls.key), path };
  const fn = thisFunction(scope);
  if (!fn) return undefined;
  // At the top level of a CommonJS module `this` is `module.exports`.
  if (fn.fn.id === '<module>') return { root: index.modules.get(fn.file)?.common ?? index.thisRoot(fn.key), path };
  return { root: index.thisRoot(fn.cls?.key ?? fn.key), path };
}

/** `X` when the place is `X.prototype.name`. */
function prototypeOwner(place: Expr): Expr | undefined {
  if (place.kind !== 'member' || place.object.kind !== 'member') return undefined;
  return place.object.property === 'prototype' ? place.object.object : undefined;
}
