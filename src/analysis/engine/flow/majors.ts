/** Major versions of the packages that a program declares, the lowest of each. */
export type Majors = ReadonlyMap<string, number>;

/** Whether the declared version of a package is below one; a package that is not declared may come in any. */
export const isBelow = (majors: Majors, name: string, major: number): boolean => (majors.get(name) ?? 0) < major;
