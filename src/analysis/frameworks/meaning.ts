import {
  ANSWERING_CALLS,
  PAGE_CALLS,
  PUBLIC_HANDLER,
  PUBLIC_ROUTE,
  SAFE_METHODS,
  WEBHOOK,
  WRITING_CALLS,
  WRITING_METHODS,
} from '../../knowledge/frameworks/route-meaning';
import type { Expr } from '../read/ir';
import type { FunctionNode, Program } from '../engine/link/definitions';
import { localValues } from '../engine/guards/conditions-in-code';
import { dotted, walkDeep } from '../engine/link/walk';
import type { Registration } from '../engine/entries/registration';

export interface Meaning {
  publicByDesign: boolean;
  mutates: boolean;
  browserFacing: boolean;
  kind: Registration['kind'];
}

const MAX_CALLS = 400;

/** What an entry point is for, from its route, its method and what its handler does. */
export function meaningOf(program: Program, registration: Registration, route: string | undefined): Meaning {
  const { handler, method } = registration;
  const calls = handler?.fn ? callsIn(program, handler.fn, 0) : [];
  const named = handler ? PUBLIC_HANDLER.test(handler.name) : false;
  const writes = calls.some((name) => WRITING_CALLS.test(name) && !ANSWERING_CALLS.test(name));
  return {
    publicByDesign: named || (route !== undefined && PUBLIC_ROUTE.test(route)),
    mutates: changesData(method, registration.kind, writes),
    browserFacing: calls.some((name) => PAGE_CALLS.test(name)),
    kind: registration.kind === 'http' ? httpKind(registration, route, calls) : registration.kind,
  };
}

/** By the method where that says it; work from queues and timers is there to change something. */
function changesData(method: string | undefined, kind: Registration['kind'], writes: boolean): boolean {
  if (method !== undefined && WRITING_METHODS.has(method)) return true;
  if (method !== undefined && SAFE_METHODS.has(method)) return writes;
  return writes || /queue|scheduled/i.test(kind);
}

function httpKind(
  registration: Registration,
  route: string | undefined,
  calls: readonly string[],
): Registration['kind'] {
  if (route !== undefined && WEBHOOK.test(route)) return 'webhook';
  const uploads =
    registration.before.some((guard) => /^(upload|multer)\b|\.(single|array|fields)$/.test(calleeName(guard.expr))) ||
    calls.some((name) => /(^|\.)(files\.save|formidable|busboy)$/.test(name));
  return uploads ? 'fileUpload' : 'http';
}

function calleeName(expr: Expr): string {
  return dotted(expr.kind === 'call' ? expr.callee : expr) ?? '';
}

/** `db.users.insert`, `crypto.createHash().update`. */
function spelled(expr: Expr, depth: number): string {
  const path = dotted(expr);
  if (path !== undefined || depth > 6) return path ?? '';
  if (expr.kind === 'member') return `${spelled(expr.object, depth + 1)}.${expr.property}`;
  return expr.kind === 'call' ? `${spelled(expr.callee, depth + 1)}()` : '';
}

/** The spelled names of calls in a function and in the functions of the program it calls directly. */
function callsIn(program: Program, fn: FunctionNode, depth: number): string[] {
  const names: string[] = [];
  const inner: FunctionNode[] = [];
  const values = localValues(fn.fn.body);
  walkDeep(fn.fn.body, (expr) => {
    if (expr.kind !== 'call' || names.length > MAX_CALLS || onCollection(expr, values)) return;
    names.push(spelled(expr.callee, 0));
    if (depth < 1) inner.push(...program.callees(expr, fn.scope).map((one) => one.fn));
  });
  return [...names, ...inner.slice(0, 20).flatMap((callee) => callsIn(program, callee, depth + 1))];
}

/** `context.update(…)`, `seen.add(…)`: what a function collects for itself is no stored data. */
function onCollection({ callee }: Extract<Expr, { kind: 'call' }>, values: ReadonlyMap<string, Expr>): boolean {
  if (
    callee.kind !== 'member' ||
    callee.object.kind !== 'name' ||
    !/^(add|update|remove|delete|put|merge|write|increment|save|commit)$/.test(callee.property)
  )
    return false;
  const made = values.get(callee.object.name);
  return made !== undefined && isCollection(made);
}

const COLLECTIONS =
  /^(set|dict|list|Set|Map|WeakMap|URLSearchParams|Headers|FormData|Counter|OrderedDict|defaultdict|deque|StringIO|BytesIO)$/;

function isCollection(made: Expr): boolean {
  if (made.kind === 'call') return COLLECTIONS.test(dotted(made.callee)?.split('.').at(-1) ?? '');
  return made.kind === 'object' || made.kind === 'array' || made.kind === 'comprehension';
}
