import type { Concern } from '../../artifacts/phase3';
import { kebab } from '../text';

/**
 * File part of a concern: the title in kebab case, unique among `taken`. `next` remembers which numbers are taken:
 * hundreds of concerns may share a title.
 */
export function concernName(title: string, taken: Set<string>, next = new Map<string, number>()): string {
  const base = kebab(title, 50);
  let name = base;
  let n = next.get(base) ?? 2;
  for (; taken.has(name); n += 1) name = `${base}-${n}`;
  next.set(base, n);
  taken.add(name);
  return name;
}

/** Each with the name of its file, which people recognise it by: its title. */
export function named(concerns: readonly Concern[]): Concern[] {
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return concerns.map((concern) => ({ ...concern, name: concernName(concern.title, taken, next) }));
}
