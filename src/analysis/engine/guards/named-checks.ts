import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { Program, Scope } from '../link/definitions';
import { dotted } from '../link/walk';
import { KNOWN_CHECKS, type KnownCheck } from '../../../knowledge/controls/known-checks';
import { ADMINISTRATORS } from '../../../knowledge/controls/own-checks';
import type { Check } from './check';

interface LibraryCheck {
  row: KnownCheck;
  library: string;
}

/** The checks that library paths stand for. */
export function ofLibrary(paths: readonly string[]): LibraryCheck[] {
  return KNOWN_CHECKS.flatMap((row): LibraryCheck[] => {
    const library = paths.find((one) => row.path.test(one));
    return library === undefined ? [] : [{ row, library }];
  });
}

/** What the check of a library establishes. */
export function fromLibrary(
  { row: { category, establishes, strength, basis }, library }: LibraryCheck,
  name: string,
): Check {
  return { category, establishes, name, strength, basis: { is: basis }, library };
}

/** `allow(Permission.ADMIN)`: the permission that only administrators have is their role. */
export function withWrittenRole(check: Check, expr: Expr): Check {
  if (check.establishes !== 'permission' || expr.kind !== 'call') return check;
  const [first, ...others] = expr.args.map(({ value }) =>
    value.kind === 'literal' ? String(value.value) : (lastName(value) ?? ''),
  );
  return first !== undefined && others.length === 0 && ADMINISTRATORS.test(first)
    ? { ...check, roles: [first] }
    : check;
}

function spelled(expr: Expr): string {
  if (expr.kind !== 'literal' || expr.value === null) return '…';
  return typeof expr.value === 'string' ? `'${expr.value}'` : String(expr.value);
}

/** A closure has the name of what made it: `requireRole('admin')`. */
export function named(check: Check, expr: Expr): Check {
  const name = check.name.startsWith('<') ? dotted(expr.kind === 'call' ? expr.callee : expr) : undefined;
  if (name === undefined) return check;
  const given = expr.kind === 'call' ? expr.args.map((arg) => spelled(arg.value)).join(', ') : undefined;
  return { ...check, name: given === undefined || given.length > 40 ? name : `${name}(${given})` };
}

export const LIMIT: Omit<Check, 'name'> = {
  category: 'rate-limiting',
  establishes: 'rate-limit',
  strength: 'weak',
  basis: { is: 'by-name' },
};

export const SCHEMA: Check = {
  category: 'input-validation',
  establishes: 'schema',
  name: 'schema',
  strength: 'strong',
  basis: { is: 'framework-checks-schema' },
};

/** Whether it is code of the program, read so far or not. */
export function isWrittenHere(program: Program, expr: Expr, scope: Scope): boolean {
  const callee = expr.kind === 'call' ? expr.callee : expr;
  return program.whole.resolve(callee, scope).some(({ kind }) => kind === 'function');
}
