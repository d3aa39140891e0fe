import type { Expr, Stmt } from '../../read/ir';
import { walkStmts } from '../link/walk';

/** A name that is given a value: a variable, a member, a key of an object, a keyword argument. */
export interface Setting {
  name: string;
  value: Expr;
  span: Expr['span'];
}

/** Everything in a body that gives a name a value; functions written in it are left out. */
export function settingsOf(body: readonly Stmt[]): Setting[] {
  const found: Setting[] = [];
  walkStmts(body, {
    stmt: (stmt) => {
      if (stmt.kind === 'declare' && stmt.target.kind === 'bind' && stmt.value)
        found.push({ name: stmt.target.name, value: stmt.value, span: stmt.span });
      return true;
    },
    expr: (expr) => {
      found.push(...settingsIn(expr));
      return expr.kind !== 'function' && expr.kind !== 'class';
    },
  });
  return found;
}

function settingsIn(expr: Expr): Setting[] {
  switch (expr.kind) {
    case 'assign':
      return assigned(expr);
    case 'object':
      return expr.properties.flatMap(({ key, value, span }) => (key === undefined ? [] : [{ name: key, value, span }]));
    case 'call':
      return expr.args.flatMap(({ name, value }) => (name === undefined ? [] : [{ name, value, span: expr.span }]));
    default:
      return [];
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
