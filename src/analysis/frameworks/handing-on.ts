import type { Registration } from '../engine/entries/registration';
import { walkDeep } from '../engine/link/walk';
import type { FunctionIr } from '../read/ir';

/**
 * Leaves out what only stands before another registration: its handler is not of the program, and one registered
 * later on the same router answers the same method and path. If the first answered, the second could never be reached.
 */
export function withoutHandingOn(registrations: readonly Registration[]): Registration[] {
  const last = new Map<string, Registration>();
  for (const one of registrations) {
    const known = last.get(keyOf(one));
    if (answers(one) && (!known || isLater(one, known))) last.set(keyOf(one), one);
  }
  const before = new Map<string, Registration>();
  const left = registrations.filter((one) => {
    const other = last.get(keyOf(one));
    const stays = answers(one) || !one.handler || !other || !isLater(other, one);
    if (!stays && !before.has(keyOf(one))) before.set(keyOf(one), one);
    return stays;
  });
  return withoutUnreached(left).map((one) => ({ ...one, at: placeOf(one, before.get(keyOf(one))) }));
}

/** What a library makes for a method and a path is never asked where a handler registered before answers them. */
function withoutUnreached(registrations: readonly Registration[]): Registration[] {
  const answering = new Map<string, Registration>();
  for (const one of registrations)
    if (one.handler?.fn && !answering.has(keyOf(one)) && !handsOn(one.handler.fn.fn)) answering.set(keyOf(one), one);
  return registrations.filter((one) => {
    const first = answering.get(keyOf(one));
    return one.answeredByLibrary !== true || first === undefined || !isLater(one, first);
  });
}

const NEXT = 2;

/** Some way through it leaves the answer to whoever comes next. */
function handsOn({ params, body }: FunctionIr): boolean {
  const next = params[NEXT]?.name;
  let found = false;
  if (next !== undefined)
    walkDeep(body, (expr) => {
      if (expr.kind === 'call' && expr.callee.kind === 'name' && expr.callee.name === next)
        found ||= expr.args.length === 0;
    });
  return found;
}

/** What a library makes is shown where the program names its method and path. */
function placeOf(one: Registration, before: Registration | undefined): Registration['at'] {
  return one.answeredByLibrary && before ? before.at : one.at;
}

const answers = ({ handler, answeredByLibrary }: Registration): boolean =>
  answeredByLibrary === true || handler?.fn !== undefined;

const keyOf = ({ router = '', method = '', route = '', kind }: Registration): string =>
  [kind, router, method, route].join('\0');

/** Of two in one file; of others the order is not known. */
function isLater(one: Registration, other: Registration): boolean {
  return one.router !== undefined && one.at.file === other.at.file && one.at.span.line > other.at.span.line;
}
