import {
  ACTS_ON_OBJECT,
  FIRST_RUN,
  PAGE_CALLS,
  PUBLIC_HANDLER,
  PUBLIC_ROUTE,
  SAFE_METHODS,
  SHOWN_BELOW,
  SHOWN_PAGE,
  WEBHOOK,
  WRITING_METHODS,
} from '../../knowledge/frameworks/route-meaning';
import type { Expr } from '../read/ir';
import type { Program } from '../engine/link/definitions';
import { callsIn, writesByName } from '../engine/evidence/called-names';
import { dotted } from '../engine/link/walk';
import type { Registration } from '../engine/entries/registration';

export interface Meaning {
  publicByDesign: boolean;
  mutates: boolean;
  browserFacing: boolean;
  kind: Registration['kind'];
}

/** What an entry point is for, from its route, its method and what its handler does. */
export function meaningOf(program: Program, registration: Registration, route: string | undefined): Meaning {
  const { handler, method } = registration;
  const calls = handler?.fn ? callsIn(program, handler.fn) : [];
  const named = handler ? PUBLIC_HANDLER.test(handler.name) : false;
  const writes = calls.some(writesByName);
  return {
    publicByDesign: route === undefined ? named : isPublic(route, method, named),
    mutates: changesData(method, registration.kind, writes),
    browserFacing: calls.some((name) => PAGE_CALLS.test(name)),
    kind: registration.kind === 'http' ? httpKind(registration, route, calls) : registration.kind,
  };
}

/** By its handler's name or its address, unless it does something to what the address names. */
function isPublic(named: string, method: string | undefined, byHandler: boolean): boolean {
  const route = asAddress(named);
  if (ACTS_ON_OBJECT.test(route)) return false;
  if (byHandler || FIRST_RUN.test(route)) return true;
  const shown =
    (SHOWN_BELOW.test(route) || SHOWN_PAGE.test(route)) && method !== undefined && WRITING_METHODS.has(method);
  return PUBLIC_ROUTE.test(route) && !shown;
}

/** Procedures and actions are called by their names, whose parts stand for those of an address: `users.signUp`. */
const asAddress = (route: string): string =>
  route.startsWith('/') ? route : route.replace(/^action:/, '').replaceAll('.', '/');

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
