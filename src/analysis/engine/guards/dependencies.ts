import { lastName } from '../last-name';
import type { Expr, Param } from '../../read/ir';
import type { FunctionNode, Program, Scope } from '../link/definitions';
import type { Guarding } from '../entries/registration';
import { asLinkScope } from '../link/scopes';
import { DEPENDENCY_CALLS } from '../../../knowledge/controls/own-checks';

const MAX_DEPTH = 4;

/** FastAPI: what a handler's parameters depend on, and what that depends on. */
export function injectedDependencies(program: Program, fn: FunctionNode, depth = 0): Guarding[] {
  if (depth > MAX_DEPTH || !asLinkScope(fn.scope).dialect.parametersDeclareGuards) return [];
  return fn.fn.params.flatMap((param) =>
    dependenciesOf(program, fn, param).flatMap(({ expr, scope }): Guarding[] => {
      const inner = program
        .resolve(expr, scope)
        .flatMap((one) => (one.kind === 'function' ? injectedDependencies(program, one.fn, depth + 1) : []));
      return [...inner, { expr, scope, reach: 'function', at: { file: fn.file, span: param.span } }];
    }),
  );
}

/** What fills a parameter: `user = Depends(get_user)`, `Annotated[User, Depends(get_user)]`. */
export function dependenciesOf(program: Program, fn: FunctionNode, param: Param): { expr: Expr; scope: Scope }[] {
  if (!asLinkScope(fn.scope).dialect.parametersDeclareGuards) return [];
  const marked = [param.fallback, ...annotated(program, param.annotation, fn.scope.parent ?? fn.scope)];
  return marked
    .flatMap((one) => dependency(one))
    .map((expr) => ({ expr, scope: scopeOf(program, expr, fn, param.annotation) }));
}

/** The parts of `Annotated[T, Depends(f)]`, written out or as an alias. */
function annotated(program: Program, annotation: Expr | undefined, scope: Scope): Expr[] {
  if (!annotation) return [];
  const index = annotatedIndex(program, annotation, scope);
  if (index?.expr.kind !== 'index') return [];
  const parts = index.expr.index;
  return parts.kind === 'array' || parts.kind === 'sequence' ? parts.items : [parts];
}

function annotatedIndex(program: Program, annotation: Expr, scope: Scope): { expr: Expr; scope: Scope } | undefined {
  if (annotation.kind === 'index') return { expr: annotation, scope };
  const alias = program.resolve(annotation, scope).find((one) => one.kind === 'object' && one.expr.kind === 'index');
  return alias?.kind === 'object' ? { expr: alias.expr, scope: alias.scope } : undefined;
}

/** Names in an alias are read where the alias is written. */
function scopeOf(program: Program, expr: Expr, fn: FunctionNode, annotation: Expr | undefined): Scope {
  const outer = fn.scope.parent ?? fn.scope;
  if (!annotation || annotation.kind === 'index') return outer;
  const alias = annotatedIndex(program, annotation, outer);
  return alias &&
    !fn.fn.params.some(
      (param) => param.fallback?.kind === 'call' && param.fallback.args.some((arg) => arg.value === expr),
    )
    ? alias.scope
    : outer;
}

function dependency(expr: Expr | undefined): Expr[] {
  if (expr?.kind !== 'call') return [];
  const name = lastName(expr.callee) ?? '';
  const first = expr.args[0]?.value;
  return DEPENDENCY_CALLS.test(name) && first ? [first] : [];
}
