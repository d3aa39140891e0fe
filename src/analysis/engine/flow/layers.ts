import type { State } from './state';

/** Leaves the layers of one state down to what both have in common, and enters those of the other. */
export function goTo(from: State, to: State): void {
  const path: State[] = [];
  let [leaving, entering]: (State | undefined)[] = [from, to];
  while (leaving && entering && leaving !== entering) {
    if (leaving.depth >= entering.depth) {
      leaving.leave();
      leaving = leaving.parent;
    } else {
      path.push(entering);
      entering = entering.parent;
    }
  }
  for (const state of path.reverse()) state.enter();
}
