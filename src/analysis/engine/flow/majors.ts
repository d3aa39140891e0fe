import type { Machine } from './machine';

/** Major versions of the packages that a program declares, the lowest of each. */
export type Majors = ReadonlyMap<string, number>;

const declared = new WeakMap<Machine, Majors>();

export function declareMajors(m: Machine, majors: Majors | undefined): void {
  if (majors) declared.set(m, majors);
}

/** Whether the declared version of a package is below one; a package that is not declared may come in any. */
export const isBelow = (m: Machine, name: string, major: number): boolean => (declared.get(m)?.get(name) ?? 0) < major;
