import type { Progress } from '../options';
import type { Whereabouts } from './whereabouts';

const EVERY_MS = 250;
/** An unchanged place is told again after so many beats: a second, so that work that takes long is seen to go on. */
const REPEAT_AFTER = 4;
/** A net: so many beats of a thread that is awake, ten minutes. While the machine sleeps none are counted. */
const SILENT_BEATS = 2_400;

export interface Heartbeat {
  stop(): void;
}

/**
 * Watches a thread by what it writes: tells where it is, at most every quarter of a second and at least every second.
 */
export function watchThread(
  where: Whereabouts,
  tell: (progress: Progress) => void,
  onSilent: () => void,
  silentBeats = SILENT_BEATS,
): Heartbeat {
  let seen = where.ticks;
  let still = 0;
  const beat = (): void => {
    const { ticks } = where;
    still = ticks === seen ? still + 1 : 0;
    seen = ticks;
    const progress = where.read();
    if (progress && still % REPEAT_AFTER === 0) tell(progress);
    if (still >= silentBeats) onSilent();
  };
  const timer = setInterval(beat, EVERY_MS);
  return { stop: () => clearInterval(timer) };
}
