import type { Stmt } from '../../read/ir';
import { functionsOf } from '../entries/handlers';
import type { Guarding } from '../entries/registration';
import type { FunctionNode, Program } from '../link/definitions';
import { walkBody, walkDeep } from '../link/walk';
import { refusalIn } from '../evidence/refusals';
import { OF_THE_ADDRESS, REFUSES_NOBODY } from '../../../knowledge/controls/own-checks';

const refuses = (fn: FunctionNode): boolean => refusesIn(fn.fn.body);

/** A decorator turns away in the function that it gives instead; each is entered once, however deep it stands. */
function refusesIn(body: readonly Stmt[]): boolean {
  const open: (readonly Stmt[])[] = [body];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (refusalIn(next) !== undefined) return true;
    walkBody(
      next,
      () => undefined,
      (fn) => open.push(fn.body),
    );
  }
  return false;
}

function ownFunctions(program: Program, { expr, scope }: Pick<Guarding, 'expr' | 'scope'>): FunctionNode[] {
  return [
    ...program.resolve(expr, scope).flatMap((one) => (one.kind === 'function' ? [one.fn] : [])),
    ...(expr.kind === 'call' ? program.callees(expr, scope).map((one) => one.fn) : []),
    ...functionsOf(program, expr, scope),
  ];
}

/** Whether it looks at what the address names; code that was not read may. */
export function readsAddress(program: Program, guard: Pick<Guarding, 'expr' | 'scope'>): boolean {
  const own = ownFunctions(program, guard);
  if (own.length === 0) return true;
  let found = false;
  for (const { fn } of own) {
    walkDeep(fn.body, (expr) => {
      if (
        (expr.kind === 'member' && OF_THE_ADDRESS.test(expr.property)) ||
        (expr.kind === 'index' && expr.object.kind === 'name' && OF_THE_ADDRESS.test(expr.object.name))
      )
        found = true;
    });
  }
  return found;
}

/** Whether what stands before a handler turns requests away, or is code that was not read and may do so. */
export function mayRefuse(program: Program, { expr, scope }: Guarding): boolean {
  const definitions = program.resolve(expr, scope);
  const own = ownFunctions(program, { expr, scope });
  if (own.length > 0) return own.some(refuses);
  // A class whose deciding method was read and not understood.
  if (definitions.some((one) => one.kind === 'class' || one.kind === 'instance')) return true;
  // `Depends(Needs([…]))`: an object that is called, which was read and not understood.
  const handed = expr.kind === 'call' ? expr.args.flatMap(({ value }) => program.resolve(value, scope)) : [];
  if (handed.some(({ kind }) => kind === 'instance')) return true;
  return (
    definitions.length === 0 &&
    expr.kind !== 'literal' &&
    expr.kind !== 'object' &&
    expr.kind !== 'array' &&
    !REFUSES_NOBODY.test(program.externalPaths(expr, scope)[0] ?? '')
  );
}
