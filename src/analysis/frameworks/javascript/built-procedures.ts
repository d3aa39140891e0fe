import type { Expr } from '../../read/ir';
import type { CallOrigin, Definition, Program, Scope } from '../../engine/link/definitions';
import type { Described, Guarding } from '../../engine/entries/registration';

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
export const usedBefore = (program: Program, built: CallOrigin, wrapping?: Wrapping): Guarding[] =>
  stepsOf(program, built).flatMap(({ method, expr, scope }) =>
    method === 'use' ? expr.args.map(({ value }) => guarding(program, value, scope, wrapping)) : [],
  );

/** What the builder was told of the input, by the method that tells it. */
export const describedBy = (program: Program, built: CallOrigin, methods: RegExp, member: string): Described[] =>
  stepsOf(program, built).flatMap(({ method, expr, scope }) => {
    const schema = methods.test(method) ? expr.args[0]?.value : undefined;
    return schema ? [{ member, expr: schema, scope }] : [];
  });

interface Step extends CallOrigin {
  method: string;
}

/** The calls by which something is built, the first one first. */
function stepsOf(program: Program, { expr, scope }: CallOrigin, depth = 0): Step[] {
  if (depth > MAX_CHAIN || expr.callee.kind !== 'member') return [];
  const { object, property } = expr.callee;
  const before = externals(program, object, scope).find((one) => one.origin !== undefined)?.origin;
  return [...(before ? stepsOf(program, before, depth + 1) : []), { method: property, expr, scope }];
}

function guarding(program: Program, expr: Expr, scope: Scope, wrapping: Wrapping): Guarding {
  const at = { file: scope.file, span: expr.span };
  const origin = wrapping && externals(program, expr, scope).find(({ path }) => wrapping.test(path))?.origin;
  const [inner] = origin?.expr.args ?? [];
  return origin && inner
    ? { expr: inner.value, scope: origin.scope, reach: 'route', at }
    : { expr, scope, reach: 'route', at };
}
