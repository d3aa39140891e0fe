import type { Machine } from './machine';

/**
 * Runs what one root starts (a module body, a handler, a function). A defect that its code brings to light, or a call
 * stack that does not suffice, costs this root alone: the machine is as it was before, and the file is named.
 */
export function guarded(m: Machine, file: string, body: () => void): void {
  const before = { at: m.at, state: m.state, root: m.root, exhausted: m.exhausted, depth: m.depth };
  const running = m.calls.length;
  try {
    body();
  } catch (error) {
    Object.assign(m, before);
    m.calls.length = running;
    m.note(file, { is: 'flow-failed', name: error instanceof Error ? error.message : String(error) });
  }
}
