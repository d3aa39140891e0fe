import type { ClassNode, Program } from './definitions';

/** Names of the classes that a class descends from: library paths, and names of the program's own. */
export function baseNames(program: Program, cls: ClassNode, depth = 0): string[] {
  if (depth > 6) return [];
  return program.basesOf(cls).flatMap((base) => {
    if (base.kind === 'external') return [base.path];
    return base.kind === 'class' ? [base.cls.cls.name, ...baseNames(program, base.cls, depth + 1)] : [];
  });
}
