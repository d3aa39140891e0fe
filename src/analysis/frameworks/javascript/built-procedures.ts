import type { Expr } from '../../read/ir';
import type { CallOrigin, Definition, Program, Scope } from '../../engine/link/definitions';
import type { Guarding } from '../../engine/entries/registration';

/** Procedures that are built step by step: `builder.use(check).input(schema).mutation(handler)`. */

const MAX_CHAIN = 30;

export type External = Extract<Definition, { kind: 'external' }>;

/** What the libraries of an expression made. */
export function externals(program: Program, expr: Expr, scope: Scope): External[] {
  return program.resolve(expr, scope).flatMap((one) => (one.kind === 'external' ? [one] : []));
}

/** A call that wraps a check: its first argument is the check. */
type Wrapping = RegExp | undefined;

/** What the builder was told to `use`, in the order in which it runs. */
export function usedBefore(program: Program, { expr, scope }: CallOrigin, wrapping?: Wrapping, depth = 0): Guarding[] {
  if (depth > MAX_CHAIN || expr.callee.kind !== 'member') return [];
  const { object } = expr.callee;
  const used = expr.callee.property === 'use' ? expr.args : [];
  const own = used.map(({ value }): Guarding => guarding(program, value, scope, wrapping));
  const before = externals(program, object, scope).find((one) => one.origin !== undefined)?.origin;
  return [...(before ? usedBefore(program, before, wrapping, depth + 1) : []), ...own];
}

function guarding(program: Program, expr: Expr, scope: Scope, wrapping: Wrapping): Guarding {
  const at = { file: scope.file, span: expr.span };
  const origin = wrapping && externals(program, expr, scope).find(({ path }) => wrapping.test(path))?.origin;
  const [inner] = origin?.expr.args ?? [];
  return origin && inner
    ? { expr: inner.value, scope: origin.scope, reach: 'route', at }
    : { expr, scope, reach: 'route', at };
}
