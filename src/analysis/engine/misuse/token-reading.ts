import type { Expr, Stmt } from '../../read/ir';
import { BROWSER_COOKIES, BROWSER_VALUES } from '../../../knowledge/in-browsers';
import type { FunctionNode } from '../link/definitions';
import { walkDeep, walkStmts } from '../link/walk';
import { calledName, type CallExpr, type Site } from './site';
import { VERIFIES } from '../../../knowledge/misuse/tokens';

/** Whether a verifier decides before the token is read: in the same function, or because it calls the function back. */
export function isVerifiedBefore(site: Site): boolean {
  return verifiesIn(site.owner.fn.body) || calledBackByVerifier(site.owner);
}

function verifiesIn(body: readonly Stmt[]): boolean {
  let found = false;
  walkDeep(body, (expr) => {
    if (expr.kind === 'call' && VERIFIES.test(calledName(expr))) found = true;
  });
  return found;
}

/** `authenticate('x', (failure, user) => …)`: what is called back runs after the verifier has decided. */
function calledBackByVerifier(owner: FunctionNode): boolean {
  for (let inner = owner; inner.parent; inner = inner.parent) if (handsToVerifier(inner.parent, inner)) return true;
  return false;
}

function handsToVerifier(outer: FunctionNode, inner: FunctionNode): boolean {
  let found = false;
  walkStmts(outer.fn.body, {
    expr: (expr) => {
      found ||= expr.kind === 'call' && VERIFIES.test(calledName(expr)) && hands(expr, inner);
      return !found;
    },
  });
  return found;
}

const hands = (call: CallExpr, { fn }: FunctionNode): boolean =>
  call.args.some(({ value }) => (value.kind === 'function' ? value.fn === fn : namesIt(value, fn.name)));

const namesIt = (value: Expr, name: string): boolean => value.kind === 'name' && value.name === name;

/** Whether the code runs in a browser: what it reads from a token there is shown, and the server decides. */
export function runsInBrowser({ owner, program }: Site): boolean {
  let found = false;
  walkDeep(owner.fn.body, (expr) => {
    if (expr.kind === 'name' && BROWSER_VALUES.has(expr.name)) found = true;
    if (expr.kind === 'call' && !found)
      found = program.externalPaths(expr.callee, owner.scope).some((path) => BROWSER_COOKIES.test(path));
  });
  return found;
}
