import { COPIED } from './cells';
import type { Machine } from './machine';
import type { Mark } from './mark';
import type { Value } from './value';

/** What was sent and is in a value, where nothing else is in it; undefined where there is something else. */
export function sentIn(m: Machine, { refs, marks }: Value): readonly Mark[] | undefined {
  const [ref, ...others] = refs;
  if (!ref) return marks;
  if (ref.kind !== 'object' || others.length > 0) return undefined;
  const { ambient, cells, admits, shaped } = ref.object;
  if (ambient && !admits && !shaped)
    return [...cells.values()].some((cell) => cell.value !== undefined) ? undefined : ambient.marks;
  const copied = cells.get(COPIED);
  const held = copied && cells.size === 1 ? m.state.get(copied) : undefined;
  return held && sentIn(m, held);
}
