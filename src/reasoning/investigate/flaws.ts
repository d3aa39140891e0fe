import type { WeaknessFact } from '../../artifacts/facts';
import { grouped } from '../concerns/candidate';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';
import { examineFlaw } from './flaw';
import { examineTogether } from './flaws-together';

/** Two places are one gap when the same function does the same thing twice. */
function distinct(weaknesses: readonly WeaknessFact[]): WeaknessFact[] {
  const seen = new Map<string, WeaknessFact>();
  for (const weakness of weaknesses) {
    const key = `${weakness.weakness} ${weakness.at.file}:${weakness.at.line} ${weakness.sink}`;
    const known = seen.get(key);
    seen.set(
      key,
      known ? { ...known, entryPoints: [...new Set([...known.entryPoints, ...weakness.entryPoints])] } : weakness,
    );
  }
  return [...seen.values()];
}

/** From this many on, places of one file that are wrong in themselves in the same way are one gap. */
const SAME_FILE = 3;

/** Examines each flaw of a concern, most certain first. */
export async function examineFlaws(inquiry: Inquiry, weaknesses: readonly WeaknessFact[]): Promise<void> {
  const all = distinct(weaknesses);
  const groups = grouped(all, (weakness) =>
    weakness.source ? weakness.id : `${weakness.weakness} ${weakness.at.file}`,
  );
  const units = [...groups.values()].flatMap((group) =>
    group.length >= SAME_FILE ? [group] : group.map((weakness) => [weakness]),
  );
  for (const [position, unit] of units.entries()) {
    const first = unit[0] as WeaknessFact;
    await inquiry.pause(`${first.at.file}:${first.at.line}`, position, units.length);
    if (unit.length === 1) await examineFlaw(inquiry, first);
    else await examineTogether(inquiry, unit);
  }
  if (all.length > 1) inquiry.notes.push(say('investigate/flaws.examined', all));
}
