import { lastName } from '../last-name';
import type { Expr, Stmt } from '../../read/ir';
import { dotted, walkExpr, walkStmts } from '../link/walk';
import { INVALID_STATUS, LOGIN_TARGET, REFUSING_NAMES, REFUSING_STATUS } from '../../../knowledge/controls/own-checks';

/** How a piece of code turns a request away. */
export type Refusal = 'denied' | 'redirect-login' | 'redirect' | 'invalid' | 'error' | 'value';

/** How statements turn a request away, if they do; the strongest way wins. */
export function refusalIn(stmts: readonly Stmt[]): Refusal | undefined {
  let found: Refusal | undefined;
  const note = (refusal: Refusal | undefined): void => {
    if (refusal && (found === undefined || RANK[refusal] > RANK[found])) found = refusal;
  };
  walkStmts(stmts, {
    stmt: (stmt) => {
      if (stmt.kind === 'throw') note(thrownBy(stmt.value));
      return true;
    },
    expr: (expr) => {
      note(refusalOf(expr));
      return true;
    },
  });
  return found;
}

const RANK: Record<Refusal, number> = { denied: 6, 'redirect-login': 5, invalid: 4, redirect: 3, error: 2, value: 1 };

export function refusalInExpr(expr: Expr): Refusal | undefined {
  let found: Refusal | undefined;
  walkExpr(expr, {
    expr: (one) => {
      const here = refusalOf(one);
      if (here && (found === undefined || RANK[here] > RANK[found])) found = here;
      return true;
    },
  });
  return found;
}

/** How an exception turns a request away. */
export function thrownBy(value: Expr | undefined): Refusal {
  if (!value) return 'error';
  if (value.kind !== 'call') return REFUSING_NAMES.test(dotted(value) ?? '') ? 'denied' : 'error';
  if (REFUSING_NAMES.test(spelled(value))) return 'denied';
  const status = statusIn(value);
  // Not found, conflict and the like say nothing about who asks.
  return refusalOfStatus(status) ?? (status === undefined ? 'error' : 'value');
}

export function refusalOf(expr: Expr): Refusal | undefined {
  if (expr.kind !== 'call') return undefined;
  const name = lastName(expr.callee) ?? '';
  if (
    /^(status|sendStatus|writeHead|abort|throw|code|HTTPException|Response|HttpResponse|JsonResponse|JSONResponse|assert|make_response|json|set_status|send_error|createError|HttpException)$/i.test(
      name,
    )
  ) {
    const byCode = refusalOfStatus(statusIn(expr));
    if (byCode) return byCode;
  }
  const last = expr.args.at(-1)?.value;
  // `c.text('no', 401)`: the status stands behind what is answered.
  if (/^(text|html|body|newResponse)$/.test(name) && expr.args.length > 1 && last?.kind === 'literal') {
    const byCode = typeof last.value === 'number' ? refusalOfStatus(last.value) : undefined;
    if (byCode) return byCode;
  }
  if (/^(redirect|redirect_to|redirect_to_login|HttpResponseRedirect|RedirectResponse|RedirectToRoute)$/.test(name))
    return redirected(expr, name);
  if (
    /^(next|done|callback|cb|reject)$/.test(name) &&
    expr.args.length > 0 &&
    !(expr.args[0]?.value.kind === 'literal' && expr.args[0].value.value === null)
  )
    return next(expr);
  return /^[A-Za-z_.]*$/.test(name) && REFUSING_NAMES.test(name) && !/^(is|has|check|get|set)/i.test(name)
    ? 'denied'
    : undefined;
}

function redirected(expr: Extract<Expr, { kind: 'call' }>, name: string): Refusal {
  if (name === 'redirect_to_login') return 'redirect-login';
  const targets = expr.args
    .map((arg) => arg.value)
    .map((value) => (value.kind === 'call' ? value.args[0]?.value : value));
  return targets.some((target) => target && LOGIN_TARGET.test(textOf(target))) ? 'redirect-login' : 'redirect';
}

/** `next(err)`: an error handler answers; `next('route')` only skips. */
function next(expr: Extract<Expr, { kind: 'call' }>): Refusal | undefined {
  const value = expr.args[0]?.value;
  if (!value || value.kind === 'literal') return undefined;
  return value.kind === 'call' ? thrownBy(value) : REFUSING_NAMES.test(dotted(value) ?? '') ? 'denied' : 'error';
}

export function refusalOfStatus(status: number | undefined): Refusal | undefined {
  if (status === undefined) return undefined;
  if (REFUSING_STATUS.has(status)) return 'denied';
  return INVALID_STATUS.has(status) ? 'invalid' : undefined;
}

/**
 * A status code among the arguments: a number, `status=403`, `status.HTTP_403_FORBIDDEN`, `HttpStatus.FORBIDDEN`, `{
 * status: 401 }`.
 */
function statusIn(call: Extract<Expr, { kind: 'call' }>): number | undefined {
  for (const { value, name } of call.args) {
    if (value.kind === 'literal' && typeof value.value === 'number') return value.value;
    if (value.kind === 'member') {
      const code = /(\d{3})/.exec(value.property)?.[1];
      if (code !== undefined) return Number(code);
      if (REFUSING_NAMES.test(value.property)) return 403;
      if (/^BAD_REQUEST$/i.test(value.property)) return 400;
    }
    if (value.kind === 'object') {
      const status = value.properties.find((property) => /^(status|statusCode|code)$/.test(property.key ?? ''))?.value;
      if (status?.kind === 'literal' && typeof status.value === 'number') return status.value;
    }
    if (name === 'status' && value.kind === 'name' && REFUSING_NAMES.test(value.name)) return 403;
  }
  return undefined;
}

function spelled(call: Extract<Expr, { kind: 'call' }>): string {
  return [
    dotted(call.callee) ?? (call.callee.kind === 'member' ? call.callee.property : ''),
    ...call.args.map((arg) => textOf(arg.value)),
  ].join(' ');
}

function textOf(expr: Expr): string {
  if (expr.kind === 'literal') return String(expr.value);
  if (expr.kind === 'template') return expr.parts.map(textOf).join('');
  if (expr.kind === 'binary') return `${textOf(expr.left)}${textOf(expr.right)}`;
  return dotted(expr) ?? '';
}
