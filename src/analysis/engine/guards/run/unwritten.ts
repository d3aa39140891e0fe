import type { Expr, Stmt } from '../../../read/ir';
import type { FunctionNode } from '../../link/definitions';
import { lastName } from '../../last-name';
import { UNWRITTEN } from '../../../../knowledge/flow/endings';

/** A method that is there to be written elsewhere: what it does is not what its body says. */
export const isUnwritten = ({ fn, cls }: FunctionNode): boolean => {
  if (!cls) return false;
  const said = fn.body.filter((stmt) => !saysNothing(stmt));
  const [only] = said;
  return said.length === 1 && only?.kind === 'throw' && only.value !== undefined && refersOn(only.value);
};

/** A comment in the form of a text. */
const saysNothing = (stmt: Stmt): boolean => stmt.kind === 'expr' && stmt.expr.kind === 'literal';

function refersOn(thrown: Expr): boolean {
  const made = thrown.kind === 'call' ? thrown : undefined;
  const [told] = made?.args ?? [];
  return (
    UNWRITTEN.test(lastName(made?.callee ?? thrown) ?? '') ||
    (told?.value.kind === 'literal' && UNWRITTEN.test(String(told.value.value)))
  );
}
