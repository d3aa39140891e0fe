import type { Expr, Stmt } from '../../read/ir';
import { eachInBody } from '../link/flat-body';

/** A name that is given a value: a variable, a member, a key of an object, a keyword argument. */
export interface Setting {
  name: string;
  value: Expr;
  span: Expr['span'];
}

/** Everything in a body that gives a name a value; functions written in it are left out. */
export function settingsOf(body: readonly Stmt[]): Setting[] {
  const found: Setting[] = [];
  eachInBody(
    body,
    (stmt) => {
      if (stmt.kind === 'declare' && stmt.target.kind === 'bind' && stmt.value)
        found.push({ name: stmt.target.name, value: stmt.value, span: stmt.span });
    },
    (expr) => addSettings(expr, found),
  );
  return found;
}

function addSettings(expr: Expr, found: Setting[]): void {
  switch (expr.kind) {
    case 'assign':
      found.push(...assigned(expr));
      break;
    case 'object':
      for (const { key, value, span } of expr.properties) if (key !== undefined) found.push({ name: key, value, span });
      break;
    case 'call':
      for (const { name, value } of expr.args) if (name !== undefined) found.push({ name, value, span: expr.span });
      break;
    default:
  }
}

function assigned({ target, value, span }: Extract<Expr, { kind: 'assign' }>): Setting[] {
  if (target.kind === 'bind') return [{ name: target.name, value, span }];
  if (target.kind !== 'place') return [];
  const { expr } = target;
  if (expr.kind === 'member') return [{ name: expr.property, value, span }];
  return expr.kind === 'index' && expr.index.kind === 'literal'
    ? [{ name: String(expr.index.value), value, span }]
    : [];
}
