import type { ClassIr, Expr, FunctionIr } from '../../read/ir';
import type { Definition } from './definitions';
import { SPREAD } from './index-compiled';
import type { Resolver } from './resolver';
import type { Root, Step } from './scopes';

/** Members under a path of a variable, `this` or `module.exports`; objects copied in count as well. */
export function namedMembers(resolver: Resolver, root: Root, path: readonly Step[]): readonly Definition[] {
  const own = (root.entries.get(path.join('.')) ?? []).flatMap((binding) => resolver.bound(binding));
  const copied = root.entries.get([...path.slice(0, -1), SPREAD].join('.')) ?? [];
  const last = path[path.length - 1];
  if (last === undefined || copied.length === 0) return own;
  return [
    ...own,
    ...copied.flatMap((binding) => resolver.bound(binding)).flatMap((source) => resolver.member(source, last)),
  ];
}

/** Members assigned later, through any name the thing is known by. */
export function assignedMembers(
  resolver: Resolver,
  target: Expr | FunctionIr | ClassIr,
  path: readonly Step[],
): readonly Definition[] {
  return (resolver.index.aliases.get(target) ?? []).flatMap((alias) => {
    const root = 'root' in alias ? alias.root : alias.scope.roots.get(alias.name);
    return root ? namedMembers(resolver, root, [...alias.path, ...path]) : [];
  });
}
