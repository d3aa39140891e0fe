import type { Expr } from '../../read/ir';
import type { Definition, Scope } from './definitions';
import { asLinkScope } from './scopes';
import { PATH_MODULES } from '../../../knowledge/transparent-calls';

const MAX_STRINGS = 16;
const MAX_LENGTH = 2000;

/** The constant strings an expression can be; parts that are not constant make it unknown. */
export function constantStrings(
  expr: Expr,
  scope: Scope,
  resolve: (expr: Expr, scope: Scope) => readonly Definition[],
  depth = 0,
): readonly string[] {
  if (depth > 12) return [];
  const part = (one: Expr): readonly string[] => constantStrings(one, scope, resolve, depth + 1);
  switch (expr.kind) {
    case 'literal':
      return spelled(expr.value);
    case 'template':
      return expr.tag ? [] : expr.parts.map(part).reduce(products, ['']);
    case 'binary':
      return ofBinary(expr, part);
    case 'conditional':
      return [...new Set([...part(expr.then), ...part(expr.otherwise)])];
    case 'call':
      return isJoin(expr) ? joinedPaths(expr.args.map((arg) => part(arg.value))) : literals(resolve(expr, scope));
    case 'name':
    case 'member':
    case 'index':
      return named(expr, scope, resolve, depth);
    default:
      return literals(resolve(expr, scope));
  }
}

function ofBinary(
  { op, left, right }: Extract<Expr, { kind: 'binary' }>,
  part: (one: Expr) => readonly string[],
): readonly string[] {
  if (op === '+') return products(part(left), part(right));
  return op === '||' || op === '??' ? [...new Set([...part(left), ...part(right)])] : [];
}

const spelled = (value: unknown): string[] =>
  typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];

function named(
  expr: Expr,
  scope: Scope,
  resolve: (expr: Expr, scope: Scope) => readonly Definition[],
  depth: number,
): readonly string[] {
  const direct = literals(resolve(expr, scope));
  if (direct.length > 0 || expr.kind !== 'name') return direct;
  const value = assignedOnce(expr.name, scope);
  return value ? constantStrings(value.expr, value.scope, resolve, depth + 1) : [];
}

/** A name with one assignment: its value may be put together from other constants. */
function assignedOnce(name: string, scope: Scope): { expr: Expr; scope: Scope } | undefined {
  const bindings = asLinkScope(scope).declaring(name)?.bindings.get(name) ?? [];
  const [only] = bindings;
  return bindings.length === 1 && only?.kind === 'value' && only.steps.length === 0 ? only : undefined;
}

function literals(definitions: readonly Definition[]): readonly string[] {
  return definitions.flatMap((one) => (one.kind === 'literal' ? spelled(one.value) : []));
}

function products(left: readonly string[], right: readonly string[]): readonly string[] {
  return left
    .flatMap((one) => right.map((other) => one + other))
    .filter((one) => one.length <= MAX_LENGTH)
    .slice(0, MAX_STRINGS);
}

function isJoin(expr: Extract<Expr, { kind: 'call' }>): boolean {
  return (
    expr.callee.kind === 'member' &&
    expr.callee.property === 'join' &&
    expr.callee.object.kind === 'name' &&
    PATH_MODULES.test(expr.callee.object.name)
  );
}

function joinedPaths(parts: readonly (readonly string[])[]): readonly string[] {
  return parts
    .reduce((left, right) =>
      products(
        left.map((one) => (one === '' ? '' : `${one}/`)),
        right,
      ),
    )
    .map((path) => path.replace(/\/{2,}/g, '/'));
}
