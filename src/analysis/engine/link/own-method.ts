import type { ClassMember } from '../../read/ir';
import type { ClassNode, FunctionNode, Program } from './definitions';

/** The method of a class itself, not of what it extends, that comes first of those that fit. */
export function ownMethod(
  program: Pick<Program, 'nodeOf'>,
  { cls, file }: ClassNode,
  fits: (member: ClassMember) => boolean,
): FunctionNode | undefined {
  const fn = cls.members.find(fits)?.fn;
  return fn && program.nodeOf(fn, file);
}
