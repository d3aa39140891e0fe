import type { ClassIr, Expr, FunctionIr } from '../../read/ir';
import type { Definition } from './definitions';
import type { Linker } from './linking';
import { type Root, SPREAD, type Step } from './scopes';

/** Members under a path of a variable, `this` or `module.exports`; objects copied in count as well. */
export function namedMembers(linker: Linker, root: Root, path: readonly Step[]): readonly Definition[] {
  const own = (root.entries.get(path.join('.')) ?? []).flatMap((binding) => linker.bound(binding));
  const copied = root.entries.get([...path.slice(0, -1), SPREAD].join('.')) ?? [];
  const last = path[path.length - 1];
  if (last === undefined || copied.length === 0) return own;
  return [
    ...own,
    ...copied.flatMap((binding) => linker.bound(binding)).flatMap((source) => linker.member(source, last)),
  ];
}

/** Members assigned later, through any name the thing is known by. */
export function assignedMembers(
  linker: Linker,
  target: Expr | FunctionIr | ClassIr,
  path: readonly Step[],
): readonly Definition[] {
  return (linker.index.aliases.get(target) ?? []).flatMap((alias) => {
    const root = 'root' in alias ? alias.root : alias.scope.roots.get(alias.name);
    return root ? namedMembers(linker, root, [...alias.path, ...path]) : [];
  });
}
