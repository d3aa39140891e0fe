import type { Registration } from '../engine/entries/registration';

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
  return left.map((one) => ({ ...one, at: placeOf(one, before.get(keyOf(one))) }));
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
