import { lastName } from '../last-name';
import type { Expr, Stmt } from '../../read/ir';
import { namesWhereItGoes } from '../destinations';
import { walkExpr } from '../link/walk';
import { isFreshCredential } from '../../../knowledge/sensitive-names';

const MAKES =
  /^(?:random|randomBytes|randomUUID|randomInt|getRandomValues|uuid|uuidv4|uuid4|v4|nanoid|token_urlsafe|token_hex|token_bytes|urandom|getrandbits|choices|generate\w*(?:Token|Password|Otp|Code|Secret)|generate_\w*(?:token|password|otp|code|secret)|newToken|sign)$/i;

/**
 * `const token = crypto.randomBytes(32).toString('hex')`: a credential made here, that only one person is to get. What it is
 * called tells it, here or where it goes (`resetToken: hash(made)`).
 * @param body The statements of the function.
 */
export function isFreshSecret(name: string, value: Expr, body: readonly Stmt[]): boolean {
  return isMade(value) && (isFreshCredential(name) || namesWhereItGoes(body, name).some(isFreshCredential));
}

function isMade(value: Expr): boolean {
  let made = false;
  walkExpr(value, {
    expr: (expr) => {
      if (expr.kind === 'call' && MAKES.test(lastName(expr.callee) ?? '')) made = true;
      return expr.kind !== 'function' && expr.kind !== 'class';
    },
  });
  return made;
}
