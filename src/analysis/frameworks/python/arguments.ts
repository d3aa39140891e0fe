import type { Expr } from '../../read/ir';
import type { Definition, Program, Scope } from '../../engine/link/definitions';
import type { CallExpr } from '../../engine/link/index-data';
import { numberOf } from '../../engine/link/expression-numbers';

/** An argument by keyword or position. */
export function argument(call: CallExpr, where: { position: number; keyword?: string } | undefined): Expr | undefined {
  if (!where) return undefined;
  const byName = where.keyword === undefined ? undefined : call.args.find((arg) => arg.name === where.keyword);
  if (byName) return byName.value;
  const positional = call.args.filter((arg) => arg.name === undefined);
  const found = positional[where.position]?.value;
  return found?.kind === 'spread' ? undefined : found;
}

export function keyword(call: CallExpr, name: string): Expr | undefined {
  return call.args.find((arg) => arg.name === name)?.value;
}

/** What tells routers apart: where they were made. */
export function routerKey(program: Program, expr: Expr, scope: Scope): string {
  const [first] = program.resolve(expr, scope);
  return first ? definitionKey(first, scope) : `unknown ${scope.file}`;
}

export function definitionKey(definition: Definition, scope: Scope): string {
  if (definition.kind === 'external') {
    return definition.origin
      ? `${definition.origin.scope.file} ${numberOf(definition.origin.expr)}`
      : `${definition.path} ${scope.file}`;
  }
  if (definition.kind === 'instance') {
    const { cls, origin } = definition;
    return origin ? `${origin.scope.file} ${numberOf(origin.expr)}` : `instance ${cls.key}`;
  }
  if (definition.kind === 'object') return `list ${numberOf(definition.expr)}`;
  return definition.kind === 'module' ? `urls ${definition.file}` : `${definition.kind} ${scope.file}`;
}
