import { lastName } from '../last-name';
import type { Arg, Expr, Stmt } from '../../read/ir';
import { dotted, walkExpr, walkStmts } from '../link/walk';
import { INVALID_STATUS, LOGIN_TARGET, REFUSING_NAMES, REFUSING_STATUS } from '../../../knowledge/controls/own-checks';

type Call = Extract<Expr, { kind: 'call' }>;

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

/** Calls that are given the status of the answer. */
const ANSWERING =
  /^(status|sendStatus|writeHead|abort|throw|code|HTTPException|Response|HttpResponse|JsonResponse|JSONResponse|assert|make_response|json|set_status|send_error|createError|HttpException)$/i;
/** `c.text('no', 401)`: the status stands behind what is answered. */
const ANSWERING_FIRST = /^(text|html|body|newResponse)$/;
const REDIRECTING = /^(redirect|redirect_to|redirect_to_login|HttpResponseRedirect|RedirectResponse|RedirectToRoute)$/;
const HANDING_ON = /^(next|done|callback|cb|reject)$/;

export function refusalOf(expr: Expr): Refusal | undefined {
  if (expr.kind !== 'call') return undefined;
  const name = lastName(expr.callee) ?? '';
  const byCode = refusalOfStatus(statusAnswered(expr, name));
  if (byCode) return byCode;
  if (REDIRECTING.test(name)) return redirected(expr, name);
  if (HANDING_ON.test(name) && handsSomethingOn(expr)) return next(expr);
  return refusesByName(name) ? 'denied' : undefined;
}

function statusAnswered(expr: Call, name: string): number | undefined {
  if (ANSWERING.test(name)) return statusIn(expr);
  const last = expr.args.at(-1)?.value;
  if (!ANSWERING_FIRST.test(name) || expr.args.length < 2 || last?.kind !== 'literal') return undefined;
  return typeof last.value === 'number' ? last.value : undefined;
}

function handsSomethingOn({ args: [first] }: Call): boolean {
  return first !== undefined && !(first.value.kind === 'literal' && first.value.value === null);
}

const refusesByName = (name: string): boolean =>
  /^[A-Za-z_.]*$/.test(name) && REFUSING_NAMES.test(name) && !/^(is|has|check|get|set)/i.test(name);

function redirected(expr: Call, name: string): Refusal {
  if (name === 'redirect_to_login') return 'redirect-login';
  const targets = expr.args
    .map((arg) => arg.value)
    .map((value) => (value.kind === 'call' ? value.args[0]?.value : value));
  return targets.some((target) => target && LOGIN_TARGET.test(textOf(target))) ? 'redirect-login' : 'redirect';
}

/** `next(err)`: an error handler answers; `next('route')` only skips. */
function next(expr: Call): Refusal | undefined {
  const value = expr.args[0]?.value;
  if (!value || value.kind === 'literal') return undefined;
  if (value.kind === 'call') return thrownBy(value);
  return REFUSING_NAMES.test(dotted(value) ?? '') ? 'denied' : 'error';
}

export function refusalOfStatus(status: number | undefined): Refusal | undefined {
  if (status === undefined) return undefined;
  if (REFUSING_STATUS.has(status)) return 'denied';
  return INVALID_STATUS.has(status) ? 'invalid' : undefined;
}

/** A status code among the arguments. */
function statusIn(call: Call): number | undefined {
  for (const arg of call.args) {
    const status = statusOf(arg);
    if (status !== undefined) return status;
  }
  return undefined;
}

/** A number, `status=403`, `status.HTTP_403_FORBIDDEN`, `HttpStatus.FORBIDDEN`, `{ status: 401 }`. */
function statusOf({ value, name }: Arg): number | undefined {
  if (value.kind === 'member') return statusNamed(value.property);
  if (value.kind === 'name') return name === 'status' && REFUSING_NAMES.test(value.name) ? 403 : undefined;
  if (value.kind !== 'object') return numberIn(value);
  return numberIn(value.properties.find(({ key }) => /^(status|statusCode|code)$/.test(key ?? ''))?.value);
}

function numberIn(value: Expr | undefined): number | undefined {
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

function statusNamed(name: string): number | undefined {
  const code = /(\d{3})/.exec(name)?.[1];
  if (code !== undefined) return Number(code);
  if (REFUSING_NAMES.test(name)) return 403;
  return /^BAD_REQUEST$/i.test(name) ? 400 : undefined;
}

function spelled(call: Call): string {
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
