import type { Expr, Stmt } from '../../read/ir';
import type { Guarding, Place } from '../entries/registration';
import type { Scope } from '../link/definitions';
import { blocksOf } from '../link/body-parts';

/** The condition under which a guard is installed at all, when the route is not under the same condition. */
export function installCondition(guard: Guarding, route: Place): Expr | undefined {
  const body = ownerBody(guard.scope);
  return body ? innermost(body, guard.at, route, guard.scope.file) : undefined;
}

function ownerBody(scope: Scope): readonly Stmt[] | undefined {
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.owner) return at.owner.fn.body;
  return undefined;
}

function innermost(stmts: readonly Stmt[], guard: Place, route: Place, file: string): Expr | undefined {
  for (const stmt of stmts) {
    if (!contains(stmt, guard, file)) continue;
    for (const block of blocksOf(stmt)) {
      if (!block.some((inner) => contains(inner, guard, file))) continue;
      const together = block.some((inner) => contains(inner, route, file));
      return innermost(block, guard, route, file) ?? (stmt.kind === 'if' && !together ? stmt.test : undefined);
    }
  }
  return undefined;
}

function contains(stmt: Stmt, place: Place, file: string): boolean {
  if (place.file !== file) return false;
  const { span } = stmt;
  return span.line <= place.span.line && place.span.endLine <= span.endLine;
}
