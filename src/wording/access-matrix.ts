import { type AccessLine, type AccessOperation, ACCESS_OPERATIONS, type CallerKind } from '../artifacts/access';

/** The callers across, from everybody to one. */
export const ACROSS: readonly CallerKind[] = ['anonymous', 'signed-in', 'member', 'role', 'owner', 'token', 'unknown'];

/** How callers are called in the matrix. */
export const CALLER_TITLES: Readonly<Record<CallerKind, string>> = {
  anonymous: 'Anybody',
  'signed-in': 'Signed in',
  member: 'Member',
  role: 'Role',
  owner: 'Owner',
  token: 'Holder of a secret',
  unknown: 'Not known',
};

/** The entry points by which some callers do something, and those of them that differ from their siblings. */
export interface MatrixCell {
  entryPoints: number;
  deviating: number;
}

export interface MatrixRow {
  resource: string;
  operation: AccessOperation;
  cells: Readonly<Partial<Record<CallerKind, MatrixCell>>>;
  deviates: boolean;
}

/** Who does what to which data, from all accesses: rows with something that differs come first. */
export function matrixOf(access: readonly AccessLine[]): MatrixRow[] {
  const groups = new Map<string, AccessLine[]>();
  for (const one of access) {
    if (one.resource === '') continue;
    const key = `${one.resource}\n${one.operation}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => rowOf(group) ?? []).sort(byWeight);
}

function rowOf(group: readonly AccessLine[]): MatrixRow | undefined {
  const [first] = group;
  if (!first) return undefined;
  const cells: Partial<Record<CallerKind, MatrixCell>> = {};
  for (const caller of ACROSS) {
    const theirs = group.filter(({ who }) => who.includes(caller));
    if (theirs.length === 0) continue;
    cells[caller] = { entryPoints: distinct(theirs), deviating: distinct(theirs.filter((one) => one.deviates)) };
  }
  return { resource: first.resource, operation: first.operation, cells, deviates: group.some((one) => one.deviates) };
}

const distinct = (access: readonly AccessLine[]): number =>
  new Set(access.map(({ entryPoint }) => `${entryPoint.file}:${entryPoint.line}`)).size;

function byWeight(a: MatrixRow, b: MatrixRow): number {
  if (a.deviates !== b.deviates) return a.deviates ? -1 : 1;
  if (a.resource !== b.resource) return a.resource < b.resource ? -1 : 1;
  return ACCESS_OPERATIONS.indexOf(a.operation) - ACCESS_OPERATIONS.indexOf(b.operation);
}
