import type { CallerKind, Selector } from '../../../artifacts/access';
import type { Atom, Stored, Term } from './kinds';
import type { Effect } from './reader';

/** From the one to everybody: who passes a term is told by the narrowest word. */
const NARROW: readonly CallerKind[] = ['owner', 'token', 'role', 'member', 'signed-in', 'anonymous'];

/** Who gets to an effect: whoever one of the ways to it lets through. */
export function whoOf(effect: Effect): CallerKind[] {
  const words = new Set(effect.cond.map((term) => wordOf(effect, term)));
  if (words.has('anonymous')) return ['anonymous'];
  if (words.has('signed-in')) return words.has('token') ? ['signed-in', 'token'] : ['signed-in'];
  return NARROW.filter((word) => words.has(word));
}

function wordOf(effect: Effect, term: Term): CallerKind {
  const words = new Set(
    [...term.values()].filter((atom) => concerns(effect, atom)).flatMap((atom) => wordFor(atom) ?? []),
  );
  return NARROW.find((word) => words.has(word)) ?? 'anonymous';
}

function wordFor({ kind }: Atom): CallerKind | undefined {
  switch (kind) {
    case 'owner':
    case 'member':
    case 'role':
    case 'signed-in':
    case 'token':
      return kind;
    case 'permission':
      return 'role';
    case 'policy':
      return 'member';
    case 'state':
    case 'feature':
    case 'development':
    case 'not-understood':
      return undefined;
  }
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((key) => b.has(key));

/** The names under which the request chooses the objects of an effect, or those it is put with. */
export function keysOf(effect: Effect): ReadonlySet<string> {
  return new Set([
    ...effect.parts.flatMap(({ value }) => [...(value.keys ?? [])]),
    ...effect.targets.flatMap((one) => [...one.keys]),
    ...[...effect.written.values()].flatMap((value) => [...(value.keys ?? [])]),
  ]);
}

/**
 * All objects that have to do with an effect: those it is about, and those they were chosen through or are put with.
 */
function objectsOf(effect: Effect): ReadonlySet<Stored> {
  const found = new Set<Stored>();
  const add = (one: Stored, depth: number): void => {
    if (found.has(one) || depth > 4) return;
    found.add(one);
    for (const other of one.through) add(other, depth + 1);
    for (const value of one.changed?.fields.values() ?? [])
      for (const other of value.stored ?? []) add(other, depth + 1);
  };
  for (const one of effect.targets) add(one, 0);
  for (const { value } of effect.parts) for (const one of value.stored ?? []) add(one, 0);
  for (const value of effect.written.values()) for (const one of value.stored ?? []) add(one, 0);
  return found;
}

/** Whether what holds says something about this effect: it is about the caller alone, or about its objects. */
function concerns(effect: Effect, atom: Atom): boolean {
  if (!atom.about && !atom.keys) return true;
  const keys = keysOf(effect);
  if (atom.keys)
    return (
      meet(atom.keys, keys) ||
      effect.targets.some(
        (one) => [...one.keys].length === 0 && one.resource === effect.resource && effect.operation !== 'list',
      )
    );
  const { about } = atom;
  if (!about) return true;
  const objects = objectsOf(effect);
  if (
    objects.has(about) ||
    [...objects].some((one) => one.through.includes(about)) ||
    about.through.some((one) => objects.has(one))
  )
    return true;
  return meet(about.keys, keys);
}

/** What holds whenever the effect is reached, and what holds on one of the ways to it. */
export function conditionsOf(effect: Effect): Atom[] {
  const found = new Map<string, Atom>();
  for (const term of effect.cond)
    for (const atom of term.values())
      if (concerns(effect, atom)) found.set(`${atom.kind} ${atom.value} ${atom.file} ${atom.span.line}`, atom);
  return [...found.values()].slice(0, 12);
}

export function selectorOf(effect: Effect): Selector {
  const values = [
    ...effect.parts.map((part) => part.value),
    ...effect.targets.map((one) => ({ keys: one.keys, stored: one.through })),
  ];
  if (values.some((value) => value.keys !== undefined && value.keys.size > 0)) return 'key';
  if (effect.parts.some(({ value, unsure }) => unsure !== true && value.caller !== undefined)) return 'caller';
  if (values.some((value) => (value.stored?.length ?? 0) > 0)) return 'parent';
  return effect.targets.some((one) => one.found.some((term) => [...term.values()].some((atom) => atom.about === one)))
    ? 'caller'
    : 'all';
}
