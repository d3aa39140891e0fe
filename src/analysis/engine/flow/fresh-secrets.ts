import { lastName } from '../last-name';
import type { Expr, Stmt } from '../../read/ir';
import { namesWhereItGoes } from '../destinations';
import { walkExpr } from '../link/walk';
import { MAKES_SECRETS, isFreshCredential } from '../../../knowledge/sensitive-names';

/**
 * `const token = crypto.randomBytes(32).toString('hex')`: a credential made here, that only one person is to get.
 * What it is called tells it, here or where it goes (`resetToken: hash(made)`).
 * @param body The statements of the function.
 */
export function isFreshSecret(name: string, value: Expr, body: readonly Stmt[]): boolean {
  return isMade(value) && (isFreshCredential(name) || namesWhereItGoes(body, name).some(isFreshCredential));
}

const MADE = new WeakMap<Expr, boolean>();

/** One declaration may be run many times. */
function isMade(value: Expr): boolean {
  let made = MADE.get(value);
  if (made === undefined) MADE.set(value, (made = makes(value)));
  return made;
}

function makes(value: Expr): boolean {
  let made = false;
  walkExpr(value, {
    expr: (expr) => {
      if (expr.kind === 'call' && MAKES_SECRETS.test(lastName(expr.callee) ?? '')) made = true;
      return expr.kind !== 'function' && expr.kind !== 'class';
    },
  });
  return made;
}
