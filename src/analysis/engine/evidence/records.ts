import { CONSOLE, ENCRYPTING, FAILURE, LOGGING, REPORTS_FAILURE } from '../../../knowledge/controls/records';
import { isTenantName } from '../../../knowledge/sensitive-names';
import type { Expr } from '../../read/ir';
import { exprsOf } from '../link/body-parts';
import { flatBody } from '../link/flat-body';
import { dotted } from '../link/walk';
import type { Body } from './body';
import type { Found } from './found';
import { namesIn, ownNames, steps } from './spelling';

/** Calls that encrypt, with the names of what they are given and of what takes the result. */
export function encryptions({ calls, settings }: Body): Found[] {
  return calls
    .filter((call) => ENCRYPTING.test((steps(call.callee) ?? []).slice(-2).join('.')))
    .map((call): Found => {
      const taking = settings.filter(({ value }) => value === call || (value.kind === 'await' && value.value === call));
      const names = [...call.args.flatMap((arg) => namesIn(arg.value)), ...taking.map((one) => one.name)];
      return { kind: 'encrypts', names: [...new Set(names)], span: call.span };
    });
}

/** Whether a call only says that the program failed: that is no record of what somebody did. */
export function reportsFailure({ callee, args }: Extract<Expr, { kind: 'call' }>): boolean {
  if (REPORTS_FAILURE.test(dotted(callee) ?? '')) return true;
  return args.length > 0 && args.every(({ value }) => FAILURE.test(failureOf(value)));
}

/** The name of a failure, or of what a member of it is read from. */
function failureOf(expr: Expr): string {
  if (expr.kind === 'name') return expr.name;
  return expr.kind === 'member' ? failureOf(expr.object) : '';
}

/** Calls that leave a record. */
export function logs({ calls }: Body): Found[] {
  return calls.flatMap((call): Found[] => {
    const path = dotted(call.callee) ?? '';
    const toConsole = CONSOLE.test(path);
    if (reportsFailure(call)) return [];
    return toConsole || LOGGING.test(path) ? [{ kind: 'writes-log', toConsole, span: call.span }] : [];
  });
}

const namesTenant = (expr: Expr): boolean => namesIn(expr).some(isTenantName);

/** Names of tenants that a body spells, at the first of them. */
export function tenants({ stmts }: Body): Found[] {
  const flat = flatBody(stmts);
  const names = flat.exprs.flatMap((expr) => ownNames(expr).filter(isTenantName));
  const span = names.length > 0 ? flat.stmts.flatMap(exprsOf).find(namesTenant)?.span : undefined;
  return span ? [{ kind: 'names-tenant', names: [...new Set(names)].sort(), span }] : [];
}
